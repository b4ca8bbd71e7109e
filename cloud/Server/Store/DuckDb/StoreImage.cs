using DuckDB.NET.Data;
using Roost.Domain.Readings;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>An agent of the ledger.</summary>
internal sealed record LedgerAgent(int Id, string Farm, string Agent)
{
    /// <summary>What is stored of it.</summary>
    public BatchLedger Ledger { get; } = new();
}

/// <summary>What the store keeps of its file in memory: series, newest readings, reasons, ledgers. Loaded anew after a failure.</summary>
internal sealed class StoreImage
{
    private readonly Dictionary<(string Farm, string Agent), LedgerAgent> agents = [];
    private readonly Dictionary<string, int> reasons = new(StringComparer.Ordinal);

    /// <summary>Series and newest readings.</summary>
    public SeriesRegistry Series { get; } = new();

    /// <summary>Agents by farm and name.</summary>
    public IReadOnlyDictionary<(string Farm, string Agent), LedgerAgent> Agents => agents;

    /// <summary>Ids of reasons by their sentence.</summary>
    public IReadOnlyDictionary<string, int> Reasons => reasons;

    /// <summary>Readings in the file.</summary>
    public long Readings { get; set; }

    /// <summary>Readings stored since the newest of each series were last written down.</summary>
    public long ReadingsSinceSnapshot { get; set; }

    /// <summary>How often the newest of each series were written down; readings carry it, and so tell which came after.</summary>
    public int Era { get; set; }

    /// <summary>Where roll-ups are not what the readings say.</summary>
    public DirtyHours Dirty { get; } = new();

    /// <summary>How far back each level goes.</summary>
    public Horizons Horizons { get; set; } = new(0, 0, 0);

    /// <summary>The next series id; the file may hold series of quantities that this Roost doesn't know, too.</summary>
    public int NextSeries { get; set; } = 1;

    /// <summary>Loads from the file. Bounded: of the readings only those since the last snapshot are looked at.</summary>
    public static StoreImage Load(DuckDBConnection connection)
    {
        var image = new StoreImage();
        image.LoadNames(connection);
        image.LoadRollUps(connection);
        image.LoadLatest(connection);
        return image;
    }

    public LedgerAgent AddAgent(string farm, string agent)
    {
        var added = new LedgerAgent(agents.Count + 1, farm, agent);
        agents.Add((farm, agent), added);
        return added;
    }

    public int AddReason(string sentence)
    {
        reasons.Add(sentence, reasons.Count + 1);
        return reasons.Count;
    }

    private void LoadNames(DuckDBConnection connection)
    {
        var byId = new Dictionary<int, LedgerAgent>();
        connection.Each("SELECT id, farm, agent FROM agent ORDER BY id", row =>
        {
            var agent = new LedgerAgent(row.GetInt32(0), row.GetString(1), row.GetString(2));
            agents.Add((agent.Farm, agent.Agent), agent);
            byId.Add(agent.Id, agent);
        });
        connection.Each("SELECT agent, first, last FROM ledger ORDER BY agent, first", row =>
            byId[row.GetInt32(0)].Ledger.Add(new BatchRun(row.GetFieldValue<ulong>(1), row.GetFieldValue<ulong>(2))));
        connection.Each("SELECT id, sentence FROM reason ORDER BY id", row => reasons.Add(row.GetString(1), row.GetInt32(0)));
        connection.Each("SELECT id, farm, coop, quantity, place FROM series ORDER BY id", row =>
        {
            NextSeries = row.GetInt32(0) + 1;
            if (QuantityFacts.TryParse(row.GetString(3), out var quantity))
            {
                Series.Add(row.GetInt32(0), Series.At(row.GetString(1), row.GetString(2)), quantity, row.GetString(4));
            }
        });
    }

    private void LoadRollUps(DuckDBConnection connection)
    {
        connection.Each("SELECT series, hour FROM dirty", row => Dirty.Mark(row.GetInt32(0), row.GetInt32(1)));
        Horizons = HorizonTable.Load(connection);
    }

    private void LoadLatest(DuckDBConnection connection)
    {
        var series = Series.All.ToDictionary(entry => entry.Id);
        var sentences = reasons.ToDictionary(reason => reason.Value, reason => reason.Key);
        connection.Each("SELECT count(*) FROM reading", row => Readings = row.GetInt64(0));
        connection.Each("SELECT max(number) FROM era", row => Era = row.IsDBNull(0) ? 0 : row.GetInt32(0));
        connection.Each($"SELECT count(*) FROM reading WHERE era >= {Era}", row => ReadingsSinceSnapshot = row.GetInt64(0));
        connection.Each("SELECT series, taken_at, value, quality, reason FROM latest", Take);
        connection.Each(
            $"""
            SELECT series, taken_at, value, quality, reason FROM reading WHERE era >= {Era}
            QUALIFY row_number() OVER (PARTITION BY series ORDER BY taken_at DESC, rowid DESC) = 1
            """,
            Take);

        void Take(DuckDBDataReader row)
        {
            if (series.TryGetValue(row.GetInt32(0), out var entry))
            {
                var reading = new Reading(
                    entry.Quantity,
                    entry.Place,
                    DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
                    row.IsDBNull(2) ? null : row.GetDouble(2),
                    (Quality)row.GetByte(3),
                    row.IsDBNull(4) ? null : sentences[row.GetInt32(4)]);
                entry.Note(reading);
                entry.Settle();
            }
        }
    }
}
