using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Roost.Cloud.Store;
using Roost.Domain.Readings;
using Roost.Domain.Wire;

namespace Roost.Cloud.Api.Series;

/// <summary>The courses that a query asks for at once: every wanted series of every wanted coop, or of every wanted flock.</summary>
internal static class SeriesSetRequest
{
    private const int MostAnswers = 200;
    private const int MostDays = 2_000;
    private const int DefaultDays = 60;

    /// <summary>One coop in one period; of a flock, the period begins at the midnight before it was placed.</summary>
    public readonly record struct Span(string Coop, QueryPeriod Period);

    /// <summary>Reads the series, each written <c>quantity/place</c>.</summary>
    public static bool TryReadSeries(string[] texts, out List<(Quantity Quantity, string Place)> series, [NotNullWhen(false)] out string? sentence)
    {
        series = [];
        foreach (var text in texts.Distinct(StringComparer.Ordinal))
        {
            if (!MetricName.TryParse(text, out var quantity, out var place))
            {
                sentence = "\"series\" must be a quantity and a place, for example temperature/front.";
                return false;
            }

            series.Add((quantity, place));
        }

        sentence = series.Count == 0 ? "\"series\" is missing: name at least one, for example temperature/front." : null;
        return sentence is null;
    }

    /// <summary>Reads the flocks, each written <c>coop/date</c> with the farm-local date of its placement, which is flock day 0.</summary>
    public static bool TryReadFlocks(string[] texts, string? days, TimeZoneInfo zone, out List<Span> spans, [NotNullWhen(false)] out string? sentence)
    {
        spans = [];
        var count = DefaultDays;
        sentence = days is null || (int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= MostDays)
            ? null
            : $"\"days\" must be a whole number from 1 to {MostDays}.";
        foreach (var text in sentence is null ? texts.Distinct(StringComparer.Ordinal) : [])
        {
            var slash = text.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 || !WireName.IsValid(text.AsSpan(0, slash))
                || !DateOnly.TryParseExact(text.AsSpan(slash + 1), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var placed)
                || placed.Year is < 1971 or >= 8990)
            {
                sentence = "\"flock\" must be a coop and the day of placement, for example coop-1/2026-01-31.";
                return false;
            }

            spans.Add(new(text[..slash], new(CalendarSteps.MidnightOf(placed, zone), CalendarSteps.MidnightOf(placed.AddDays(count), zone))));
        }

        return sentence is null;
    }

    /// <summary>What to ask the store, one after the other.</summary>
    public static bool TryQuery(
        string farm,
        IReadOnlyList<Span> spans,
        IReadOnlyList<(Quantity Quantity, string Place)> series,
        SeriesScale scale,
        TimeZoneInfo zone,
        out List<SeriesQuery> queries,
        [NotNullWhen(false)] out string? sentence)
    {
        queries = [];
        sentence = spans.Count * series.Count > MostAnswers ? $"At most {MostAnswers} series can be asked for at once." : null;
        foreach (var span in sentence is null ? spans : [])
        {
            if (!scale.TrySteps(span.Period, zone, out var steps, out sentence))
            {
                return false;
            }

            queries.AddRange(series.Select(one =>
                new SeriesQuery(farm, span.Coop, one.Quantity, one.Place, span.Period.From, span.Period.To, scale.Points, steps)));
        }

        return sentence is null;
    }
}
