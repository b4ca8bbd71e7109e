using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Acknowledge;

/// <summary>
/// The page behind a link: it says what the message said and has one button. Opening it changes nothing, since mail scanners open every link;
/// only the button acknowledges.
/// </summary>
internal static class AcknowledgeEndpoint
{
    public static void MapAcknowledge(this IEndpointRouteBuilder app)
    {
        app.MapGet("/ack/{token}", LookAsync).ExcludeFromDescription();
        app.MapPost("/ack/{token}", AcknowledgeAsync).ExcludeFromDescription();
    }

    private static async Task<ContentHttpResult> LookAsync(string token, Acknowledgements acknowledgements, HttpContext context, CancellationToken cancellationToken) =>
        Page(await acknowledgements.LookAsync(token, cancellationToken), isDone: false, context);

    private static async Task<ContentHttpResult> AcknowledgeAsync(string token, Acknowledgements acknowledgements, HttpContext context, CancellationToken cancellationToken) =>
        Page(await acknowledgements.AcknowledgeAsync(token, cancellationToken), isDone: true, context);

    private static ContentHttpResult Page(LinkTarget target, bool isDone, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (status, html) = target switch
        {
            LinkTarget.Open open when isDone => (200, Html(open.Notification, open.Person, Text(open.Person, "Acknowledged. Thank you.", "已确认，谢谢。"))),
            LinkTarget.Open open => (200, Html(open.Notification, open.Person, null)),
            LinkTarget.Used used => (200, Html(used.Notification, used.Person, Text(
                used.Person,
                $"Already acknowledged on {Wording.LocalTime(used.At, used.Notification.TimeZone)}.",
                $"已于 {Wording.LocalTime(used.At, used.Notification.TimeZone)} 确认。"))),
            LinkTarget.Expired expired => (410, Html(expired.Notification, expired.Person, Text(
                expired.Person, "This link is too old; acknowledge on the dashboard.", "此链接已过期，请在看板上确认。"))),
            _ => (404, Html(null, new Person { Id = "", Name = "" }, "This link is not valid; acknowledge on the dashboard. 此链接无效，请在看板上确认。")),
        };
        return TypedResults.Content(html, "text/html; charset=utf-8", Encoding.UTF8, status);
    }

    private static string Text(Person person, string english, string chinese) => Wording.In(person.Language, english, chinese);

    // Without a sentence there is the button.
    private static string Html(Notification? notification, Person person, string? sentence)
    {
        var html = new StringBuilder($"<!doctype html><html lang=\"{E(person.Language)}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append("<meta name=\"robots\" content=\"noindex\"><title>Roost</title><style>body{font:18px/1.5 system-ui,\"Noto Sans CJK SC\",sans-serif;max-width:36em;margin:2em auto;padding:0 1em}")
            .Append("button{font:inherit;width:100%;min-height:64px;border:0;border-radius:8px;background:#1f4e79;color:#fff}h1{font-size:1.3em}</style>");
        if (notification is not null)
        {
            var letter = Wording.Of(notification, person.Language, null, isRepeat: false);
            html.Append($"<h1>{E(letter.Subject)}</h1>");
            foreach (var line in letter.Lines)
            {
                html.Append($"<p>{E(line)}</p>");
            }
        }

        html.Append(sentence is null
            ? $"<form method=\"post\"><button>{E(Text(person, $"{person.Name}: I have it", $"{person.Name}：我来处理"))}</button></form>"
            : $"<p role=\"status\"><strong>{E(sentence)}</strong></p>");
        return html.ToString();
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
