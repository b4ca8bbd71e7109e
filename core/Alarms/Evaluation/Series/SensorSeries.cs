using Roost.Alarms.Evaluation.Signals;
using Roost.Alarms.Evaluation.Windows;
using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation.Series;

/// <summary>
/// The readings of one quantity at one place: the newest, which is the signal that rules ask for most, and what they need of earlier ones.
/// </summary>
internal sealed class SensorSeries(Quantity quantity, string place, IReadOnlyList<WindowKey> keys, FarmCalendar calendar) : Gauge
{
    /// <summary>
    /// How long a reading counts, in event time: ten minutes bridge a lost message and a slow sensor's period, and a value older than that is
    /// no evidence of how a house is that can kill its birds in twenty.
    /// </summary>
    public const long HoldTicks = 10 * TimeSpan.TicksPerMinute;

    private readonly Window[] windows = [.. keys.Select(key => key.Create(calendar))];
    private double value = double.NaN;

    public Quantity Quantity => quantity;

    public string Place => place;

    /// <summary>When the newest reading of any quality was taken.</summary>
    public long TakenAt { get; private set; }

    /// <summary>When the one before it was; the same for the first.</summary>
    public long PreviousAt { get; private set; }

    /// <summary>How far the newest reading may be trusted, whatever its age.</summary>
    public Trust Trust { get; private set; } = Trust.Unknown;

    /// <summary>The rules at places that look at this series.</summary>
    public RuleWatch[] Watches { get; set; } = [];

    /// <summary>Those of them that have to be judged even when the newest reading says what the one before it said.</summary>
    public RuleWatch[] RestlessWatches { get; set; } = [];

    /// <summary>The newest value; unknown when it is bad or no longer counts.</summary>
    public override Sample At(long now) => now - TakenAt > HoldTicks ? Sample.Unknown : new(value, Trust);

    /// <summary>Takes in a reading; false when it says what the one before it said, which still counted.</summary>
    public bool Take(long now, double newValue, Trust trust)
    {
        var isNews = trust != Trust || now - TakenAt > HoldTicks || (trust is not Trust.Unknown && newValue != value);
        (PreviousAt, TakenAt, Trust, value) = (TakenAt == 0 ? now : TakenAt, now, trust, newValue);
        if (trust is not Trust.Unknown)
        {
            foreach (var window in windows)
            {
                window.Take(now, newValue);
            }
        }

        return isNews;
    }

    public Window WindowFor(WindowKey key)
    {
        for (var index = 0; index < windows.Length; index++)
        {
            if (keys[index] == key)
            {
                return windows[index];
            }
        }

        throw new InvalidOperationException($"No signal of the pack asks {Quantity} at \"{Place}\" for {key}.");
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(TakenAt);
        writer.Write(PreviousAt);
        writer.Write((byte)Trust);
        writer.Write(value);
        foreach (var window in windows)
        {
            window.Save(writer);
        }
    }

    public void Load(BinaryReader reader)
    {
        (TakenAt, PreviousAt, Trust, value) = (reader.ReadInt64(), reader.ReadInt64(), (Trust)reader.ReadByte(), reader.ReadDouble());
        foreach (var window in windows)
        {
            window.Load(reader);
        }
    }
}
