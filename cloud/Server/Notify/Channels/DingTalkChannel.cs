using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Roost.Alarms.Rules;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Channels;

/// <summary>
/// A group robot of DingTalk (钉钉), with its signature where the contact has a secret. Source: DingTalk open platform, "自定义机器人安全设置".
/// </summary>
internal sealed class DingTalkChannel(HttpSend http, TimeProvider time) : IChannel
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.DingTalk];

    public LocalText? MistakeOf(Contact contact) => WebAddress.MistakeOf(contact.Address);

    public async ValueTask<DeliveryAnswer> SendAsync(Letter letter, Contact contact, CancellationToken cancellationToken)
    {
        var url = contact.Secret is { Length: > 0 } secret ? Signed(contact.Address, secret, time.GetUtcNow().ToUnixTimeMilliseconds()) : contact.Address;
        return await http.PostJsonAsync(url, BodyOf(letter), Judge, cancellationToken);
    }

    internal static object BodyOf(Letter letter) => new { msgtype = "text", text = new { content = letter.Text } };

    /// <summary>The address with DingTalk's sign parameter: the HMAC-SHA256 of time and secret, keyed with the secret.</summary>
    internal static string Signed(string address, string secret, long unixMilliseconds)
    {
        var timestamp = unixMilliseconds.ToString(CultureInfo.InvariantCulture);
        var sign = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}"));
        var separator = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return $"{address}{separator}timestamp={timestamp}&sign={Uri.EscapeDataString(Convert.ToBase64String(sign))}";
    }

    // 130101: more than 20 messages a minute; -1: the system is busy.
    private static DeliveryAnswer? Judge(JsonElement answer) => ChatCodes.Judge(answer, "errcode", "errmsg", [-1, 130101], Pause);
}
