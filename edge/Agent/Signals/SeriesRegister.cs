using Roost.Domain.Readings;

namespace Roost.Edge.Signals;

/// <summary>A series of a coop, as a birth announces it.</summary>
/// <param name="Alias">The number that stands for it on the wire; the agent's alone, fixed until it stops.</param>
/// <param name="Definition">Its definition; null where it only stands in a log or in a spool from before a change of configuration.</param>
/// <param name="Last">The last reading that was reported since the start; null when there is none.</param>
internal sealed record RegisteredSeries(ulong Alias, Quantity Quantity, string Place, SeriesDefinition? Definition, Reading? Last);

/// <summary>Every series that the agent may report, and the last reading of each. Thread-safe.</summary>
internal sealed class SeriesRegister
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Dictionary<(Quantity Quantity, string Place), RegisteredSeries>> byCoop = new(StringComparer.Ordinal);
    private ulong lastAlias;

    /// <summary>Every coop with its series, in the order in which they were registered.</summary>
    public IReadOnlyList<string> Coops
    {
        get
        {
            lock (gate)
            {
                return [.. byCoop.Keys];
            }
        }
    }

    /// <summary>Announces a coop, even when it has no series yet.</summary>
    public void Register(string coop)
    {
        lock (gate)
        {
            byCoop.TryAdd(coop, []);
        }
    }

    /// <summary>Announces a series.</summary>
    public void Register(string coop, SeriesDefinition series)
    {
        lock (gate)
        {
            Ensure(coop, series.Quantity, series.Place, series);
        }
    }

    /// <summary>The alias of a series; one that nobody announced gets one now.</summary>
    public ulong AliasOf(string coop, Quantity quantity, string place)
    {
        lock (gate)
        {
            return Ensure(coop, quantity, place, definition: null).Alias;
        }
    }

    /// <summary>The last reported reading of a series, or null.</summary>
    public Reading? LastOf(string coop, Quantity quantity, string place)
    {
        lock (gate)
        {
            return byCoop.TryGetValue(coop, out var series) && series.TryGetValue((quantity, place), out var found) ? found.Last : null;
        }
    }

    /// <summary>Keeps readings as the last reported ones.</summary>
    public void Remember(string coop, IReadOnlyList<Reading> readings)
    {
        lock (gate)
        {
            foreach (var reading in readings)
            {
                var series = Ensure(coop, reading.Quantity, reading.Place, definition: null);
                byCoop[coop][(reading.Quantity, reading.Place)] = series with { Last = reading };
            }
        }
    }

    /// <summary>The series of a coop.</summary>
    public IReadOnlyList<RegisteredSeries> SeriesOf(string coop)
    {
        lock (gate)
        {
            return byCoop.TryGetValue(coop, out var series) ? [.. series.Values] : [];
        }
    }

    private RegisteredSeries Ensure(string coop, Quantity quantity, string place, SeriesDefinition? definition)
    {
        if (!byCoop.TryGetValue(coop, out var series))
        {
            byCoop[coop] = series = [];
        }

        if (!series.TryGetValue((quantity, place), out var found))
        {
            series[(quantity, place)] = found = new(++lastAlias, quantity, place, definition, Last: null);
        }

        return found;
    }
}
