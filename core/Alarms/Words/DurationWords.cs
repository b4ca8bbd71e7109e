using System.Globalization;

namespace Roost.Alarms.Words;

/// <summary>A duration in words: "5 minutes", "5分钟"; "90 minutes" rather than a broken number of hours.</summary>
internal static class DurationWords
{
    public static string Say(TimeSpan duration, string language)
    {
        var (count, one, many, chinese) = duration switch
        {
            _ when Whole(duration.TotalDays) && duration.TotalDays >= 2 => (duration.TotalDays, "day", "days", "天"),
            _ when Whole(duration.TotalHours) && duration.TotalHours >= 1 => (duration.TotalHours, "hour", "hours", "小时"),
            _ when Whole(duration.TotalMinutes) && duration.TotalMinutes >= 1 => (duration.TotalMinutes, "minute", "minutes", "分钟"),
            _ => (duration.TotalSeconds, "second", "seconds", "秒"),
        };
        var number = count.ToString("0.###", CultureInfo.InvariantCulture);
        return SignalWords.InChinese(language) ? $"{number}{chinese}" : $"{number} {(count == 1 ? one : many)}";
    }

    private static bool Whole(double count) => count == Math.Floor(count);
}
