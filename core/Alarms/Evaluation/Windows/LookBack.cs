namespace Roost.Alarms.Evaluation.Windows;

/// <summary>
/// The value a while ago: of the newest reading that is at least that old, to a 32nd of the while (the last reading of each 32nd is kept).
/// </summary>
internal sealed class LookBack(TimeSpan over) : Window
{
    private const int Parts = 32;

    private readonly long width = Math.Max(1, over.Ticks / Parts);
    private readonly long[] times = new long[Parts + 4];
    private readonly double[] values = new double[Parts + 4];
    private int first;
    private int count;

    public override void Take(long now, double value)
    {
        var last = count - 1;
        if (count > 0 && At(last) / width == now / width)
        {
            Put(last, now, value);
            return;
        }

        Forget(now);
        if (count == times.Length)
        {
            first = (first + 1) % times.Length;
            count--;
        }

        Put(count++, now, value);
    }

    /// <summary>The reading that was the newest a while before now; false while none is that old.</summary>
    public bool TryFind(long now, out long time, out double value)
    {
        Forget(now);
        (time, value) = (times[first], values[first]);
        return count > 0 && time <= now - over.Ticks;
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write((byte)count);
        for (var (index, before) = (0, 0L); index < count; index++)
        {
            writer.Write7BitEncodedInt64(At(index) - before);
            writer.Write(values[Slot(index)]);
            before = At(index);
        }
    }

    public override void Load(BinaryReader reader)
    {
        (first, count) = (0, reader.ReadByte());
        for (var (index, before) = (0, 0L); index < count; index++)
        {
            before += reader.Read7BitEncodedInt64();
            Put(index, before, reader.ReadDouble());
        }
    }

    private long At(int index) => times[Slot(index)];

    private int Slot(int index)
    {
        var slot = first + index;
        return slot >= times.Length ? slot - times.Length : slot;
    }

    private void Put(int index, long time, double value)
    {
        times[Slot(index)] = time;
        values[Slot(index)] = value;
    }

    private void Forget(long now)
    {
        while (count > 1 && At(1) <= now - over.Ticks)
        {
            first = first + 1 == times.Length ? 0 : first + 1;
            count--;
        }
    }
}
