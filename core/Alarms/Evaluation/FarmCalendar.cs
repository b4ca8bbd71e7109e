namespace Roost.Alarms.Evaluation;

/// <summary>
/// Days and hours as the farm's clocks show them. A day begins with its first moment, also where clocks are put forward at midnight, and has 23
/// or 25 hours when they change. Remembers the day it was last asked for, because readings come in order.
/// </summary>
internal sealed class FarmCalendar(TimeZoneInfo zone)
{
    // Every zone's offset from UTC is a multiple of a quarter of an hour, and so are its changes since 1972.
    private const long QuarterHour = 15 * TimeSpan.TicksPerMinute;

    private long from = long.MaxValue;
    private long to = long.MinValue;
    private int day;
    private long quarter = long.MinValue;
    private int hour;

    /// <summary>Number of the farm-local day, as <see cref="DateOnly.DayNumber"/>.</summary>
    public int DayAt(long ticks)
    {
        Find(ticks);
        return day;
    }

    /// <summary>How much of the farm-local day is over, 0 to 1.</summary>
    public double ShareOfDayAt(long ticks)
    {
        Find(ticks);
        return (ticks - from) / (double)(to - from);
    }

    /// <summary>Hour that the farm's clocks show, 0 to 23.</summary>
    public int HourAt(long ticks)
    {
        if (ticks / QuarterHour != quarter)
        {
            quarter = ticks / QuarterHour;
            hour = LocalAt(ticks).Hour;
        }

        return hour;
    }

    private DateTime LocalAt(long ticks) => TimeZoneInfo.ConvertTimeFromUtc(new DateTime(ticks, DateTimeKind.Utc), zone);

    private void Find(long ticks)
    {
        if (ticks < from || ticks >= to)
        {
            var date = DateOnly.FromDateTime(LocalAt(ticks));
            (day, from, to) = (date.DayNumber, BeginOf(date), BeginOf(date.AddDays(1)));
        }
    }

    private long BeginOf(DateOnly date)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        var offset = zone.IsInvalidTime(midnight) ? zone.GetUtcOffset(midnight.AddHours(-3))
            : zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max()
            : zone.GetUtcOffset(midnight);
        return midnight.Ticks - offset.Ticks;
    }
}
