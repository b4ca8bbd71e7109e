using System.CommandLine;
using Roost.Configuration;

namespace Roost.Simulators;

/// <summary>A duration on the command line, written as in a configuration file: <c>500ms</c>, <c>10s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>.</summary>
internal static class DurationOption
{
    /// <summary>Creates the option; its value is null only where <paramref name="otherwise"/> is, and where a mistake was told.</summary>
    /// <param name="name">Its name, <c>--every</c>.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="least">The least allowed value.</param>
    /// <param name="most">The largest allowed value.</param>
    /// <param name="otherwise">The value when it is not given.</param>
    internal static Option<TimeSpan?> Create(string name, string description, TimeSpan least, TimeSpan most, TimeSpan? otherwise)
    {
        var rule = ScalarRules.Duration(least, most);
        return new(name)
        {
            Description = description,
            HelpName = "DURATION",
            DefaultValueFactory = _ => otherwise,
            CustomParser = result =>
            {
                var text = result.Tokens is [var token] ? token.Value : "";
                if (rule.TryRead(text, out var value))
                {
                    return value;
                }

                result.AddError($"{name} takes {rule.Allowed}, not \"{text}\".");
                return null;
            },
        };
    }
}
