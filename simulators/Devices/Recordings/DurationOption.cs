using System.CommandLine;
using System.Globalization;

namespace Roost.Simulators.Recordings;

/// <summary>A length of time: <c>90s</c>, <c>10m</c>, <c>2h</c>, <c>1d</c>.</summary>
internal static class DurationOption
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    internal static Option<TimeSpan?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "10m",
        CustomParser = result =>
        {
            var text = result.Tokens is [var token] ? token.Value : "";
            if (Unit(text) is { } unit
                && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                && count > 0 && count * unit <= Longest)
            {
                return count * unit;
            }

            result.AddError($"{name} takes a number and s, m, h or d, at most 40d, for example 10m, not \"{text}\".");
            return null;
        },
    };

    private static TimeSpan? Unit(string text) => text.Length < 2 ? null : text[^1] switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}
