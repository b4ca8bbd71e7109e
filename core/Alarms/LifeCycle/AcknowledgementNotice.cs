using System.Globalization;

namespace Roost.Alarms.LifeCycle;

/// <summary>
/// An acknowledgement on its way between house and cloud, in either direction. It names the alarm by its id alone, so that it may come before the
/// alarm itself does.
/// </summary>
/// <param name="Alarm">The alarm.</param>
/// <param name="By">Who acknowledged it: a person, or the button of a house; 1 to <see cref="LongestName"/> characters without control characters.</param>
/// <param name="At">When, UTC, to the millisecond.</param>
public sealed record AcknowledgementNotice(AlarmId Alarm, string By, DateTimeOffset At)
{
    /// <summary>Longest name of who acknowledged, in UTF-16 characters.</summary>
    public const int LongestName = 200;

    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The notice as text, for the wire: id, time and name, with tabs between them.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Alarm}\t{At.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}\t{By}");

    /// <summary>Reads what <see cref="ToString"/> writes; null when it is something else.</summary>
    public static AcknowledgementNotice? Parse(string text) =>
        text.Split('\t') is [var alarm, var time, { Length: > 0 and <= LongestName } by] && !by.Any(char.IsControl)
        && AlarmId.TryParse(alarm, out var id)
        && DateTimeOffset.TryParseExact(time, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new(id, by, at)
            : null;
}
