using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;

namespace Roost.Edge.LocalAlarms.Page;

/// <summary>The house's own page as HTML: what is wrong, since when, what to do first, and a button. No scripts; small enough for any phone. Pure.</summary>
internal static class AlarmPage
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The page.</summary>
    /// <param name="farm">The farm.</param>
    /// <param name="open">The alarms that go on.</param>
    /// <param name="withoutBirds">The houses without birds.</param>
    /// <param name="isAtStandstill">Whether judging has stopped.</param>
    /// <param name="textOf">What a rule says to people, by coop and rule.</param>
    /// <param name="zone">The farm's time zone.</param>
    /// <param name="language"><c>en</c> or <c>zh-CN</c>.</param>
    public static string Write(
        string farm, IReadOnlyList<OpenAlarm> open, IReadOnlyList<HouseInUse> withoutBirds, bool isAtStandstill, Func<AlarmId, RuleText?> textOf, TimeZoneInfo zone, string language)
    {
        var words = PageWords.In(language);
        var page = new StringBuilder(2048).Append(CultureInfo.InvariantCulture, $"""
            <!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <meta http-equiv="refresh" content="5"><title>{Html(farm)}</title><style>
            body{"{font:17px/1.5 system-ui,sans-serif;margin:0 auto;max-width:40em;padding:1em}"}
            section{"{border-left:.4em solid #888;padding:.2em 1em;margin:1em 0}"} .critical{"{border-color:#c00}"} .warning{"{border-color:#b60}"}
            h2{"{font-size:1.15em;margin:0}"} p{"{margin:.2em 0}"} button{"{font:inherit;min-height:44px;padding:0 1.2em}"}
            </style></head><body><h1>{Html(farm)}</h1>

            """);
        if (isAtStandstill)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section class=\"critical\"><h2>▲ {words.Standstill}</h2>{Button("all", words)}</section>\n");
        }
        else if (open.Count == 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{words.AllIsWell}</p>\n");
        }

        foreach (var house in withoutBirds)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{Html(house.Coop)}: {words.Of(house.Use)}</p>\n");
        }

        foreach (var alarm in open.OrderByDescending(each => each.Verdict.Severity))
        {
            Write(page, alarm, textOf(alarm.Verdict.Alarm), zone, words, language);
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static void Write(StringBuilder page, OpenAlarm alarm, RuleText? text, TimeZoneInfo zone, PageWords words, string language)
    {
        var (verdict, id) = (alarm.Verdict, alarm.Verdict.Alarm);
        var (style, shape) = verdict.Severity switch
        {
            AlarmSeverity.Critical => ("critical", "▲"),
            AlarmSeverity.Warning => ("warning", "◆"),
            _ => ("information", "●"),
        };
        var since = TimeZoneInfo.ConvertTime(id.Start, zone);
        page.Append(CultureInfo.InvariantCulture, $"""
            <section class="{style}"><h2>{shape} {Html(text?.Title.In(language) ?? id.Rule)}</h2>
            <p>{Html(id.Coop)} · {Html(id.Place)} · {words.Since} {since:HH:mm}{(verdict.Worst is { } worst ? $" · {worst:0.#}" : "")}{(verdict.Limit is { } limit ? $" ({words.Limit} {limit:0.#})" : "")}</p>
            <p>{Html(text?.First.In(language) ?? "")}</p>
            {(alarm.ShelvedUntil is { } until ? $"<p>{words.ShelvedUntil}{TimeZoneInfo.ConvertTime(until, zone):yyyy-MM-dd HH:mm}</p>" : "")}
            {(alarm.Acknowledged is { } notice ? $"<p>{words.AcknowledgedBy}{Html(notice.By)}</p>" : Button(id.ToString(), words))}
            </section>

            """);
    }

    private static string Button(string alarm, PageWords words) =>
        $"<form method=\"post\" action=\"/acknowledge\"><input type=\"hidden\" name=\"alarm\" value=\"{Html(alarm)}\"><button>{words.Acknowledge}</button></form>";

    private static string Html(string text) => Encoder.Encode(text);
}

/// <summary>The page's own words in a language.</summary>
internal sealed record PageWords(string AllIsWell, string Standstill, string Since, string Limit, string Acknowledge, string AcknowledgedBy, string ShelvedUntil, string Empty, string Cleaning, string Maintenance)
{
    private static readonly PageWords English = new(
        "No alarm.", "The houses are not being watched: the agent's evaluation has stopped. Restart the agent.", "since", "limit", "Acknowledge", "Acknowledged by ", "Shelved until ",
        "empty; what endangers birds alone is silent.", "being cleaned; what endangers birds alone is silent.", "under maintenance; what endangers birds alone is silent.");

    private static readonly PageWords Chinese = new(
        "没有报警。", "鸡舍无人监护：采集端的判断已停止，请重启采集端。", "始于", "限值", "确认", "已确认：", "已搁置至 ",
        "空舍，仅危及鸡群的报警不响。", "清洗消毒中，仅危及鸡群的报警不响。", "检修中，仅危及鸡群的报警不响。");

    /// <summary>What it means for alarms that a house has no birds.</summary>
    public string Of(HouseUse use) => use switch
    {
        HouseUse.Empty => Empty,
        HouseUse.Cleaning => Cleaning,
        _ => Maintenance,
    };

    public static PageWords In(string language) => language == "zh-CN" ? Chinese : English;
}
