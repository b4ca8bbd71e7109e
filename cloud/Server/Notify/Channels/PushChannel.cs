using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Roost.Alarms.Rules;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Channels;

/// <summary>
/// A notification of a browser, through the push service that it subscribed with (Web Push, RFC 8030). The contact's address is the
/// subscription as the browser gives it: <c>{"endpoint":…,"keys":{"p256dh":…,"auth":…}}</c>.
/// </summary>
internal sealed class PushChannel(HttpSend http, PushKey key, IOptions<NotifyOptions> options, TimeProvider time) : IChannel
{
    private const string Unusable = "The address must be a browser's push subscription.";

    // A phone that is off may still want to know an hour later, not tomorrow.
    private const string LifeSeconds = "3600";

    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Push];

    public LocalText? MistakeOf(Contact contact) => SubscriptionOf(contact.Address) is null ? new(Unusable, "地址必须是浏览器的推送订阅。") : null;

    public async ValueTask<DeliveryAnswer> SendAsync(Letter letter, Contact contact, CancellationToken cancellationToken)
    {
        if (SubscriptionOf(contact.Address) is not { } subscription)
        {
            return new DeliveryAnswer.Refused(Unusable);
        }

        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        byte[] body;
        try
        {
            body = PushEncryption.Encrypt(TextOf(letter), subscription.Key, subscription.Auth, ephemeral, RandomNumberGenerator.GetBytes(16));
        }
        catch (CryptographicException exception)
        {
            return new DeliveryAnswer.Refused($"The browser's key can't be used: {exception.Message}");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.Authorization = new("vapid", key.AuthorizationFor(subscription.Endpoint, options.Value.PublicUrl ?? "mailto:roost@localhost", time.GetUtcNow()));
        request.Headers.Add("TTL", LifeSeconds);
        request.Headers.Add("Urgency", letter.Notification.Severity == Roost.Alarms.AlarmSeverity.Critical ? "high" : "normal");
        return await http.SendAsync(request, static _ => null, cancellationToken);
    }

    private static byte[] TextOf(Letter letter)
    {
        var text = new JsonObject
        {
            ["id"] = letter.Notification.Id.ToString(),
            ["kind"] = JsonSerializer.SerializeToNode(letter.Notification.Kind),
            ["farm"] = letter.Notification.Farm,
            ["subject"] = letter.Subject,
            ["text"] = letter.Short.Length > 800 ? letter.Short[..800] : letter.Short,
            ["acknowledge"] = letter.AcknowledgeLink?.ToString(),
        };
        var bytes = Encoding.UTF8.GetBytes(text.ToJsonString());
        if (bytes.Length > PushEncryption.MostBytes)
        {
            text["text"] = letter.Subject;
            bytes = Encoding.UTF8.GetBytes(text.ToJsonString());
        }

        return bytes;
    }

    private static Subscription? SubscriptionOf(string address)
    {
        try
        {
            var json = JsonNode.Parse(address);
            var (p256dh, auth) = (Base64Url.DecodeFromChars((string?)json?["keys"]?["p256dh"]), Base64Url.DecodeFromChars((string?)json?["keys"]?["auth"]));
            return Uri.TryCreate((string?)json?["endpoint"], UriKind.Absolute, out var endpoint) && endpoint.Scheme is ("https" or "http")
                && p256dh.Length == 65 && auth.Length == 16
                ? new(endpoint!, p256dh, auth)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Subscription(Uri Endpoint, byte[] Key, byte[] Auth);
}
