using System.Text;
using System.Text.Json;
using Roost.Alarms.Rules;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Channels;

/// <summary>A group robot of WeCom (企业微信); its key is in the address. Source of shape and limits: WeCom developer centre, "群机器人配置说明".</summary>
internal sealed class WeComChannel(HttpSend http) : IChannel
{
    private const int MostBytes = 2_048;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.WeCom];

    public LocalText? MistakeOf(Contact contact) => WebAddress.MistakeOf(contact.Address);

    public async ValueTask<DeliveryAnswer> SendAsync(Letter letter, Contact contact, CancellationToken cancellationToken) =>
        await http.PostJsonAsync(contact.Address, BodyOf(letter), Judge, cancellationToken);

    internal static object BodyOf(Letter letter) => new { msgtype = "text", text = new { content = Cut(letter.Text) } };

    // 45009: more than 20 messages a minute; -1: the system is busy.
    private static DeliveryAnswer? Judge(JsonElement answer) => ChatCodes.Judge(answer, "errcode", "errmsg", [-1, 45009], Pause);

    private static string Cut(string text)
    {
        while (Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            text = text[..(text.Length * 9 / 10)].TrimEnd('\uD83D') + "…";
        }

        return text;
    }
}

/// <summary>Robots answer 200 and say in the body what they mean.</summary>
internal static class ChatCodes
{
    public static DeliveryAnswer? Judge(JsonElement answer, string codeName, string textName, ReadOnlySpan<int> passing, TimeSpan pause)
    {
        if (!answer.TryGetProperty(codeName, out var value) || !value.TryGetInt32(out var code) || code == 0)
        {
            return null;
        }

        var text = answer.TryGetProperty(textName, out var told) && told.ValueKind == JsonValueKind.String ? told.GetString() : "no reason";
        var problem = $"The robot answered {code}: {text}";
        return passing.Contains(code) ? new DeliveryAnswer.TryAgain(problem, pause) : new DeliveryAnswer.Refused(problem);
    }
}
