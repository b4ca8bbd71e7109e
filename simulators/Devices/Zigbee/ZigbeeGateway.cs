using MQTTnet;
using MQTTnet.Protocol;
using Roost.Simulators.Coop;

namespace Roost.Simulators.Zigbee;

/// <summary>A simulated Zigbee2MQTT gateway: connects to a broker and publishes what a coop's wireless sensors show.</summary>
internal sealed class ZigbeeGateway(ZigbeeMessages messages) : IAsyncDisposable
{
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();

    /// <summary>Connects; what it says of itself outlives it as its will.</summary>
    /// <exception cref="MQTTnet.Exceptions.MqttCommunicationException">There is no broker.</exception>
    public async Task ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var will = messages.Bridge(online: false);
        await client.ConnectAsync(
            new MqttClientOptionsBuilder().WithTcpServer(host, port)
                .WithWillTopic(will.Topic).WithWillPayload(will.Payload).WithWillRetain()
                .Build(),
            cancellationToken);
        await SendAsync(messages.Bridge(online: true), cancellationToken);
    }

    /// <summary>Publishes the state of every device.</summary>
    public async Task PublishAsync(SensorReadings readings, CancellationToken cancellationToken)
    {
        foreach (var message in messages.Of(readings))
        {
            await SendAsync(message, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (client.IsConnected)
        {
            await SendAsync(messages.Bridge(online: false), CancellationToken.None);
            await client.DisconnectAsync();
        }

        client.Dispose();
    }

    private Task<MqttClientPublishResult> SendAsync(ZigbeeMessage message, CancellationToken cancellationToken) => client.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic(message.Topic).WithPayload(message.Payload)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).WithRetainFlag(message.Retained).Build(),
        cancellationToken);
}
