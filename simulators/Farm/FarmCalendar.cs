namespace Roost.Simulation;

/// <summary>The farm's day and hour, kept up step by step; a day of 23 or 25 h is stretched to 24.</summary>
public sealed class FarmCalendar(TimeZoneInfo timeZone, DateOnly placedOn)
{
    private DateOnly date;
    private long dayStart;
    private long dayEnd;

    /// <summary>Hours since the farm's midnight, from 0 to under 24.</summary>
    public double Hour { get; private set; }

    /// <summary>Days since placement; 0 is the day of placement.</summary>
    public int FlockDay { get; private set; }

    /// <summary>Day of the year, from 1.</summary>
    public int DayOfYear => date.DayOfYear;

    /// <summary>Days since the midnight of placement, with fractions.</summary>
    public double AgeDays => FlockDay + (Hour / 24);

    /// <summary>The moment at which a farm's day begins.</summary>
    public static DateTimeOffset Midnight(DateOnly date, TimeZoneInfo timeZone)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        while (timeZone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(30); // Some zones change to summer time at midnight: their day starts later.
        }

        return new DateTimeOffset(midnight, timeZone.GetUtcOffset(midnight));
    }

    /// <summary>Goes on to a moment; true when that is the first of a new day.</summary>
    public bool GoTo(DateTimeOffset when)
    {
        var isNewDay = when.UtcTicks >= dayEnd;
        if (isNewDay)
        {
            date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(when, timeZone).DateTime);
            dayStart = Midnight(date, timeZone).UtcTicks;
            dayEnd = Midnight(date.AddDays(1), timeZone).UtcTicks;
            FlockDay = date.DayNumber - placedOn.DayNumber;
        }

        Hour = 24 * ((double)(when.UtcTicks - dayStart) / (dayEnd - dayStart));
        return isNewDay;
    }
}
