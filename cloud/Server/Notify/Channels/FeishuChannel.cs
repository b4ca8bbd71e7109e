using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Roost.Alarms.Rules;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Channels;

/// <summary>
/// A group robot of Feishu (飞书) or Lark, with its signature where the contact has a secret. Source: Feishu open platform, "自定义机器人使用指南".
/// </summary>
internal sealed class FeishuChannel(HttpSend http, TimeProvider time) : IChannel
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Feishu];

    public LocalText? MistakeOf(Contact contact) => WebAddress.MistakeOf(contact.Address);

    public async ValueTask<DeliveryAnswer> SendAsync(Letter letter, Contact contact, CancellationToken cancellationToken) =>
        await http.PostJsonAsync(contact.Address, BodyOf(letter, contact.Secret, time.GetUtcNow().ToUnixTimeSeconds()), Judge, cancellationToken);

    internal static object BodyOf(Letter letter, string? secret, long unixSeconds)
    {
        var content = new { text = letter.Text };
        if (secret is not { Length: > 0 })
        {
            return new { msg_type = "text", content };
        }

        var timestamp = unixSeconds.ToString(CultureInfo.InvariantCulture);
        return new { timestamp, sign = SignOf(secret, timestamp), msg_type = "text", content };
    }

    /// <summary>Feishu's signature: the HMAC-SHA256 of nothing, keyed with time and secret.</summary>
    internal static string SignOf(string secret, string timestamp) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{timestamp}\n{secret}"), Array.Empty<byte>()));

    // 9499 and 11232: too many messages.
    private static DeliveryAnswer? Judge(JsonElement answer) => ChatCodes.Judge(answer, "code", "msg", [9499, 11232], Pause);
}
