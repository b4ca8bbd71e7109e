using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.LifeCycle;
using Roost.Alarms.Rules;

namespace Roost.Cloud.Alarms.Endpoints;

/// <summary>How a rule did on a farm in a period: the worst at the top is the one to tune.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Title">What its alarms are called.</param>
/// <param name="Severity">The highest severity that one of its alarms had.</param>
/// <param name="Alarms">How many it raised; those that later readings took back or moved are not counted.</param>
/// <param name="PagesAWeek">How many of them in a week called somebody: warnings and critical ones, in time, with no cause that explains them, not silenced for coming and going or by an empty house.</param>
/// <param name="Acknowledged">How many of them somebody acknowledged.</param>
/// <param name="MedianToAcknowledgeSeconds">The time from being learned of to being acknowledged, half of them sooner; null when none was.</param>
/// <param name="MedianLastedSeconds">How long those that are over lasted, half of them shorter; null when none is over.</param>
/// <param name="Withdrawn">How many never were so, as later readings showed.</param>
public sealed record RuleStatistics(
    string Rule,
    LocalText Title,
    AlarmSeverity Severity,
    int Alarms,
    double PagesAWeek,
    int Acknowledged,
    double? MedianToAcknowledgeSeconds,
    double? MedianLastedSeconds,
    int Withdrawn);

/// <summary>Counts what a farm's rules did.</summary>
internal static class AlarmStatistics
{
    private const double DaysAWeek = 7;

    /// <summary>By rule, that with the most pages first.</summary>
    public static IReadOnlyList<RuleStatistics> Of(IEnumerable<Alarm> alarms, double days, Func<AlarmId, LocalText> titleOf) =>
    [
        .. alarms.GroupBy(alarm => alarm.Id.Rule, StringComparer.Ordinal)
            .Select(group => OfRule([.. group], days, titleOf))
            .OrderByDescending(rule => rule.PagesAWeek).ThenByDescending(rule => rule.Alarms).ThenBy(rule => rule.Rule, StringComparer.Ordinal),
    ];

    private static RuleStatistics OfRule(Alarm[] all, double days, Func<AlarmId, LocalText> titleOf)
    {
        Alarm[] stood = [.. all.Where(alarm => alarm.End is not (AlarmEnd.Withdrawn or AlarmEnd.Superseded))];
        Alarm[] acknowledged = [.. stood.Where(alarm => alarm.Acknowledgement is not null)];
        return new(
            all[0].Id.Rule,
            titleOf(all[0].Id),
            all.Max(alarm => alarm.Severity),
            stood.Length,
            stood.Count(Pages) * DaysAWeek / days,
            acknowledged.Length,
            MedianOf(acknowledged.Select(alarm => Math.Max(0, (alarm.Acknowledgement!.At - alarm.LearnedAt).TotalSeconds))),
            MedianOf(stood.Where(alarm => alarm.EndedAt is not null).Select(alarm => (alarm.EndedAt!.Value - alarm.RaisedAt).TotalSeconds)),
            all.Count(alarm => alarm.End == AlarmEnd.Withdrawn));
    }

    private static bool Pages(Alarm alarm) => alarm is { Severity: >= AlarmSeverity.Warning, Late: false, Cause: null, Muted: false, Suppressed: false };

    private static double? MedianOf(IEnumerable<double> values) => values.ToArray() is { Length: > 0 } all ? Median.Of(all) : null;
}
