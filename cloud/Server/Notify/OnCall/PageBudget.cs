using Roost.Alarms;

namespace Roost.Cloud.Notify.OnCall;

/// <summary>
/// How many messages a person gets in an hour. What is beyond is held and comes folded into one as soon as the hour allows it; the chain goes
/// on to the next person meanwhile, so a full hour of one person delays nobody else.
/// </summary>
public static class PageBudget
{
    /// <summary>The hour over which messages are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>
    /// When another message may be sent to the person: now, or later. The last of the hour is kept for critical alarms.
    /// </summary>
    /// <param name="sentAt">When they were sent messages before; those older than the window don't count.</param>
    /// <param name="severity">Of the worst alarm in the message.</param>
    /// <param name="pagesAnHour">The plan's limit.</param>
    /// <param name="now">The farm's time, UTC.</param>
    public static DateTimeOffset FreeAt(IEnumerable<DateTimeOffset> sentAt, AlarmSeverity severity, int pagesAnHour, DateTimeOffset now)
    {
        var limit = severity == AlarmSeverity.Critical ? pagesAnHour : pagesAnHour - 1;
        var counting = sentAt.Where(at => at > now - Window).OrderDescending().Take(limit).ToArray();
        return counting.Length < limit ? now : counting[^1] + Window;
    }
}
