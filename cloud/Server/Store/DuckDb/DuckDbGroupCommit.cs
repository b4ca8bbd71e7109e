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
    private readonly List<SeriesEntry> newSeries = [];
    private readonly List<LedgerAgent> newAgents = [];
    private readonly List<KeyValuePair<string, int>> newReasons = [];
    private readonly Dictionary<LedgerAgent, List<BatchRun>> runs = [];
    private ReadingAppender? readings;
    private LedgerAppender? ledger;
    private StoreImage image;
    private int stored;
    private int repeated;

    public DuckDbGroupCommit(DuckDbFile file, RefusedReadings refused)
    {
        this.file = file;
        this.refused = refused;
        image = StoreImage.Load(file.Connection);
        CreateAppenders();
    }

    /// <summary>What the file holds, for anyone to read its parts that say so.</summary>
    public StoreImage Image => Volatile.Read(ref image);

    public void Commit(IReadOnlyList<StoreRequest> group, ICollection<CommitProgress> progress) =>
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
                    Learn(AgentOf(oldest.Farm, oldest.Agent), new(0, oldest.Number - 1));
                }
            }
        });

    public void Recover()
    {
        DisposeAppenders();
        file.Reopen();
        Volatile.Write(ref image, StoreImage.Load(file.Connection));
        CreateAppenders();
    }

    public void SetAside(ReadingBatch batch, string reason, ICollection<CommitProgress> progress)
    {
        refused.Add(batch, batch.Readings, reason);
        if (batch.Number is { } number)
        {
            InTransaction(progress, () =>
            {
                var agent = AgentOf(batch.Farm, batch.Agent);
                if (agent.Ledger.Add(number))
                {
                    Learn(agent, new(number, number));
                }
            });
        }
    }

    /// <summary>Writes down the newest readings and the ledger in their shortest form, as when closing.</summary>
    public void Snapshot()
    {
        if (image.Readings > image.ReadingsAtSnapshot)
        {
            InTransaction([], WriteSnapshot);
        }
    }

    public void Dispose() => DisposeAppenders();

    private void InTransaction(ICollection<CommitProgress> progress, Action write)
    {
        // What an attempt that failed left here is void; the image it changed was loaded anew by Recover.
        noted.Clear();
        newSeries.Clear();
        newAgents.Clear();
        newReasons.Clear();
        runs.Clear();
        (stored, repeated) = (0, 0);
        try
        {
            Execute("BEGIN TRANSACTION");
            if (image.Readings - image.ReadingsAtSnapshot >= Math.Max(SnapshotReadings, 8L * image.Series.All.Count))
            {
                WriteSnapshot();
            }

            write();
            WriteNames();
            WriteRuns();
            readings!.Flush();
            ledger!.Flush();
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
            var agent = AgentOf(batch.Farm, batch.Agent);
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
            readings!.Add(series.Id, reading.TakenAt.ToUnixTimeMilliseconds(), reading.Value, reading.Quality, ReasonOf(reading.Reason));
            stored++;
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

        var series = image.Series.Add(image.NextSeries++, coop, reading.Quantity, reading.Place);
        newSeries.Add(series);
        return series;
    }

    private LedgerAgent AgentOf(string farm, string agent)
    {
        if (!image.Agents.TryGetValue((farm, agent), out var known))
        {
            known = image.AddAgent(farm, agent);
            newAgents.Add(known);
        }

        return known;
    }

    private int? ReasonOf(string? sentence)
    {
        if (string.IsNullOrEmpty(sentence))
        {
            return null;
        }

        if (!image.Reasons.TryGetValue(sentence, out var id))
        {
            id = image.AddReason(sentence);
            newReasons.Add(new(sentence, id));
        }

        return id;
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

    private void WriteNames()
    {
        Append("series", newSeries, (row, series) => row
            .AppendValue(series.Id).AppendValue(series.Coop.Farm).AppendValue(series.Coop.Coop)
            .AppendValue(QuantityFacts.Of(series.Quantity).Name).AppendValue(series.Place).EndRow());
        Append("agent", newAgents, (row, agent) => row.AppendValue(agent.Id).AppendValue(agent.Farm).AppendValue(agent.Agent).EndRow());
        Append("reason", newReasons, (row, reason) => row.AppendValue(reason.Value).AppendValue(reason.Key).EndRow());
    }

    private void Append<T>(string table, List<T> items, Action<IDuckDBAppenderRow, T> append)
    {
        if (items.Count > 0)
        {
            using var appender = file.Connection.CreateAppender(table);
            foreach (var item in items)
            {
                append(appender.CreateRow(), item);
            }
        }
    }

    private void WriteRuns()
    {
        foreach (var (agent, learnt) in runs)
        {
            foreach (var run in learnt)
            {
                ledger!.Add(agent.Id, run);
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
                ledger!.Add(agent.Id, run);
            }
        }

        Execute("DELETE FROM latest");
        using (var latest = new ReadingAppender(file.Connection, "latest"))
        {
            foreach (var series in image.Series.All.Where(series => series.HasLatest))
            {
                var reading = series.Latest;
                latest.Add(series.Id, reading.TakenAt.ToUnixTimeMilliseconds(), reading.Value, reading.Quality, ReasonOf(reading.Reason));
            }

            latest.Flush();
        }

        Execute("DELETE FROM latest_of");
        Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO latest_of VALUES ({image.Readings})"));
        image.ReadingsAtSnapshot = image.Readings;
    }

    private void Settle(ICollection<CommitProgress> progress)
    {
        foreach (var series in noted)
        {
            series.Settle();
        }

        image.Readings += stored;
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

    private void Execute(string sql)
    {
        using var command = file.Connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts and numbers only.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private void CreateAppenders()
    {
        readings = new(file.Connection, "reading");
        ledger = new(file.Connection);
    }

    private void DisposeAppenders()
    {
        readings?.Dispose();
        ledger?.Dispose();
        (readings, ledger) = (null, null);
    }
}
