namespace Roost.Alarms.Evaluation.Windows;

/// <summary>
/// A counter that begins anew at the farm's midnight. A drop is a new beginning whenever it comes. A counter that did not drop within an hour
/// over midnight has not begun anew yet: clocks of house controllers are minutes off, and a whole day's water is no minute's flow.
/// </summary>
internal struct DayCounter
{
    private const long Slack = TimeSpan.TicksPerHour;

    private double value;
    private int day;

    /// <summary>When it was read last; 0 before the first time.</summary>
    public long At { get; private set; }

    /// <summary>Takes in a value and gives what it grew since the last; 0 for the first of all.</summary>
    public double Grow(double to, long now, int today)
    {
        var growth = At == 0 ? 0 : to < value || (today != day && now - At > Slack) ? to : to - value;
        (value, At, day) = (to, now, today);
        return growth;
    }

    public readonly void Save(BinaryWriter writer)
    {
        writer.Write(value);
        writer.Write(At);
        writer.Write(day);
    }

    public void Load(BinaryReader reader) => (value, At, day) = (reader.ReadDouble(), reader.ReadInt64(), reader.ReadInt32());
}
