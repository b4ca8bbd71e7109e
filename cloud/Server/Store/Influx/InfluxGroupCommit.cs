using Roost.Domain.Readings;

namespace Roost.Cloud.Store.Influx;

/// <summary>
/// Writes groups as lines: first which hours become dirty, then the readings, and only after them the ledger. What stops in between comes
/// again, and the same points take their own place; so a batch is stored once, though there are no transactions.
/// </summary>
internal sealed class InfluxGroupCommit(
    InfluxConnection connection, InfluxImage image, RefusedReadings refused, InfluxMending mending, InfluxRetention retention) : IGroupCommit
{
    private readonly LineBuffer lines = new();
    private readonly LineBuffer notes = new();
    private readonly List<(ReadingBatch Batch, Reading Reading)> sources = [];
    private readonly List<(ReadingBatch Batch, Reading Reading, string Reason)> refusals = [];
    private readonly Dictionary<AgentLedger, BatchLedger> group = [];

    // These outlast an attempt that failed: what memory knows already must still be written.
    private readonly List<SeriesEntry> noted = [];
    private readonly HashSet<AgentLedger> touched = [];
    private readonly List<CoopHour> marks = [];
    private readonly List<CoopHour> lateMarks = [];
    private int repeated;
    private int refusedLines;

    public InfluxImage Image => image;

    public async ValueTask CommitAsync(IReadOnlyList<StoreRequest> group, ICollection<CommitProgress> progress)
    {
        Begin();
        foreach (var request in group)
        {
            if (request.Batch is { } batch)
            {
                Add(batch);
            }
            else if (request.Oldest is { Number: > 0 } oldest)
            {
                Learn(image.AgentOf(oldest.Farm, oldest.Agent), new(0, oldest.Number - 1));
            }
        }

        await WriteMarksAsync(marks);
        if (lines.Count > 0)
        {
            await WriteReadingsAsync(0, lines.Count);
        }

        foreach (var refusal in refusals)
        {
            refused.Add(refusal.Batch, [refusal.Reading], refusal.Reason);
        }

        await SettleAsync(progress);
    }

    /// <summary>Ends what upkeep left half done: a reading that came in between would be removed with what was summed up already.</summary>
    public async ValueTask RecoverAsync()
    {
        await mending.ResumeAsync();
        await retention.ResumeAsync();
    }

    public async ValueTask SetAsideAsync(ReadingBatch batch, string reason, ICollection<CommitProgress> progress)
    {
        Begin();
        refused.Add(batch, batch.Readings, reason);
        if (batch.Number is { } number)
        {
            Learn(image.AgentOf(batch.Farm, batch.Agent), new(number, number));
        }

        await SettleAsync(progress);
    }

    private void Begin()
    {
        lines.Clear();
        sources.Clear();
        refusals.Clear();
        group.Clear();
        (repeated, refusedLines) = (0, 0);
    }

    private void Add(ReadingBatch batch)
    {
        if (batch.Number is { } number)
        {
            var agent = image.AgentOf(batch.Farm, batch.Agent);
            if (agent.Ledger.Contains(number) || (group.TryGetValue(agent, out var taken) && taken.Contains(number)))
            {
                repeated++;
                touched.Add(agent);
                return;
            }

            Learn(agent, new(number, number));
        }

        var coop = image.Series.At(batch.Farm, batch.Coop);
        var lastHour = int.MinValue;
        for (var index = 0; index < batch.Readings.Count; index++)
        {
            var given = batch.Readings[index];
            if ((StorableReading.Refusal(given) ?? InfluxReading.Refusal(given)) is { } refusal)
            {
                refusals.Add((batch, given, refusal));
                continue;
            }

            if ((coop.Find(given.Quantity, given.Place) ?? NewSeries(batch, coop, given)) is not { } series)
            {
                continue;
            }

            var reading = StorableReading.Stored(given);
            lines.AddReading("reading"u8, image.KeyOf(series), reading);
            sources.Add((batch, given));
            if (series.Note(reading))
            {
                noted.Add(series);
            }

            if (RollUpLevel.HourOf(reading.TakenAt.ToUnixTimeMilliseconds()) is var hour && hour != lastHour)
            {
                lastHour = hour;
                Mark(new(batch.Farm, batch.Coop, hour));
            }
        }
    }

    private SeriesEntry? NewSeries(ReadingBatch batch, CoopSeries coop, in Reading reading)
    {
        if (!InfluxReading.IsName(reading.Place))
        {
            refusals.Add((batch, reading, "The place is no name that an InfluxDB can hold."));
            return null;
        }

        return image.AddSeries(coop, reading.Quantity, reading.Place);
    }

    // Roll-ups of hours whose readings are gone are added to, not made anew: there a mark may only speak of batches that are in the ledger,
    // or a batch that comes again after a crash would be added twice.
    private void Mark(in CoopHour hour)
    {
        if (image.Dirty.Mark(hour))
        {
            (hour.Hour < RollUpLevel.HourOf(image.Horizons.Readings) ? lateMarks : marks).Add(hour);
        }
    }

    private void Learn(AgentLedger agent, BatchRun run)
    {
        touched.Add(agent);
        if (!group.TryGetValue(agent, out var learnt))
        {
            group.Add(agent, learnt = new());
        }

        learnt.Add(run);
    }

    /// <summary>Halves what is refused until the lines at fault are alone; only these are set aside.</summary>
    private async ValueTask WriteReadingsAsync(int first, int count)
    {
        try
        {
            await connection.WriteAsync(lines.Lines(first, count), CancellationToken.None);
        }
        catch (LinesRefusedException) when (count > 1)
        {
            await WriteReadingsAsync(first, count / 2);
            await WriteReadingsAsync(first + (count / 2), count - (count / 2));
        }
        catch (LinesRefusedException exception)
        {
            refusedLines++;
            refusals.Add((sources[first].Batch, sources[first].Reading, exception.Message));
        }
    }

    private async ValueTask WriteMarksAsync(List<CoopHour> hours)
    {
        if (hours.Count > 0)
        {
            notes.Clear();
            foreach (var hour in hours)
            {
                notes.AddDirty(hour, isOpen: true);
            }

            await connection.WriteAsync(notes.Written, CancellationToken.None);
            hours.Clear();
        }
    }

    /// <summary>The readings are durable: what was noted of them holds, and the ledger follows.</summary>
    private async ValueTask SettleAsync(ICollection<CommitProgress> progress)
    {
        foreach (var series in noted)
        {
            series.Settle();
        }

        noted.Clear();
        foreach (var (agent, learnt) in group)
        {
            foreach (var run in learnt.Runs)
            {
                agent.Ledger.Add(run);
                agent.Unwritten.Add(run);
            }
        }

        group.Clear();
        StoreMeter.Stored.Add(lines.Count - refusedLines);
        StoreMeter.Repeated.Add(repeated);
        await WriteLedgerAsync();
        await WriteMarksAsync(lateMarks);
        foreach (var agent in touched)
        {
            if (agent.Ledger.CommittedThrough is { } through)
            {
                progress.Add(new(agent.Farm, agent.Agent, through));
            }
        }

        touched.Clear();
    }

    private async ValueTask WriteLedgerAsync()
    {
        notes.Clear();
        foreach (var agent in touched)
        {
            foreach (var run in agent.Ledger.Runs.Where(run => agent.Unwritten.Exists(part => run.First <= part.First && part.Last <= run.Last)))
            {
                notes.AddRun(agent.Farm, agent.Agent, run);
            }
        }

        if (notes.Count > 0)
        {
            await connection.WriteAsync(notes.Written, CancellationToken.None);
            foreach (var agent in touched)
            {
                agent.Unwritten.Clear();
            }
        }
    }
}
