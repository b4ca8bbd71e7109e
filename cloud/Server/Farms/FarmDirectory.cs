using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Roost.Cloud.Farms;

/// <summary>Which farms and coops there are: the configured, those the store knows, and those that were born since. Thread-safe.</summary>
internal sealed class FarmDirectory
{
    // Far above any real service, so that a stranger on the broker can't fill the memory with invented names.
    private const int MaximumCoops = 20_000;

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> coopsByFarm = new(StringComparer.Ordinal);
    private readonly FarmsOptions options;
    private int coops;

    public FarmDirectory(IOptions<FarmsOptions> options)
    {
        this.options = options.Value;
        foreach (var farm in this.options.Farms.Keys)
        {
            coopsByFarm.TryAdd(farm, new(StringComparer.Ordinal));
        }
    }

    /// <summary>Every farm, in order.</summary>
    public IReadOnlyList<string> Farms => [.. coopsByFarm.Keys.Order(StringComparer.Ordinal)];

    /// <summary>IANA name of a farm's time zone.</summary>
    public string TimeZoneOf(string farm) => options.Farms.TryGetValue(farm, out var settings) ? settings.TimeZone : FarmOptions.DefaultTimeZone;

    /// <summary>The coops of a farm, in order; null when there is no such farm.</summary>
    public IReadOnlyList<string>? CoopsOf(string farm) =>
        coopsByFarm.TryGetValue(farm, out var found) ? [.. found.Keys.Order(StringComparer.Ordinal)] : null;

    /// <summary>Whether there is such a coop.</summary>
    public bool Knows(string farm, string coop) => coopsByFarm.TryGetValue(farm, out var found) && found.ContainsKey(coop);

    /// <summary>Adds a coop; false when there is no room for another.</summary>
    public bool TryAdd(string farm, string coop)
    {
        if (Knows(farm, coop))
        {
            return true;
        }

        if (Interlocked.Increment(ref coops) > MaximumCoops)
        {
            Interlocked.Decrement(ref coops);
            return false;
        }

        coopsByFarm.GetOrAdd(farm, static _ => new(StringComparer.Ordinal)).TryAdd(coop, 0);
        return true;
    }
}
