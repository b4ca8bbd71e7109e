using Roost.Alarms.Rules;
using Roost.Cloud.Ingest;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;
using Roost.Domain.Wire;

namespace Roost.Cloud.Notify.Channels;

/// <summary>
/// A message for each alarm on the farm's own broker, <c>roost/{farm}/alarms/{alarm id}</c>, at least once, not retained; what is about no
/// alarm goes to <c>roost/{farm}/alarms</c>. The contact's address is a name for it and nothing more.
/// </summary>
internal sealed class MqttChannel(BrokerConnection broker) : IChannel
{
    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Mqtt];

    public LocalText? MistakeOf(Contact contact) =>
        WireName.IsValid(contact.Address)
            ? null : new($"\"{contact.Address}\" must be a name, for example \"house-display\".", $"“{contact.Address}”必须是一个名称，例如“house-display”。");

    public async ValueTask<DeliveryAnswer> SendAsync(Letter letter, Contact contact, CancellationToken cancellationToken)
    {
        var message = AlarmMessage.Of(letter);
        var top = $"roost/{letter.Notification.Farm}/alarms";
        if (message.Alarms.Count == 0)
        {
            return await PublishAsync(top, message, cancellationToken);
        }

        foreach (var alarm in message.Alarms)
        {
            if (await PublishAsync($"{top}/{alarm.Id}", message with { Alarms = [alarm] }, cancellationToken) is DeliveryAnswer.TryAgain again)
            {
                return again;
            }
        }

        return new DeliveryAnswer.Delivered();
    }

    private async Task<DeliveryAnswer> PublishAsync(string topic, AlarmMessage message, CancellationToken cancellationToken) =>
        await broker.TryPublishAsync(topic, message.ToUtf8(), cancellationToken)
            ? new DeliveryAnswer.Delivered()
            : new DeliveryAnswer.TryAgain("The MQTT broker can't be reached.");
}
