namespace Roost.Alarms.Evaluation.Windows;

/// <summary>What a counter came to on each of the last eight farm-local days, today included.</summary>
internal sealed class DayTotals(FarmCalendar calendar) : Window
{
    private const int Days = 8;

    private readonly double[] totals = new double[Days];
    private DayCounter counter;
    private int lastDay;

    /// <summary>The first day that was watched; 0 before any was.</summary>
    public int FirstDay { get; private set; }

    public override void Take(long now, double value)
    {
        var day = calendar.DayAt(now);
        if (FirstDay == 0)
        {
            // By what the counter is, its first value is all of that day until then.
            (FirstDay, lastDay, totals[day % Days]) = (day, day, value);
            counter.Grow(value, now, day);
            return;
        }

        for (var begun = Math.Max(lastDay, day - Days) + 1; begun <= day; begun++)
        {
            totals[begun % Days] = 0;
        }

        lastDay = day;
        totals[day % Days] += counter.Grow(value, now, day);
    }

    /// <summary>The sum of the last days up to and with this one.</summary>
    public double SumOf(int days, long now)
    {
        var (today, sum) = (calendar.DayAt(now), 0.0);
        for (var day = Math.Max(today - Math.Min(days, Days), lastDay - Days) + 1; day <= lastDay; day++)
        {
            sum += totals[day % Days];
        }

        return sum;
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write(FirstDay);
        writer.Write(lastDay);
        counter.Save(writer);
        foreach (var total in totals)
        {
            writer.Write(total);
        }
    }

    public override void Load(BinaryReader reader)
    {
        (FirstDay, lastDay) = (reader.ReadInt32(), reader.ReadInt32());
        counter.Load(reader);
        for (var index = 0; index < Days; index++)
        {
            totals[index] = reader.ReadDouble();
        }
    }
}
