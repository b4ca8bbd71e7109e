namespace Roost.Cloud.Store;

/// <summary>The lengths of time that roll-ups sum up. Hours count from the start of 1970, UTC.</summary>
internal static class RollUpLevel
{
    public const long MinuteMilliseconds = 60_000;
    public const long HourMilliseconds = 3_600_000;

    public static int HourOf(long atMilliseconds) => (int)(Floor(atMilliseconds, HourMilliseconds) / HourMilliseconds);

    /// <summary>The start of the length of time that a moment lies in.</summary>
    public static long Floor(long atMilliseconds, long lengthMilliseconds) =>
        (atMilliseconds >= 0 ? atMilliseconds : atMilliseconds - lengthMilliseconds + 1) / lengthMilliseconds * lengthMilliseconds;
}
