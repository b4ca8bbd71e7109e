using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Roost.Domain.Readings;
using Roost.Domain.Wire;

namespace Roost.Edge.Drivers.ControllerLog;

/// <summary>Reads a line <c>time,quantity,place,value</c>. Pure.</summary>
internal static class ControllerLogLine
{
    /// <summary>The first line of a log.</summary>
    public const string Header = "time,quantity,place,value";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    /// <summary>Reads a line; where it is no reading, <paramref name="problem"/> says why as the end of "line 7 …".</summary>
    /// <param name="now">What lies after it can't have been measured.</param>
    public static bool TryParse(ReadOnlySpan<char> line, DateTimeOffset now, out Reading reading, [NotNullWhen(false)] out string? problem)
    {
        reading = default;
        Span<Range> fields = stackalloc Range[5];
        if (line.Split(fields, ',', StringSplitOptions.TrimEntries) != 4)
        {
            problem = "does not have the four fields time, quantity, place and value";
            return false;
        }

        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParseExact(line[fields[0]], TimeFormat, CultureInfo.InvariantCulture, Styles, out var takenAt))
        {
            problem = "has no time such as 2026-03-01T06:00:00Z";
        }
        else if (takenAt > now)
        {
            problem = "lies in the future of the agent's clock";
        }
        else if (!QuantityFacts.TryParse(line[fields[1]], out var quantity))
        {
            problem = "names a quantity that Roost does not know";
        }
        else if (!WireName.IsValid(line[fields[2]]))
        {
            problem = "names a place that is no valid name";
        }
        else if (!double.TryParse(line[fields[3]], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            problem = "has no number as its value";
        }
        else
        {
            problem = null;
            reading = QuantityFacts.Of(quantity).IsPlausible(value)
                ? new(quantity, line[fields[2]].ToString(), takenAt, value, Quality.Good)
                : new(quantity, line[fields[2]].ToString(), takenAt, value, Quality.Uncertain, "The value is outside what is plausible in a house.");
        }

        return problem is null;
    }
}
