using System.CommandLine;
using System.Globalization;

namespace Roost.Simulators;

/// <summary>A duration on the command line, written as in an agent's configuration: a number and ms, s, m or h.</summary>
internal static class DurationOption
{
    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>Creates the option; its value is null only where <paramref name="otherwise"/> is, and where a mistake was told.</summary>
    /// <param name="name">Its name, <c>--every</c>.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="least">The least allowed value.</param>
    /// <param name="most">The largest allowed value.</param>
    /// <param name="otherwise">The value when it is not given.</param>
    internal static Option<TimeSpan?> Create(string name, string description, TimeSpan least, TimeSpan most, TimeSpan? otherwise) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result =>
        {
            var text = result.Tokens is [var token] ? token.Value : "";
            if (Read(text) is { } value && value >= least && value <= most)
            {
                return value;
            }

            result.AddError($"{name} takes a duration from {Write(least)} to {Write(most)}, such as 500ms, 10s or 5m, not \"{text}\".");
            return null;
        },
    };

    /// <summary>A duration as this option takes it.</summary>
    internal static string Write(TimeSpan duration)
    {
        var (suffix, seconds) = duration.TotalSeconds < 1 ? Units[0] : Array.FindLast(Units, unit => duration.TotalSeconds >= unit.Seconds);
        return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds / seconds:0.###}{suffix}");
    }

    private static TimeSpan? Read(string text)
    {
        foreach (var (suffix, seconds) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                && count * seconds < TimeSpan.MaxValue.TotalSeconds)
            {
                return TimeSpan.FromMilliseconds(Math.Round(count * seconds * 1000));
            }
        }

        return null;
    }
}
