namespace Roost.Simulation;

/// <summary>
/// Value noise: a fixed random number at each whole period, joined by a smooth curve. A pure function of seed, channel and time, so
/// that a moment has the same noise whether it is asked for live, as history, or twice.
/// </summary>
public static class SmoothNoise
{
    /// <summary>Noise from −1 to 1 that changes over about a <paramref name="period"/>.</summary>
    public static double At(ulong seed, int channel, DateTimeOffset when, TimeSpan period)
    {
        var position = (double)(when.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / period.Ticks;
        var step = (long)Math.Floor(position);
        var within = position - step;
        var from = Unit(seed, channel, step);
        var to = Unit(seed, channel, step + 1);
        return from + ((to - from) * within * within * (3 - (2 * within)));
    }

    /// <summary>A number from −1 to 1 that belongs to the seed and the channel for ever.</summary>
    public static double Fixed(ulong seed, int channel) => Unit(seed, channel, 0);

    /// <summary>A seed for a part of something that has a seed: a coop of a farm.</summary>
    public static ulong SeedOf(ulong seed, int part) => Mix(seed ^ Mix((ulong)part + 0x51));

    private static double Unit(ulong seed, int channel, long step) =>
        ((Mix(seed ^ Mix((ulong)channel ^ Mix((ulong)step))) >> 11) * (2.0 / (1UL << 53))) - 1;

    /// <summary>SplitMix64's finaliser (Steele, Lea, Flood 2014): neighbouring inputs give unrelated outputs.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
