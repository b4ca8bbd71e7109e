using System.Globalization;
using System.Text.RegularExpressions;
using Roost.Alarms;
using Roost.Alarms.Rules;
using Roost.Alarms.Words;

namespace Roost.Cloud.Notify.Messages;

/// <summary>Puts notifications into words, in English or Chinese, with times on the farm's clock.</summary>
internal static partial class Wording
{
    // Enough for a phone; the dashboard has the rest.
    private const int MostLines = 20;

    public static Letter Of(Notification notification, string language, Uri? acknowledge, bool isRepeat)
    {
        var lines = notification.Alarms.Take(MostLines).Select(alarm => LineOf(notification, alarm, language)).ToList();
        if (notification.Alarms.Count > MostLines)
        {
            var more = notification.Alarms.Count - MostLines;
            lines.Add(In(language, $"And {more} more; the dashboard lists them.", $"另有 {more} 条，请在看板上查看。"));
        }

        if (notification.Kind == NotificationKind.Alarm)
        {
            lines.AddRange(notification.Alarms.Select(alarm => alarm.First.In(language)).Where(first => first.Length > 0).Distinct(StringComparer.Ordinal).Take(3)
                .Select(first => In(language, $"First: {first}", $"首先：{first}")));
        }

        if (notification.Note is { } note)
        {
            lines.Add(note.In(language));
        }

        var asks = notification.AsksForAcknowledgement;
        return new(
            notification,
            SubjectOf(notification, language),
            lines,
            asks ? In(language, "I have it: acknowledge", "我来处理：确认报警") : null,
            asks ? acknowledge : null,
            language,
            isRepeat);
    }

    public static string SeverityIn(AlarmSeverity severity, string language) => severity switch
    {
        AlarmSeverity.Critical => In(language, "▲ CRITICAL", "▲ 紧急"),
        AlarmSeverity.Warning => In(language, "◆ Warning", "◆ 警告"),
        _ => In(language, "● Information", "● 提示"),
    };

    /// <summary>A time on the farm's clock: <c>2026-01-31 06:00</c>.</summary>
    public static string LocalTime(DateTimeOffset at, string timeZone) =>
        TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(timeZone)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string In(string language, string english, string chinese) => new LocalText(english, chinese).In(language);

    /// <summary>A coop's name, as the dashboard says the usual ones: <c>coop-3</c> is Coop 3; any other name stands as it is.</summary>
    public static string CoopIn(string coop, string language) => NumberedCoop().Match(coop) is { Success: true } match
        ? In(language, $"Coop {match.Groups["number"]}", $"{match.Groups["number"]}号舍")
        : coop;

    [GeneratedRegex("^(?:coop|house)[-_.]?0*(?<number>[0-9]+)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex NumberedCoop();

    private static string SubjectOf(Notification notification, string language)
    {
        var farm = notification.Farm;
        var count = notification.Alarms.Count;
        return notification.Kind switch
        {
            NotificationKind.Alarm when notification.Alarms is [var alarm] =>
                $"{SeverityIn(alarm.Severity, language)}: {alarm.Title.In(language)} · {WhereOf(alarm, farm)}",
            NotificationKind.Alarm => $"{SeverityIn(notification.Severity, language)}: {In(language, $"{count} alarms", $"{count} 条报警")} · {farm}",
            NotificationKind.Over when notification.Alarms is [var alarm] =>
                $"{OverIn(alarm, language)}: {alarm.Title.In(language)} · {WhereOf(alarm, farm)}",
            NotificationKind.Over => In(language, $"Dealt with: {count} alarms · {farm}", $"已处理：{count} 条报警 · {farm}"),
            NotificationKind.Digest => In(language, $"Daily summary · {farm}: {count}", $"每日汇总 · {farm}：{count} 条"),
            NotificationKind.Report => In(language, $"Flock report · {farm}", $"鸡群报告 · {farm}"),
            NotificationKind.Test => In(language, $"TEST of the alarm chain · {farm}: please acknowledge", $"报警链路测试 · {farm}：请确认"),
            _ => In(language, $"Sign of life · {farm}: this channel works", $"通道心跳 · {farm}：此通道正常"),
        };
    }

    private static string LineOf(Notification notification, AlarmNote alarm, string language)
    {
        var since = LocalTime(alarm.Start, notification.TimeZone);
        var when = alarm.EndedAt is { } ended
            ? In(language, $"{since} to {LocalTime(ended, notification.TimeZone)}", $"{since} 至 {LocalTime(ended, notification.TimeZone)}")
            : In(language, $"since {since}", $"自 {since}");
        var numbers = (alarm.Value, alarm.Limit) switch
        {
            ({ } value, { } limit) => In(language, $", {Say(value)} (limit {Say(limit)})", $"，{Say(value)}（限值 {Say(limit)}）"),
            ({ } value, null) => In(language, $", {Say(value)}", $"，{Say(value)}"),
            _ => "",
        };
        var taken = alarm.AcknowledgedBy is { } who ? In(language, $", acknowledged by {who}", $"，{who} 已确认") : "";
        return $"{SeverityIn(alarm.Severity, language)} {alarm.Title.In(language)} · {WhereOf(alarm, alarm.Coop.Length == 0 ? notification.Farm : "")}, {when}{numbers}{taken}";

        string Say(double value) => AmountWords.Say(value, alarm.Unit, language);
    }

    private static string OverIn(AlarmNote alarm, string language) => alarm.EndedAt is null && alarm.AcknowledgedBy is { } who
        ? In(language, $"Acknowledged by {who}", $"{who} 已确认")
        : In(language, "Over", "已恢复");

    // An alarm of the whole farm names no coop, and some have no place either.
    private static string WhereOf(AlarmNote alarm, string farm = "")
    {
        var place = string.Join('/', new[] { alarm.Coop, alarm.Place }.Where(static part => part.Length > 0));
        return string.Join(" · ", new[] { place, farm }.Where(static part => part.Length > 0));
    }
}
