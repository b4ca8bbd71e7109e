using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Roost.Alarms.Rules;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Channels;

/// <summary>
/// JSON to any URL. With a secret it is signed: <c>X-Roost-Signature: sha256=…</c> is the HMAC-SHA256, in hex, of the header
/// <c>X-Roost-Timestamp</c> (Unix seconds), a dot, and the body, so that a receiver can tell a forged and an old message.
/// </summary>
internal sealed class WebhookChannel(HttpSend http, TimeProvider time) : IChannel
{
    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Webhook];

    public LocalText? MistakeOf(Contact contact) => WebAddress.MistakeOf(contact.Address);

    public async ValueTask<DeliveryAnswer> SendAsync(Letter letter, Contact contact, CancellationToken cancellationToken)
    {
        var body = AlarmMessage.Of(letter).ToUtf8();
        using var request = new HttpRequestMessage(HttpMethod.Post, contact.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Roost-Notification", letter.Notification.Id.ToString());
        request.Headers.Add("X-Roost-Repeat", letter.IsRepeat ? "true" : "false");
        if (contact.Secret is { Length: > 0 } secret)
        {
            var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            request.Headers.Add("X-Roost-Timestamp", timestamp);
            request.Headers.Add("X-Roost-Signature", SignatureOf(secret, timestamp, body));
        }

        return await http.SendAsync(request, static _ => null, cancellationToken);
    }

    internal static string SignatureOf(string secret, string timestamp, ReadOnlySpan<byte> body) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Signed(timestamp, body)))}";

    private static byte[] Signed(string timestamp, ReadOnlySpan<byte> body) => [.. Encoding.UTF8.GetBytes(timestamp), (byte)'.', .. body];
}

/// <summary>The rule for addresses that messages are posted to.</summary>
internal static class WebAddress
{
    public static LocalText? MistakeOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https")
            ? null : new("The address must be an http or https URL.", "地址必须是 http 或 https 网址。");
}
