using System.Globalization;
using Roost.Alarms.Evaluation;

namespace Roost.Simulators.Recordings;

/// <summary>Alarms as lines of a table, in the farm's time.</summary>
internal static class AlarmTable
{
    /// <summary>The heading, a line for each alarm in the order in which they were raised, and their number. What lasts has no worst yet; what tells nobody as the house has no birds says so.</summary>
    /// <param name="alarms">The alarms.</param>
    /// <param name="timeZone">The farm's time zone.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<Verdict> alarms, TimeZoneInfo timeZone)
    {
        yield return $"{"raised",-20} {"ended",-20} {"severity",-12} {"coop",-12} {"rule",-34} {"place",-12} {"value",9} {"limit",9} {"worst",9}";
        foreach (var alarm in alarms.OrderBy(alarm => alarm.RaisedAt).ThenBy(alarm => alarm.Alarm.ToString(), StringComparer.Ordinal))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{Time(alarm.RaisedAt),-20} {(alarm.EndedAt is { } ended ? Time(ended) : "lasts"),-20} {SeverityName.Of(alarm.Severity),-12} {alarm.Alarm.Coop,-12} {alarm.Alarm.Rule,-34} {alarm.Alarm.Place,-12} {alarm.Value,9:0.##} {alarm.Limit,9:0.##} {(alarm.EndedAt is null ? null : alarm.Worst),9:0.##}{(alarm.Suppressed ? "  suppressed" : "")}");
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"{alarms.Count} alarms, times of {timeZone.Id}");

        string Time(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, timeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
