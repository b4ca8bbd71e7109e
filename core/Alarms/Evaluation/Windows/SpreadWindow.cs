using Roost.Alarms.Evaluation.Series;

namespace Roost.Alarms.Evaluation.Windows;

/// <summary>
/// Highest less lowest value of a while, to a 16th of it. Known once the whole while was watched without a gap in which no value counted.
/// </summary>
internal sealed class SpreadWindow(TimeSpan over) : Window
{
    private const int Parts = 16;

    private readonly long width = Math.Max(1, over.Ticks / Parts);
    private readonly Part[] parts = new Part[Parts + 3];
    private int first;
    private int count;
    private long since;
    private long last;
    private double lowest = double.PositiveInfinity;
    private double highest = double.NegativeInfinity;

    public override void Take(long now, double value)
    {
        if (count == 0 || now - last > SensorSeries.HoldTicks)
        {
            (first, count, since) = (0, 0, now);
        }

        last = now;
        if (count > 0 && parts[Slot(count - 1)].Number == now / width)
        {
            ref var part = ref parts[Slot(count - 1)];
            (part.Lowest, part.Highest) = (Math.Min(part.Lowest, value), Math.Max(part.Highest, value));
            (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
            return;
        }

        Forget(now);
        parts[Slot(count++)] = new() { Number = now / width, Lowest = value, Highest = value };
        Find();
    }

    /// <summary>Highest less lowest of the while before now; NaN until it was watched that long.</summary>
    public double At(long now)
    {
        if (Forget(now))
        {
            Find();
        }

        return count > 0 && since <= now - over.Ticks ? highest - lowest : double.NaN;
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write((byte)count);
        writer.Write(since);
        writer.Write(last);
        for (var (index, before) = (0, 0L); index < count; index++)
        {
            ref var part = ref parts[Slot(index)];
            writer.Write7BitEncodedInt64(part.Number - before);
            before = part.Number;
            writer.Write(part.Lowest);
            writer.Write(part.Highest);
        }
    }

    public override void Load(BinaryReader reader)
    {
        (first, count, since, last) = (0, reader.ReadByte(), reader.ReadInt64(), reader.ReadInt64());
        for (var (index, before) = (0, 0L); index < count; index++)
        {
            before += reader.Read7BitEncodedInt64();
            parts[index] = new() { Number = before, Lowest = reader.ReadDouble(), Highest = reader.ReadDouble() };
        }

        Find();
    }

    private int Slot(int index)
    {
        var slot = first + index;
        return slot >= parts.Length ? slot - parts.Length : slot;
    }

    private bool Forget(long now)
    {
        var oldest = (now - over.Ticks) / width;
        var before = count;
        while (count > 0 && parts[first].Number < oldest)
        {
            first = first + 1 == parts.Length ? 0 : first + 1;
            count--;
        }

        return count != before;
    }

    private void Find()
    {
        (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var index = 0; index < count; index++)
        {
            ref var part = ref parts[Slot(index)];
            (lowest, highest) = (Math.Min(lowest, part.Lowest), Math.Max(highest, part.Highest));
        }
    }

    private struct Part
    {
        public long Number;
        public double Lowest;
        public double Highest;
    }
}
