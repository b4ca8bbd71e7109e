using System.Globalization;

namespace Roost.Simulators.Recordings;

/// <summary>What a farm's local time can be on the days on which its clock is changed.</summary>
internal enum LocalTimeKind
{
    /// <summary>It exists once.</summary>
    Single = 1,

    /// <summary>It exists twice, because the clock was set back.</summary>
    Double,

    /// <summary>It does not exist, because the clock was set forward over it.</summary>
    Skipped,
}

/// <summary>Farm-local times as UTC. Pure.</summary>
internal static class FarmTime
{
    private static readonly string[] LocalFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFF",
    ];

    private static readonly string[] OffsetFormats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>
    /// Reads a local time. Of two instants the first is taken (summer time), unless what came <paramref name="before"/> has reached it already; a time that
    /// was skipped is read by the offset from before the change, as a clock that nobody has set forward yet would show it.
    /// </summary>
    public static DateTimeOffset ToUtc(DateTime local, TimeZoneInfo zone, DateTimeOffset? before, out LocalTimeKind kind)
    {
        if (zone.IsInvalidTime(local))
        {
            kind = LocalTimeKind.Skipped;
            return At(local, zone.GetUtcOffset(local.AddDays(-1)));
        }

        if (!zone.IsAmbiguousTime(local))
        {
            kind = LocalTimeKind.Single;
            return At(local, zone.GetUtcOffset(local));
        }

        kind = LocalTimeKind.Double;
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        var first = At(local, offsets.Max());
        return before >= first ? At(local, offsets.Min()) : first;
    }

    /// <summary>Reads an ISO 8601 time that has no offset.</summary>
    public static bool TryParseLocal(string text, out DateTime local) =>
        DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out local);

    /// <summary>Reads an ISO 8601 time: with its offset, or without one in the farm's local time. False when it is none.</summary>
    public static bool TryParse(string text, TimeZoneInfo zone, out DateTimeOffset time)
    {
        if (TryParseLocal(text, out var here))
        {
            time = ToUtc(here, zone, null, out _);
            return true;
        }

        if (DateTimeOffset.TryParseExact(text, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time))
        {
            time = time.ToUniversalTime();
            return true;
        }

        return false;
    }

    /// <summary>A time as people of the farm read it, with its offset.</summary>
    public static string Show(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    // Of a local time next to the first or last year the offset may lead outside of what can be told.
    private static DateTimeOffset At(DateTime local, TimeSpan offset) =>
        new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset).ToUniversalTime();
}
