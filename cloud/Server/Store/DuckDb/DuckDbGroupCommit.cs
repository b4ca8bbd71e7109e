using System.Globalization;
using DuckDB.NET.Data;
using Roost.Domain.Readings;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>Writes groups into the file: readings, what is new of names, and the ledger's runs, in one transaction.</summary>
internal sealed class DuckDbGroupCommit : IGroupCommit, IDisposable
{
    /// <summary>Readings after which the newest ones are written down again, which bounds what a start has to look through.</summary>
    private const int SnapshotReadings = 1_000_000;

    private readonly DuckDbFile file;
    private readonly RefusedReadings refused;
    private readonly List<SeriesEntry> noted = [];
    private readonly NewNames names = new();
    private readonly Dictionary<LedgerAgent, List<BatchRun>> runs = [];
    private StoreAppenders? appenders;
    private StoreImage image;
    private int stored;
    private int repeated;

    public DuckDbGroupCommit(DuckDbFile file, RefusedReadings refused)
    {
        this.file = file;
        this.refused = refused;
        image = StoreImage.Load(file.Connection);
        appenders = new(file.Connection);
    }

    /// <summary>What the file holds, for anyone to read its parts that say so.</summary>
    public StoreImage Image => Volatile.Read(ref image);

    public ValueTask CommitAsync(IReadOnlyList<StoreRequest> group, ICollection<CommitProgress> progress)
    {
        InTransaction(progress, () =>
        {
            foreach (var request in group)
            {
                if (request.Batch is { } batch)
                {
                    Add(batch);
                }
                else if (request.Oldest is { Number: > 0 } oldest)
                {
                    Learn(names.AgentOf(image, oldest.Farm, oldest.Agent), new(0, oldest.Number - 1));
                }
            }
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask RecoverAsync()
    {
        DisposeAppenders();
        file.Reopen();
        Volatile.Write(ref image, StoreImage.Load(file.Connection));
        appenders = new(file.Connection);
        return ValueTask.CompletedTask;
    }

    public ValueTask SetAsideAsync(ReadingBatch batch, string reason, ICollection<CommitProgress> progress)
    {
        refused.Add(batch, batch.Readings, reason);
        if (batch.Number is { } number)
        {
            InTransaction(progress, () =>
            {
                var agent = names.AgentOf(image, batch.Farm, batch.Agent);
                if (agent.Ledger.Add(number))
                {
                    Learn(agent, new(number, number));
                }
            });
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Writes down the newest readings and the ledger in their shortest form, as when closing.</summary>
    public void Snapshot()
    {
        if (image.ReadingsSinceSnapshot > 0)
        {
            InTransaction([], WriteSnapshot);
        }
    }

    /// <summary>
    /// Changes tables in a transaction of its own. What it throws leaves the image in doubt: <see cref="RecoverAsync"/> comes next.
    /// </summary>
    /// <param name="work">What to do, on the writer's connection and image.</param>
    /// <param name="removesReadings">Whether it removes readings, of which the newest of each series must be kept.</param>
    public void Upkeep(Action<DuckDBConnection, StoreImage> work, bool removesReadings) => InTransaction([], () =>
    {
        if (removesReadings && image.ReadingsSinceSnapshot > 0)
        {
            WriteSnapshot();
        }

        work(file.Connection, image);
    });

    /// <summary>Takes the log into the file.</summary>
    public void Checkpoint() => Execute("CHECKPOINT");

    public void Dispose() => DisposeAppenders();

    private void InTransaction(ICollection<CommitProgress> progress, Action write)
    {
        // What an attempt that failed left here is void; the image it changed was loaded anew by RecoverAsync.
        noted.Clear();
        names.Clear();
        runs.Clear();
        (stored, repeated) = (0, 0);
        try
        {
            Execute("BEGIN TRANSACTION");
            if (image.ReadingsSinceSnapshot >= Math.Max(SnapshotReadings, 8L * image.Series.All.Count))
            {
                WriteSnapshot();
            }

            write();
            names.Write(file.Connection);
            WriteRuns();
            appenders!.Flush();
            Execute("COMMIT");
        }
        catch (DuckDBException exception) when (DuckDbErrors.IsOfTheData(exception.ErrorType))
        {
            throw new UnstorableException(exception.Message, exception);
        }

        Settle(progress);
    }

    private void Add(ReadingBatch batch)
    {
        if (batch.Number is { } number)
        {
            var agent = names.AgentOf(image, batch.Farm, batch.Agent);
            if (!agent.Ledger.Add(number))
            {
                repeated++;
                runs.TryAdd(agent, []);
                return;
            }

            Learn(agent, new(number, number));
        }

        var coop = image.Series.At(batch.Farm, batch.Coop);
        for (var index = 0; index < batch.Readings.Count; index++)
        {
            var given = batch.Readings[index];
            if (StorableReading.Refusal(given) is { } refusal)
            {
                refused.Add(batch, [given], refusal);
                continue;
            }

            if ((coop.Find(given.Quantity, given.Place) ?? NewSeries(batch, coop, given)) is not { } series)
            {
                continue;
            }

            var reading = StorableReading.Stored(given);
            var at = reading.TakenAt.ToUnixTimeMilliseconds();
            appenders!.Readings.Add(series.Id, at, reading.Value, reading.Quality, names.ReasonOf(image, reading.Reason), image.Era);
            stored++;
            var hour = RollUpLevel.HourOf(at);
            if (image.Dirty.Mark(series, hour))
            {
                appenders.Dirty.Add(series.Id, hour);
            }

            if (series.Note(reading))
            {
                noted.Add(series);
            }
        }
    }

    private SeriesEntry? NewSeries(ReadingBatch batch, CoopSeries coop, in Reading reading)
    {
        if (!StorableReading.IsName(reading.Place))
        {
            refused.Add(batch, [reading], "The place is no name.");
            return null;
        }

        return names.AddSeries(image, coop, reading.Quantity, reading.Place);
    }

    /// <summary>Notes a run for the ledger's table; runs that follow each other become one row.</summary>
    private void Learn(LedgerAgent agent, BatchRun run)
    {
        agent.Ledger.Add(run);
        if (!runs.TryGetValue(agent, out var learnt))
        {
            runs.Add(agent, learnt = []);
        }

        if (learnt is [.., var last] && last.Last + 1 == run.First)
        {
            learnt[^1] = last with { Last = run.Last };
        }
        else
        {
            learnt.Add(run);
        }
    }

    private void WriteRuns()
    {
        foreach (var (agent, learnt) in runs)
        {
            foreach (var run in learnt)
            {
                appenders!.Ledger.Add(agent.Id, run);
            }
        }
    }

    /// <summary>Of the state before this transaction's own readings.</summary>
    private void WriteSnapshot()
    {
        Execute("DELETE FROM ledger");
        foreach (var agent in image.Agents.Values)
        {
            foreach (var run in agent.Ledger.Runs)
            {
                appenders!.Ledger.Add(agent.Id, run);
            }
        }

        Execute("DELETE FROM latest");
        using (var latest = new ReadingAppender(file.Connection, "latest"))
        {
            foreach (var series in image.Series.All.Where(series => series.HasLatest))
            {
                var reading = series.Latest;
                latest.Add(
                    series.Id,
                    reading.TakenAt.ToUnixTimeMilliseconds(),
                    reading.Value,
                    reading.Quality,
                    names.ReasonOf(image, reading.Reason),
                    image.Era);
            }

            latest.Flush();
        }

        image.Era++;
        image.ReadingsSinceSnapshot = 0;
        Execute("DELETE FROM era");
        Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO era VALUES ({image.Era})"));
    }

    private void Settle(ICollection<CommitProgress> progress)
    {
        foreach (var series in noted)
        {
            series.Settle();
        }

        image.Readings += stored;
        image.ReadingsSinceSnapshot += stored;
        StoreMeter.Stored.Add(stored);
        StoreMeter.Repeated.Add(repeated);
        foreach (var agent in runs.Keys)
        {
            if (agent.Ledger.CommittedThrough is { } through)
            {
                progress.Add(new(agent.Farm, agent.Agent, through));
            }
        }
    }

    private void Execute(string sql) => file.Connection.Execute(sql);

    private void DisposeAppenders()
    {
        appenders?.Dispose();
        appenders = null;
    }
}
