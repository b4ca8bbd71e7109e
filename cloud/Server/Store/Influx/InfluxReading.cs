using Roost.Domain.Readings;

namespace Roost.Cloud.Store.Influx;

/// <summary>What an InfluxDB can't hold, beside what no store can.</summary>
internal static class InfluxReading
{
    // Times are 64-bit nanoseconds, of which InfluxDB keeps the outermost for itself; and texts are at most 64 KiB.
    private static readonly DateTimeOffset First = new(1677, 9, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2262, 4, 11, 0, 0, 0, TimeSpan.Zero);
    private const int LongestReason = 16_000;

    /// <summary>Whether a name can be a tag: line protocol has no way to write a backslash before a comma, a space or the end of a tag.</summary>
    public static bool IsName(string name) => StorableReading.IsName(name) && !name.Contains('\\', StringComparison.Ordinal);

    /// <summary>Why a reading can't be held; null when it can.</summary>
    public static string? Refusal(in Reading reading) =>
        reading.TakenAt < First || reading.TakenAt >= Last ? "The time is none that an InfluxDB can hold, which are those from 1677 to 2262."
        : reading.Reason?.Length > LongestReason ? "The reason is longer than an InfluxDB can hold."
        : null;
}
