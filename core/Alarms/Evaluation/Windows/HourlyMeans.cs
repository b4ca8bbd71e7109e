namespace Roost.Alarms.Evaluation.Windows;

/// <summary>Means of a signal by hour of the farm's day, for today and the seven days before.</summary>
internal sealed class HourlyMeans(FarmCalendar calendar)
{
    private const int Days = 8;
    private const int Hours = 24;

    private readonly float[] means = NoMeans();
    private int day;
    private int hour;
    private double sum;
    private int samples;

    /// <summary>Takes in what the signal is now.</summary>
    public void Add(long now, double value)
    {
        var (today, thisHour) = (calendar.DayAt(now), calendar.HourAt(now));
        if (today != day)
        {
            for (var begun = Math.Max(day, today - Days) + 1; begun <= today; begun++)
            {
                means.AsSpan(begun % Days * Hours, Hours).Fill(float.NaN);
            }
        }

        if (today != day || thisHour != hour)
        {
            (day, hour, sum, samples) = (today, thisHour, 0, 0);
        }

        sum += value;
        samples++;
        means[(day % Days * Hours) + hour] = (float)(sum / samples);
    }

    /// <summary>The mean over the same hour of earlier days; NaN until two of them are known.</summary>
    public double UsualAt(long now, int days)
    {
        var (today, thisHour) = (calendar.DayAt(now), calendar.HourAt(now));
        var (total, known) = (0.0, 0);
        for (var earlier = today - Math.Min(days, Days - 1); earlier < today; earlier++)
        {
            var mean = earlier > day || earlier <= day - Days ? float.NaN : means[(earlier % Days * Hours) + thisHour];
            if (!float.IsNaN(mean))
            {
                total += mean;
                known++;
            }
        }

        return known >= 2 ? total / known : double.NaN;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(day);
        writer.Write(hour);
        writer.Write(sum);
        writer.Write(samples);
        foreach (var mean in means)
        {
            writer.Write(mean);
        }
    }

    public void Load(BinaryReader reader)
    {
        (day, hour, sum, samples) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble(), reader.ReadInt32());
        for (var index = 0; index < means.Length; index++)
        {
            means[index] = reader.ReadSingle();
        }
    }

    private static float[] NoMeans()
    {
        var means = new float[Days * Hours];
        Array.Fill(means, float.NaN);
        return means;
    }
}
