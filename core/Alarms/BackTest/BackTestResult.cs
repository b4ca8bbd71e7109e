using Roost.Alarms.Evaluation;

namespace Roost.Alarms.BackTest;

/// <summary>What another pack of rules would have made of the same readings; rules that are the same in both packs are not in it.</summary>
/// <param name="From">Time of the first reading, UTC; null when there was none.</param>
/// <param name="To">Up to when time passed; null likewise.</param>
/// <param name="Gained">Alarms that only the new pack raises, oldest first.</param>
/// <param name="Lost">Alarms that only the old pack raises, oldest first.</param>
/// <param name="Moved">Excursions that both packs find, with another start, raise or end, or that matter more or less.</param>
/// <param name="Kept">How many alarms are the same.</param>
/// <param name="PagesBefore">Alarms of the old pack that page somebody: warnings and critical ones that no empty house suppresses.</param>
/// <param name="PagesAfter">The same of the new pack.</param>
public sealed record BackTestResult(
    DateTimeOffset? From,
    DateTimeOffset? To,
    IReadOnlyList<Verdict> Gained,
    IReadOnlyList<Verdict> Lost,
    IReadOnlyList<MovedAlarm> Moved,
    int Kept,
    int PagesBefore,
    int PagesAfter)
{
    /// <summary>Pages in a week with the old pack; 0 for readings of no time at all.</summary>
    public double PagesAWeekBefore => AWeek(PagesBefore);

    /// <summary>Pages in a week with the new pack; 0 for readings of no time at all.</summary>
    public double PagesAWeekAfter => AWeek(PagesAfter);

    private double AWeek(int pages) => To - From is { } time && time > TimeSpan.Zero ? pages / (time.TotalDays / 7) : 0;
}

/// <summary>One excursion as two packs see it.</summary>
/// <param name="Before">By the old pack.</param>
/// <param name="After">By the new pack.</param>
public sealed record MovedAlarm(Verdict Before, Verdict After)
{
    /// <summary>How much later the new pack raises it; negative when it is earlier.</summary>
    public TimeSpan Later => After.RaisedAt - Before.RaisedAt;
}
