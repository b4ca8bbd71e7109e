namespace Roost.Cloud.Api.Series;

/// <summary>Lengths of a farm's calendar.</summary>
internal enum CalendarStep
{
    /// <summary>From one full hour of the farm's clock to the next; where that is set back, the hour comes twice.</summary>
    Hour = 1,

    /// <summary>From one midnight of the farm to the next, which is 23 or 25 hours when its clock is changed.</summary>
    Day,

    /// <summary>From the midnight before a Monday to the next.</summary>
    Week,

    /// <summary>From the midnight before a month's first day to the next.</summary>
    Month,
}

/// <summary>Cuts a period where a farm's calendar does. Pure.</summary>
internal static class CalendarSteps
{
    /// <summary>
    /// The starts of all steps that a period touches, the first at or before its start, and the end of the last one; null when they are more
    /// than allowed.
    /// </summary>
    public static IReadOnlyList<DateTimeOffset>? Of(CalendarStep step, TimeZoneInfo zone, QueryPeriod period, int most)
    {
        List<DateTimeOffset> starts = [];
        for (var start = First(step, zone, period.From); starts.Count <= most; start = Next(step, zone, start))
        {
            starts.Add(start);
            if (start >= period.To)
            {
                return starts;
            }
        }

        return null;
    }

    /// <summary>The moment at which a farm's day begins: midnight, or the first moment after it where the clock leaves midnight out.</summary>
    public static DateTimeOffset MidnightOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        // Of a midnight that comes twice the first: the one with the greater offset.
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    private static DateTimeOffset First(CalendarStep step, TimeZoneInfo zone, DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        var day = DateOnly.FromDateTime(local.DateTime);
        return step switch
        {
            CalendarStep.Hour => (local - new TimeSpan(0, 0, local.Minute, local.Second, local.Millisecond, local.Microsecond)).ToUniversalTime(),
            CalendarStep.Week => MidnightOf(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), zone),
            CalendarStep.Month => MidnightOf(new DateOnly(day.Year, day.Month, 1), zone),
            _ => MidnightOf(day, zone),
        };
    }

    private static DateTimeOffset Next(CalendarStep step, TimeZoneInfo zone, DateTimeOffset start)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, zone).DateTime);
        return step switch
        {
            CalendarStep.Hour => start.AddHours(1),
            CalendarStep.Week => MidnightOf(day.AddDays(7), zone),
            CalendarStep.Month => MidnightOf(day.AddMonths(1), zone),
            _ => MidnightOf(day.AddDays(1), zone),
        };
    }
}
