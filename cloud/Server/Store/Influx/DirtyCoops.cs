namespace Roost.Cloud.Store.Influx;

/// <summary>An hour of a coop; hours count from the start of 1970, UTC.</summary>
internal readonly record struct CoopHour(string Farm, string Coop, int Hour);

/// <summary>
/// The hours of coops whose roll-ups are not what the readings say, as the measurement "dirty" has them with "open" 1. Safe for concurrent
/// use: the writer marks and clears, charts ask.
/// </summary>
internal sealed class DirtyCoops
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<int, HashSet<(string Farm, string Coop)>> hours = [];

    /// <summary>The latest dirty hour: the newest readings are in it, and it will be dirty again with the next one.</summary>
    public int? Last
    {
        get
        {
            lock (gate)
            {
                return hours.Count == 0 ? null : hours.Keys.Last();
            }
        }
    }

    /// <summary>Marks an hour; true when it was not marked yet.</summary>
    public bool Mark(in CoopHour hour)
    {
        lock (gate)
        {
            if (!hours.TryGetValue(hour.Hour, out var coops))
            {
                hours.Add(hour.Hour, coops = []);
            }

            return coops.Add((hour.Farm, hour.Coop));
        }
    }

    /// <summary>Dirty coops of the first dirty hour before another, at most so many.</summary>
    public IReadOnlyList<CoopHour> FirstBefore(int hour, int most)
    {
        lock (gate)
        {
            if (hours.Count == 0 || hours.Keys.First() >= hour)
            {
                return [];
            }

            var (first, coops) = hours.First();
            return [.. coops.Take(most).Select(coop => new CoopHour(coop.Farm, coop.Coop, first))];
        }
    }

    /// <summary>The roll-ups of an hour say what the readings say again.</summary>
    public void Clear(in CoopHour hour)
    {
        lock (gate)
        {
            if (hours.TryGetValue(hour.Hour, out var coops) && coops.Remove((hour.Farm, hour.Coop)) && coops.Count == 0)
            {
                hours.Remove(hour.Hour);
            }
        }
    }

    /// <summary>A coop's dirty hours, ascending, from one to another, both inside.</summary>
    public IReadOnlyList<int> Of(string farm, string coop, int first, int last)
    {
        lock (gate)
        {
            return [.. hours.Where(hour => hour.Key >= first && hour.Key <= last && hour.Value.Contains((farm, coop))).Select(hour => hour.Key)];
        }
    }
}
