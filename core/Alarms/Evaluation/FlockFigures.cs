using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation;

/// <summary>
/// Age and number of the birds: of the flock's record, else of what the house controller reports. Neither is forgotten when readings
/// stop, for birds go on growing older.
/// </summary>
internal sealed class FlockFigures(CoopContext context, FarmCalendar calendar)
{
    /// <summary>The quantities that it takes in.</summary>
    public static IReadOnlyList<Quantity> Reported { get; } = [Quantity.FlockDay, Quantity.BirdCount];

    private int reportedDay;
    private double reportedAge = double.NaN;
    private double counted = double.NaN;
    private long agedAt = long.MinValue;
    private double age = double.NaN;

    public CoopContext Context => context;

    public FarmCalendar Calendar => calendar;

    /// <summary>Birds that live, as last counted, else as placed; NaN when unknown.</summary>
    public double Birds => !double.IsNaN(counted) ? counted : context.Birds ?? double.NaN;

    /// <summary>Age in days, 0 at the farm's midnight before placement; negative before it and NaN when unknown.</summary>
    public double AgeDaysAt(long now)
    {
        if (now != agedAt)
        {
            (agedAt, age) = (now, FindAgeDaysAt(now));
        }

        return age;
    }

    /// <summary>Takes in a good reading of <c>flock-day</c> or <c>bird-count</c>.</summary>
    public void Take(Quantity quantity, long now, double value)
    {
        if (quantity is Quantity.FlockDay)
        {
            (reportedAge, reportedDay, agedAt) = (value, calendar.DayAt(now), long.MinValue);
        }
        else if (quantity is Quantity.BirdCount)
        {
            counted = value;
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(reportedDay);
        writer.Write(reportedAge);
        writer.Write(counted);
    }

    public void Load(BinaryReader reader) =>
        (reportedDay, reportedAge, counted, agedAt) = (reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), long.MinValue);

    private double FindAgeDaysAt(long now) => context.PlacedOn is { } placed ? calendar.DayAt(now) - placed.DayNumber + calendar.ShareOfDayAt(now)
        : double.IsNaN(reportedAge) ? double.NaN
        : reportedAge + calendar.DayAt(now) - reportedDay + calendar.ShareOfDayAt(now);
}
