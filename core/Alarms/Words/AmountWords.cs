using System.Globalization;

namespace Roost.Alarms.Words;

/// <summary>Says what was measured, with its unit.</summary>
public static class AmountWords
{
    private const double SecondsPerMinute = 60;

    /// <summary>"34.2 °C"; a minute and more of seconds as a length of time, "12 minutes".</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">Its unit; empty for a bare number, null where it is not known.</param>
    /// <param name="language"><c>en</c> or <c>zh-CN</c>.</param>
    public static string Say(double value, string? unit, string language) => unit switch
    {
        "s" when value >= SecondsPerMinute => DurationWords.Say(TimeSpan.FromMinutes(Math.Round(value / SecondsPerMinute)), language),
        null or "" => Number(value),
        _ => $"{Number(value)} {unit}",
    };

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
