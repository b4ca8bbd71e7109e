using Roost.Alarms.Rules;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Channels;

/// <summary>A Microsoft Teams workflow that posts an Adaptive Card; its key is in the address.</summary>
internal sealed class TeamsChannel(HttpSend http) : IChannel
{
    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Teams];

    public LocalText? MistakeOf(Contact contact) => WebAddress.MistakeOf(contact.Address);

    public async ValueTask<DeliveryAnswer> SendAsync(Letter letter, Contact contact, CancellationToken cancellationToken) =>
        await http.PostJsonAsync(contact.Address, BodyOf(letter), cancellationToken);

    private static object BodyOf(Letter letter)
    {
        object[] text =
        [
            new { type = "TextBlock", text = letter.Subject, weight = "Bolder", size = "Medium", wrap = true },
            .. letter.Lines.Select(line => new { type = "TextBlock", text = line, wrap = true }),
        ];
        object[] actions = letter.AcknowledgeLink is { } link ? [new { type = "Action.OpenUrl", title = letter.AcknowledgeText, url = link }] : [];
        var card = new { type = "AdaptiveCard", version = "1.4", body = text, actions };
        return new { type = "message", attachments = (object[])[new { contentType = "application/vnd.microsoft.card.adaptive", content = card }] };
    }
}
