using System.Globalization;
using Roost.Domain.Readings;
using Roost.Domain.Wire;

namespace Roost.Configuration;

/// <summary>Reads a configuration value; false when it is not what the rule allows.</summary>
public delegate bool TryRead<T>(string text, out T value);

/// <summary>What a configuration value may be.</summary>
/// <param name="Allowed">What is allowed, as the end of "… must be ".</param>
/// <param name="TryRead">Reads a value.</param>
public sealed record ScalarRule<T>(string Allowed, TryRead<T> TryRead);

/// <summary>The rules that configuration files are made of.</summary>
public static class ScalarRules
{
    private static readonly (string Suffix, double Seconds)[] DurationUnits = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    private static readonly string[] DurationExamples = ["500ms", "10s", "5m", "2h", "3d"];

    private static readonly (string Suffix, long Bytes)[] SizeUnits = [("KB", 1L << 10), ("MB", 1L << 20), ("GB", 1L << 30), ("TB", 1L << 40)];

    public static ScalarRule<string> Name { get; } = new(
        $"a name of 1 to {WireName.MaximumLength} letters, digits, spaces, \"-\", \"_\" or \".\", beginning with a letter or digit",
        (string text, out string value) =>
        {
            value = text;
            return WireName.IsValid(text);
        });

    public static ScalarRule<string> Text { get; } = new("a text", (string text, out string value) =>
    {
        value = text;
        return text.Length > 0;
    });

    public static ScalarRule<int> Port { get; } = Whole(1, 65535, "a port from 1 to 65535");

    public static ScalarRule<bool> Switch { get; } = new("true or false", bool.TryParse);

    public static ScalarRule<double> Finite { get; } = Number(double.MinValue, double.MaxValue, "a number");

    public static ScalarRule<Quantity> Quantity { get; } = new(
        $"one of {string.Join(", ", QuantityFacts.All.Select(quantity => QuantityFacts.Of(quantity).Name))}",
        (string text, out Quantity value) => QuantityFacts.TryParse(text, out value));

    public static ScalarRule<int> Whole(int minimum, int maximum, string? allowed = null) => new(
        allowed ?? string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}"),
        (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= minimum && value <= maximum);

    public static ScalarRule<double> Number(double minimum, double maximum, string allowed) => new(
        allowed,
        (string text, out double value) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= minimum && value <= maximum);

    public static ScalarRule<TimeSpan> Duration(TimeSpan minimum, TimeSpan maximum) => new(
        $"a duration from {Write(minimum)} to {Write(maximum)}, such as {Examples(minimum, maximum)}",
        (string text, out TimeSpan value) => TryReadDuration(text, out value) && value >= minimum && value <= maximum);

    public static ScalarRule<long> Size(long minimum) => new(
        $"a size of at least {minimum >> 20}MB, such as 500MB or 2GB",
        (string text, out long value) => TryReadSize(text, out value) && value >= minimum);

    public static ScalarRule<T> OneOf<T>(params IReadOnlyList<(string Word, T Value)> choices) => new(
        choices.Count == 1 ? choices[0].Word : $"one of {string.Join(", ", choices.Select(choice => choice.Word))}",
        (string text, out T value) =>
        {
            foreach (var choice in choices)
            {
                if (choice.Word == text)
                {
                    value = choice.Value;
                    return true;
                }
            }

            value = default!;
            return false;
        });

    private static string Examples(TimeSpan minimum, TimeSpan maximum) => string.Join(
        " or ", DurationExamples.Where(text => TryReadDuration(text, out var value) && value >= minimum && value <= maximum).Take(2));

    private static bool TryReadDuration(string text, out TimeSpan value)
    {
        foreach (var (suffix, seconds) in DurationUnits)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                && count * seconds < TimeSpan.MaxValue.TotalSeconds)
            {
                value = TimeSpan.FromMilliseconds(Math.Round(count * seconds * 1000));
                return true;
            }
        }

        value = default;
        return false;
    }

    private static bool TryReadSize(string text, out long value)
    {
        foreach (var (suffix, bytes) in SizeUnits)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                && count * bytes < long.MaxValue)
            {
                value = (long)(count * bytes);
                return true;
            }
        }

        value = 0;
        return false;
    }

    private static string Write(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0}ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0}s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0}m"),
        { TotalHours: <= 48 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalHours:0}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalDays:0}d"),
    };
}
