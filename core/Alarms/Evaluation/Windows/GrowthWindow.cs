namespace Roost.Alarms.Evaluation.Windows;

/// <summary>How fast a counter grew over a while, across midnights.</summary>
internal sealed class GrowthWindow(TimeSpan over, FarmCalendar calendar) : Window
{
    private readonly LookBack past = new(over);
    private DayCounter counter;
    private double grown;

    public override void Take(long now, double value)
    {
        grown += counter.Grow(value, now, calendar.DayAt(now));
        past.Take(now, grown);
    }

    /// <summary>Growth for each hour, between the reading a while ago and the newest; NaN until it was watched that long.</summary>
    public double PerHourAt(long now) =>
        past.TryFind(now, out var since, out var then) && counter.At > since ? (grown - then) / TimeSpan.FromTicks(counter.At - since).TotalHours : double.NaN;

    public override void Save(BinaryWriter writer)
    {
        writer.Write(grown);
        counter.Save(writer);
        past.Save(writer);
    }

    public override void Load(BinaryReader reader)
    {
        grown = reader.ReadDouble();
        counter.Load(reader);
        past.Load(reader);
    }
}
