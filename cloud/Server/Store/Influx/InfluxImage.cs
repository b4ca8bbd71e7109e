using System.Globalization;
using System.Runtime.InteropServices;
using Roost.Domain.Readings;

namespace Roost.Cloud.Store.Influx;

/// <summary>An agent of the ledger.</summary>
internal sealed record AgentLedger(string Farm, string Agent)
{
    /// <summary>What is stored of it.</summary>
    public BatchLedger Ledger { get; } = new();

    /// <summary>Numbers that are stored, but of which the InfluxDB's ledger does not know yet.</summary>
    public List<BatchRun> Unwritten { get; } = [];
}

/// <summary>What the store keeps of its InfluxDB in memory: series, newest readings, ledgers, what is dirty.</summary>
internal sealed class InfluxImage
{
    private readonly Dictionary<(string Farm, string Agent), AgentLedger> agents = [];
    private readonly List<byte[]> keys = [];

    /// <summary>Series and newest readings.</summary>
    public SeriesRegistry Series { get; } = new();

    /// <summary>Where roll-ups are not what the readings say.</summary>
    public DirtyCoops Dirty { get; } = new();

    /// <summary>How far back each level goes.</summary>
    public Horizons Horizons { get; set; } = new(0, 0, 0);

    /// <summary>Whether what lies before the horizons may still be there.</summary>
    public bool IsRemoving { get; set; }

    /// <summary>Odd while readings are being removed; whoever read meanwhile reads again.</summary>
    public int Removals { get; set; }

    public static async Task<InfluxImage> LoadAsync(InfluxConnection connection, CancellationToken cancellationToken)
    {
        var image = new InfluxImage();
        using var answer = await connection.AskAsync(
            """
            SELECT first, last FROM ledger GROUP BY agent, farm;
            SELECT open FROM dirty WHERE open = 1 GROUP BY coop, farm;
            SELECT readings_before, minutes_before, hours_before, removing FROM store
            """,
            cancellationToken);
        foreach (var agent in answer.Series(0))
        {
            var ledger = image.AgentOf(agent.Tag("farm"), agent.Tag("agent")).Ledger;
            foreach (var row in agent.Rows)
            {
                ledger.Add(new BatchRun(ulong.Parse(row.Text(1)!, CultureInfo.InvariantCulture), ulong.Parse(row.Text(2)!, CultureInfo.InvariantCulture)));
            }
        }

        foreach (var coop in answer.Series(1))
        {
            foreach (var row in coop.Rows)
            {
                image.Dirty.Mark(new(coop.Tag("farm"), coop.Tag("coop"), RollUpLevel.HourOf(row.AtMilliseconds)));
            }
        }

        foreach (var row in answer.Rows(2))
        {
            image.Horizons = new(row.Count(1), row.Count(2), row.Count(3));
            image.IsRemoving = row.Count(4) > 0;
        }

        await image.LoadLatestAsync(connection, "latest", cancellationToken);
        await image.LoadLatestAsync(connection, "reading", cancellationToken);
        return image;
    }

    public AgentLedger AgentOf(string farm, string agent)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(agents, (farm, agent), out _);
        return known ??= new(farm, agent);
    }

    /// <summary>Adds a series, by the writer only.</summary>
    public SeriesEntry AddSeries(CoopSeries coop, Quantity quantity, string place)
    {
        keys.Add(LineBuffer.SeriesKey(coop.Farm, coop.Coop, quantity, place));
        return Series.Add(keys.Count - 1, coop, quantity, place);
    }

    /// <summary>What its lines begin with, after the measurement.</summary>
    public byte[] KeyOf(SeriesEntry series) => keys[series.Id];

    /// <summary>The time of the newest durable reading of some coops, or of all of a farm's, Unix milliseconds; for anyone.</summary>
    public long NewestOf(string farm, IReadOnlyList<string> coops) =>
        (coops.Count > 0 ? coops : Series.StoredCoops().Where(coop => coop.Farm == farm).Select(coop => coop.Coop))
        .SelectMany(coop => Series.Find(farm, coop)?.Latest() ?? []).Select(reading => reading.TakenAt.ToUnixTimeMilliseconds()).DefaultIfEmpty(long.MinValue).Max();

    private async Task LoadLatestAsync(InfluxConnection connection, string measurement, CancellationToken cancellationToken)
    {
        using var answer = await connection.AskAsync(
            $"SELECT {InfluxSchema.ReadingFields} FROM {measurement} GROUP BY {InfluxSchema.SeriesTags} ORDER BY time DESC LIMIT 1", cancellationToken);
        foreach (var series in answer.Series())
        {
            if (!QuantityFacts.TryParse(series.Tag("quantity"), out var quantity))
            {
                continue;
            }

            var coop = Series.At(series.Tag("farm"), series.Tag("coop"));
            var entry = coop.Find(quantity, series.Tag("place")) ?? AddSeries(coop, quantity, series.Tag("place"));
            foreach (var row in series.Rows)
            {
                var stored = StoredRow.Of(row);
                entry.Note(new(quantity, entry.Place, DateTimeOffset.FromUnixTimeMilliseconds(row.AtMilliseconds), stored.Value, stored.Quality, stored.Reason));
                entry.Settle();
            }
        }
    }
}
