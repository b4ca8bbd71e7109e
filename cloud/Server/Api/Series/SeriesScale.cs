using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Roost.Cloud.Api.Series;

/// <summary>How finely a query's <c>points</c> and <c>step</c> ask for a course.</summary>
/// <param name="Points">How many rows the answer may have.</param>
/// <param name="Step">The calendar's length of a row; null for round lengths of time.</param>
internal readonly record struct SeriesScale(int Points, CalendarStep? Step)
{
    public const int MostPoints = 5000;
    private const int DefaultPoints = 600;
    private const int FewestPoints = 2;

    /// <summary>Reads it; where it can't, <paramref name="sentence"/> says why.</summary>
    public static bool TryRead(string? points, string? step, out SeriesScale scale, [NotNullWhen(false)] out string? sentence)
    {
        scale = default;
        sentence = null;
        var count = DefaultPoints;
        CalendarStep? length = null;
        if (points is not null
            && !(int.TryParse(points, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= FewestPoints and <= MostPoints))
        {
            sentence = $"\"points\" must be a whole number from {FewestPoints} to {MostPoints}.";
        }
        else if (step is not (null or "auto") && (length = StepOf(step)) is null)
        {
            sentence = "\"step\" must be one of auto, hour, day, week, month.";
        }
        else
        {
            scale = new(count, length);
        }

        return sentence is null;
    }

    private static CalendarStep? StepOf(string step) => step switch
    {
        "hour" => CalendarStep.Hour,
        "day" => CalendarStep.Day,
        "week" => CalendarStep.Week,
        "month" => CalendarStep.Month,
        _ => null,
    };

    /// <summary>Where the rows of a period begin and end, null for round lengths; false when they would be too many.</summary>
    public bool TrySteps(QueryPeriod period, TimeZoneInfo zone, out IReadOnlyList<DateTimeOffset>? steps, [NotNullWhen(false)] out string? sentence)
    {
        steps = Step is { } step ? CalendarSteps.Of(step, zone, period, MostPoints) : null;
        sentence = Step is null || steps is not null ? null : $"The period has more than {MostPoints} steps; ask for a shorter one, or for longer steps.";
        return sentence is null;
    }
}
