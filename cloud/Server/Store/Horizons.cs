namespace Roost.Cloud.Store;

/// <summary>The times, Unix milliseconds, before which readings, minutes and hours have been removed.</summary>
internal sealed record Horizons(long Readings, long Minutes, long Hours)
{
    /// <summary>Where the settings put them, at whole hours.</summary>
    public static Horizons Of(StoreOptions options, DateTimeOffset now)
    {
        return new(Before(options.KeepReadings), Before(options.KeepMinutes), options.KeepHours is { } hours ? Before(hours) : 0);

        long Before(TimeSpan kept) =>
            Math.Max(0, RollUpLevel.Floor((long)(now.ToUnixTimeMilliseconds() - kept.TotalMilliseconds), RollUpLevel.HourMilliseconds));
    }

    /// <summary>
    /// The coarsest level that rows of a length can be made of, or a coarser one where that has been removed: the milliseconds of its rows,
    /// 0 for readings.
    /// </summary>
    public long LevelOf(long from, long lengthMilliseconds)
    {
        var wanted = lengthMilliseconds % RollUpLevel.HourMilliseconds == 0 ? RollUpLevel.HourMilliseconds
            : lengthMilliseconds % RollUpLevel.MinuteMilliseconds == 0 ? RollUpLevel.MinuteMilliseconds
            : 0;
        var kept = from >= Readings ? 0 : from >= Minutes ? RollUpLevel.MinuteMilliseconds : RollUpLevel.HourMilliseconds;
        return Math.Max(wanted, kept);
    }
}
