using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Roost.Simulators;

/// <summary>A number on the command line: what is none, or out of its range, is told in a sentence that says what is allowed.</summary>
internal static class NumberOption
{
    /// <summary>Creates the option; its value is null only where <paramref name="otherwise"/> is, and where a mistake was told.</summary>
    /// <param name="name">Its name, <c>--port</c>.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="least">The least allowed value.</param>
    /// <param name="most">The largest allowed value.</param>
    /// <param name="otherwise">The value when it is not given.</param>
    internal static Option<T?> Create<T>(string name, string description, T least, T most, T? otherwise)
        where T : struct, INumber<T>
    {
        var option = new Option<T?>(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result =>
            {
                var text = result.Tokens is [var token] ? token.Value : "";
                if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                {
                    return value;
                }

                var kind = T.One / (T.One + T.One) == T.Zero ? "a whole number" : "a number";
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes {kind} from {least} to {most}, not \"{text}\"."));
                return null;
            },
        };
        if (otherwise is not null)
        {
            // Any default, were it null, would make a required option one that may be left out.
            option.DefaultValueFactory = _ => otherwise;
        }

        return option;
    }
}
