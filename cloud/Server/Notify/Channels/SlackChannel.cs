using Roost.Alarms.Rules;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Channels;

/// <summary>An incoming webhook of Slack; its key is in the address.</summary>
internal sealed class SlackChannel(HttpSend http) : IChannel
{
    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Slack];

    public LocalText? MistakeOf(Contact contact) => WebAddress.MistakeOf(contact.Address);

    public async ValueTask<DeliveryAnswer> SendAsync(Letter letter, Contact contact, CancellationToken cancellationToken) =>
        await http.PostJsonAsync(contact.Address, new { text = Escaped(letter.Text) }, cancellationToken);

    // The three characters that Slack's text gives a meaning.
    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
