namespace Roost.Alarms.Evaluation.Windows;

/// <summary>
/// What is remembered of one series' good and uncertain readings for one kind of signal. Bounded, whatever the span and the period: a span is
/// kept in parts of a fixed length, so it may look up to one part further back than it says.
/// </summary>
internal abstract class Window
{
    /// <summary>Takes in a reading with a value, in the order of time.</summary>
    public abstract void Take(long now, double value);

    public abstract void Save(BinaryWriter writer);

    public abstract void Load(BinaryReader reader);
}

/// <summary>Which window a series has; signals that ask for the same share it.</summary>
internal readonly record struct WindowKey(WindowKind Kind, TimeSpan Over)
{
    public Window Create(FarmCalendar calendar) => Kind switch
    {
        WindowKind.Past => new LookBack(Over),
        WindowKind.Growth => new GrowthWindow(Over, calendar),
        WindowKind.DayTotals => new DayTotals(calendar),
        _ => new SpreadWindow(Over),
    };
}

/// <summary>What a window remembers.</summary>
internal enum WindowKind
{
    /// <summary>Values.</summary>
    Past = 1,

    /// <summary>What a counter grew.</summary>
    Growth,

    /// <summary>What a counter came to on each day.</summary>
    DayTotals,

    /// <summary>Highest and lowest.</summary>
    Spread,
}
