using System.Net;
using System.Text;
using Roost.Cloud.Notify.Messages;

namespace Roost.Cloud.Notify.Print;

/// <summary>A page for paper, in one language, with times on the farm's clock; whatever is written into it is encoded but by <see cref="Raw"/>.</summary>
internal sealed class PrintedPage(string language, string timeZone)
{
    private const string Style =
        "@page{size:A4;margin:16mm}body{font:11pt/1.4 system-ui,\"Noto Sans\",\"Noto Sans CJK SC\",sans-serif;color:#111;margin:0 auto;max-width:180mm}"
        + "h1{font-size:20pt;margin:0 0 2mm}h2{font-size:13pt;margin:8mm 0 2mm;border-bottom:1px solid #999;break-after:avoid}"
        + "table{border-collapse:collapse;width:100%;font-size:9.5pt}th,td{text-align:left;padding:1mm 2mm;border:1px solid #bbb;vertical-align:top}"
        + "th{background:#eee}tr{break-inside:avoid}thead{display:table-header-group}.meta{color:#444}.numbers td:not(:first-child){text-align:right;font-variant-numeric:tabular-nums}.late{font-weight:600}.sign td{height:12mm;width:33%}pre{white-space:pre-wrap;font:inherit}"
        // On a phone a row is a card, each of its cells below its column's head.
        + "@media screen{body{padding:16px}}@media screen and (max-width:600px){body{font-size:16px}h1{font-size:22px}h2{font-size:18px}table{font-size:16px}thead{display:none}tr{display:grid;grid-template-columns:1fr 1fr;gap:6px 12px;padding:10px 0;border-top:1px solid #999}"
        + "td,.numbers td:not(:first-child){display:block;border:0;padding:0;text-align:left;overflow-wrap:anywhere}td[data-head]::before{content:attr(data-head);display:block;color:#444;font-size:14px}td:first-child{grid-column:1/-1;font-weight:600}}";

    private readonly StringBuilder html = new();

    public string Language { get; } = language;

    public string T(string english, string chinese) => Wording.In(Language, english, chinese);

    public string Time(DateTimeOffset at) => Wording.LocalTime(at, timeZone);

    public static string E(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Its head: what it is, and of which farm.</summary>
    public void Begin(string title, string farm) => html.Append(
        $"<!doctype html><html lang=\"{E(Language)}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{E(title)} · {E(farm)}</title><style>{Style}</style></head><body><h1>{E(title)}</h1>");

    /// <summary>All of it.</summary>
    public string End() => html.Append("</body></html>").ToString();

    public void Raw(string text) => html.Append(text);

    public void Heading(string english, string chinese) => html.Append($"<h2>{E(T(english, chinese))}</h2>");

    public void Paragraph(string style, string text) => html.Append($"<p class=\"{style}\">{E(text)}</p>");

    public void Table(string[] heads, IEnumerable<string[]> rows, string style = "")
    {
        html.Append($"<table class=\"{style}\">").Append("<thead><tr>").AppendJoin("", heads.Select(head => $"<th>{E(head)}</th>")).Append("</tr></thead><tbody>");
        var any = false;
        foreach (var row in rows)
        {
            any = true;
            html.Append("<tr>").AppendJoin("", row.Select((cell, column) => $"<td data-head=\"{E(heads[column])}\">{E(cell)}</td>")).Append("</tr>");
        }

        html.Append(any ? "" : $"<tr><td colspan=\"{heads.Length}\">{E(T("none", "无"))}</td></tr>").Append("</tbody></table>");
    }
}
