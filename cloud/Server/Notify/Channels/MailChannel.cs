using System.Net;
using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using Roost.Alarms;
using Roost.Alarms.Rules;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Channels;

/// <summary>E-mail by SMTP: text and HTML in the reader's language; the message id is the notification's, so that a mail client shows a repeat once.</summary>
internal sealed class MailChannel(IOptions<NotifyOptions> options) : IChannel
{
    private readonly MailOptions mail = options.Value.Mail;

    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Mail];

    public LocalText? MistakeOf(Contact contact) =>
        MailboxAddress.TryParse(contact.Address, out var mailbox) && mailbox.Domain.Length > 0
            ? null : new($"\"{contact.Address}\" is no mail address.", $"“{contact.Address}”不是邮箱地址。");

    public async ValueTask<DeliveryAnswer> SendAsync(Letter letter, Contact contact, CancellationToken cancellationToken)
    {
        if (mail.Host.Length == 0)
        {
            return new DeliveryAnswer.Refused("This service has no SMTP server; set Notify:Mail:Host.");
        }

        using var message = MessageOf(letter, contact.Address);
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(mail.Host, mail.Port, SecurityOf(mail), cancellationToken);
            if (mail.User.Length > 0)
            {
                await client.AuthenticateAsync(mail.User, mail.Password, cancellationToken);
            }

            await client.SendAsync(message, cancellationToken);
        }
        catch (SmtpCommandException exception) when ((int)exception.StatusCode is >= 500 and < 600)
        {
            return new DeliveryAnswer.Refused($"The mail server refused it: {(int)exception.StatusCode} {OneLine(exception.Message)}");
        }
        catch (AuthenticationException)
        {
            return new DeliveryAnswer.TryAgain("The mail server refused the user name or password of Notify:Mail.", TimeSpan.FromMinutes(5));
        }
        catch (Exception exception) when (exception is CommandException or ProtocolException or IOException or SocketException or SslHandshakeException
            or NotSupportedException)
        {
            return new DeliveryAnswer.TryAgain($"The mail server {mail.Host}:{mail.Port} did not take it: {OneLine(exception.Message)}");
        }

        // Taken with the server's answer to the text: a farewell that fails takes nothing back.
        await ByeAsync(client, cancellationToken);
        return new DeliveryAnswer.Delivered();
    }

    private static async Task ByeAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception exception) when (exception is CommandException or ProtocolException or IOException or SocketException or OperationCanceledException)
        {
            return;
        }
    }

    private MimeMessage MessageOf(Letter letter, string address)
    {
        var from = MailboxAddress.Parse(mail.From);
        var message = new MimeMessage
        {
            Subject = letter.Subject,
            Date = letter.Notification.CreatedAt,
            MessageId = $"{letter.Notification.Id:N}@{from.Domain}",
        };
        message.From.Add(from);
        message.To.Add(MailboxAddress.Parse(address));
        message.Headers.Add("X-Roost-Notification", letter.Notification.Id.ToString());
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (letter.IsRepeat)
        {
            message.Headers.Add("X-Roost-Repeat", "true");
        }

        if (letter.Notification.Severity == AlarmSeverity.Critical)
        {
            message.Priority = MessagePriority.Urgent;
        }

        message.Body = new MultipartAlternative
        {
            new TextPart("plain") { Text = letter.Text },
            new TextPart("html") { Text = letter.Page ?? HtmlOf(letter) },
        };
        return message;
    }

    private static string HtmlOf(Letter letter)
    {
        var html = new StringBuilder($"<!doctype html><html lang=\"{WebUtility.HtmlEncode(letter.Language)}\"><body style=\"font-family:sans-serif;font-size:16px\">");
        html.Append($"<h1 style=\"font-size:20px\">{WebUtility.HtmlEncode(letter.Subject)}</h1>");
        foreach (var line in letter.Lines)
        {
            html.Append($"<p>{WebUtility.HtmlEncode(line)}</p>");
        }

        if (letter.AcknowledgeLink is { } link)
        {
            html.Append("<p><a style=\"display:inline-block;padding:14px 22px;background:#1f4e79;color:#fff;text-decoration:none;border-radius:6px\" ")
                .Append($"href=\"{WebUtility.HtmlEncode(link.ToString())}\">{WebUtility.HtmlEncode(letter.AcknowledgeText)}</a></p>");
        }

        return html.Append("</body></html>").ToString();
    }

    private static SecureSocketOptions SecurityOf(MailOptions mail) => mail.Tls switch
    {
        "none" => SecureSocketOptions.None,
        "if-offered" => SecureSocketOptions.StartTlsWhenAvailable,
        _ => mail.Port == 465 ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls,
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
