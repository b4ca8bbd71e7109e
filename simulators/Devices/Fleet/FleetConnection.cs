using System.Buffers;
using System.Net;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Roost.Simulators.Fleet;

/// <summary>
/// One agent's MQTT connection. MQTTnet's client keeps three tasks, a timer and queues for each connection, of which ten thousand are felt;
/// this speaks the same packets by MQTTnet's own codec and leaves reading, writing and keeping alive to the agent.
/// </summary>
internal sealed class FleetConnection : IDisposable
{
    /// <summary>The keep-alive that an agent promises.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    private const int SmallestBuffer = 2_048;
    private const int LargestBuffer = 65_535;
    private const ushort SubscriptionPacket = 1;
    private const ushort DeathPacket = 2;

    private readonly MqttChannelAdapter adapter;

    private FleetConnection(EndPoint broker)
    {
        var options = new MqttClientOptions { ChannelOptions = new MqttClientTcpOptions { RemoteEndpoint = broker, NoDelay = true } };
#pragma warning disable CA2000 // The adapter owns the channel, and disposes it.
        adapter = new(
            new MqttTcpChannel(options),
            new MqttPacketFormatterAdapter(MqttProtocolVersion.V500, new MqttBufferWriter(SmallestBuffer, LargestBuffer)),
            MqttNetNullLogger.Instance);
#pragma warning restore CA2000
    }

    /// <summary>Connects with a will and subscribes to two topics at QoS 1.</summary>
    /// <exception cref="MqttCommunicationException">The broker can't be reached, or refuses.</exception>
    public static async Task<FleetConnection> OpenAsync(
        EndPoint broker, string client, string willTopic, byte[] will, string commandTopic, string stateTopic, CancellationToken cancellationToken)
    {
        var connection = new FleetConnection(broker);
        try
        {
            var connect = new MqttConnectPacket
            {
                ClientId = client,
                CleanSession = true,
                KeepAlivePeriod = (ushort)KeepAlive.TotalSeconds,
                WillFlag = true,
                WillTopic = willTopic,
                WillMessage = will,
                WillQoS = MqttQualityOfServiceLevel.AtLeastOnce,
            };
            await connection.adapter.ConnectAsync(cancellationToken);
            await connection.SendAsync(connect, cancellationToken);
            if (await connection.ReceiveAsync(cancellationToken) is not MqttConnAckPacket { ReasonCode: MqttConnectReasonCode.Success })
            {
                throw new MqttCommunicationException("The broker refuses the connection.");
            }

            var subscribe = new MqttSubscribePacket { PacketIdentifier = SubscriptionPacket };
            subscribe.TopicFilters.Add(new() { Topic = commandTopic, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce });
            subscribe.TopicFilters.Add(new() { Topic = stateTopic, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce });
            await connection.SendAsync(subscribe, cancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Publishes at QoS 0, as an agent does: what binds is the batch's number, not the broker's word.</summary>
    public Task PublishAsync(string topic, byte[] payload, CancellationToken cancellationToken) =>
        SendAsync(new MqttPublishPacket { Topic = topic, Payload = new ReadOnlySequence<byte>(payload) }, cancellationToken);

    /// <summary>Asks the broker for a sign of life.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => SendAsync(MqttPingReqPacket.Instance, cancellationToken);

    /// <summary>Says the last word and leaves in order, so that the broker drops the will.</summary>
    public async Task LeaveAsync(string deathTopic, byte[] death, CancellationToken cancellationToken)
    {
        var last = new MqttPublishPacket
        {
            Topic = deathTopic,
            Payload = new ReadOnlySequence<byte>(death),
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            PacketIdentifier = DeathPacket,
        };
        await SendAsync(last, cancellationToken);
        await SendAsync(new MqttDisconnectPacket(), cancellationToken);
    }

    /// <summary>The next message published to this agent; null when the connection has ended.</summary>
    public async Task<MqttPublishPacket?> NextAsync(Action onSignOfLife, CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (await ReceiveAsync(cancellationToken))
            {
                case null or MqttDisconnectPacket:
                    return null;
                case MqttPublishPacket published:
                    onSignOfLife();
                    if (published.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtLeastOnce)
                    {
                        await SendAsync(new MqttPubAckPacket { PacketIdentifier = published.PacketIdentifier }, cancellationToken);
                    }

                    return published;
                case MqttSubAckPacket refused when refused.ReasonCodes.Exists(code => code > MqttSubscribeReasonCode.GrantedQoS2):
                    throw new MqttCommunicationException("The broker refuses the subscription.");
                default:
                    onSignOfLife();
                    break;
            }
        }
    }

    /// <summary>Ends the connection at once, also under a read that waits.</summary>
    public void Dispose() => adapter.Dispose();

    private async Task SendAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        try
        {
            await adapter.SendPacketAsync(packet, cancellationToken);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or NullReferenceException)
        {
            // MQTTnet's channel takes its stream away under a write that comes while it is disposed.
            throw new MqttCommunicationException("The connection is closed.", exception);
        }
    }

    private async Task<MqttPacket?> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await adapter.ReceivePacketAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or NullReferenceException)
        {
            return null;
        }
    }
}
