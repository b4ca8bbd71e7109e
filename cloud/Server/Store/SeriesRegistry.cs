using System.Collections.Concurrent;
using Roost.Domain.Readings;

namespace Roost.Cloud.Store;

/// <summary>One series: its id in the store, and its newest reading.</summary>
internal sealed class SeriesEntry(int id, CoopSeries coop, Quantity quantity, string place)
{
    private Reading latest;
    private Reading pending;
    private bool hasPending;

    public int Id => id;

    public CoopSeries Coop => coop;

    public Quantity Quantity => quantity;

    public string Place => place;

    /// <summary>Where it stands among its coop's.</summary>
    public int Position { get; init; }

    /// <summary>Which of its hours was marked as dirty last, and when; for the writer.</summary>
    public (int Hour, int Version) Dirty { get; set; } = (int.MinValue, 0);

    /// <summary>Whether there is a newest reading yet.</summary>
    public bool HasLatest { get; private set; }

    /// <summary>The newest durable reading. Guarded by the coop's lock.</summary>
    public Reading Latest => latest;

    /// <summary>Notes a reading that is not durable yet, by the writer only; true for the first since <see cref="Settle"/>.</summary>
    public bool Note(in Reading reading)
    {
        var first = !hasPending;
        if (first || reading.TakenAt >= pending.TakenAt)
        {
            // The series' own text instead of the message's keeps no message alive.
            pending = reading with { Place = place };
            hasPending = true;
        }

        return first;
    }

    /// <summary>What was noted is durable now.</summary>
    public void Settle()
    {
        hasPending = false;
        lock (coop.Gate)
        {
            if (!HasLatest || pending.TakenAt >= latest.TakenAt)
            {
                latest = pending;
                HasLatest = true;
            }
        }
    }
}

/// <summary>The series of one coop. One writer adds; anyone reads, under <see cref="Gate"/>.</summary>
internal sealed class CoopSeries(string farm, string coop)
{
    private readonly List<SeriesEntry> entries = [];
    private readonly Dictionary<(Quantity Quantity, string Place), SeriesEntry> byName = [];
    private int expected;

    public string Farm => farm;

    public string Coop => coop;

    /// <summary>Guards the entries against their writer.</summary>
    public Lock Gate { get; } = new();

    /// <summary>
    /// Finds a series, by the writer only. A message's readings mostly come in the order of the last one's, so the next one is tried first.
    /// </summary>
    public SeriesEntry? Find(Quantity quantity, string place)
    {
        if (expected < entries.Count && entries[expected] is var next && next.Quantity == quantity && next.Place == place)
        {
            expected++;
            return next;
        }

        if (byName.TryGetValue((quantity, place), out var entry))
        {
            expected = entry.Position + 1;
            return entry;
        }

        return null;
    }

    /// <summary>Adds a series, by the writer only.</summary>
    public SeriesEntry Add(int id, Quantity quantity, string place)
    {
        var entry = new SeriesEntry(id, this, quantity, place) { Position = entries.Count };
        lock (Gate)
        {
            entries.Add(entry);
            byName.Add((quantity, place), entry);
        }

        return entry;
    }

    /// <summary>The id of a series, for anyone.</summary>
    public int? IdOf(Quantity quantity, string place)
    {
        lock (Gate)
        {
            return byName.TryGetValue((quantity, place), out var entry) ? entry.Id : null;
        }
    }

    /// <summary>The newest readings, for anyone.</summary>
    public IReadOnlyList<Reading> Latest()
    {
        lock (Gate)
        {
            var latest = new List<Reading>(entries.Count);
            foreach (var entry in entries)
            {
                if (entry.HasLatest)
                {
                    latest.Add(entry.Latest);
                }
            }

            return latest;
        }
    }
}

/// <summary>All series by coop.</summary>
internal sealed class SeriesRegistry
{
    private readonly ConcurrentDictionary<(string Farm, string Coop), CoopSeries> coops = new();
    private readonly List<SeriesEntry> all = [];

    /// <summary>Every series, by the writer only.</summary>
    public IReadOnlyList<SeriesEntry> All => all;

    /// <summary>Every coop that has a durable reading, in the order of names, for anyone.</summary>
    public IReadOnlyList<StoredCoop> StoredCoops() =>
    [
        .. coops.Values.Where(coop => coop.Latest().Count > 0).Select(coop => new StoredCoop(coop.Farm, coop.Coop))
            .OrderBy(coop => coop.Farm, StringComparer.Ordinal).ThenBy(coop => coop.Coop, StringComparer.Ordinal),
    ];

    /// <summary>The coop, for anyone; null when nothing of it is stored.</summary>
    public CoopSeries? Find(string farm, string coop) => coops.GetValueOrDefault((farm, coop));

    /// <summary>The coop, by the writer only; made when it is new.</summary>
    public CoopSeries At(string farm, string coop) => coops.GetOrAdd((farm, coop), static name => new(name.Farm, name.Coop));

    /// <summary>Adds a series, by the writer only.</summary>
    public SeriesEntry Add(int id, CoopSeries coop, Quantity quantity, string place)
    {
        var entry = coop.Add(id, quantity, place);
        all.Add(entry);
        return entry;
    }
}
