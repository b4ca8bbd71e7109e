using System.Buffers;
using System.Net;
using System.Text;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Roost.Edge.Configuration;
using Roost.Sparkplug;

namespace Roost.Edge.Uplink;

/// <summary>One connection to the broker, with its will. What comes in is decoded at once and waits in <see cref="TryReceive"/>.</summary>
internal sealed class BrokerConnection : IDisposable
{
    /// <summary>The Sparkplug id of the cloud.</summary>
    public const string HostId = "roost";

    private const int WaitingEvents = 256;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly MqttClientFactory Factory = new();

    private readonly IMqttClient client = Factory.CreateMqttClient();
    private readonly string commandTopic;
    private readonly string stateTopic = HostState.TopicOf(HostId);

    // Full: the connection reads no further, so a flood of commands slows down its sender and not this agent's memory.
    private readonly Channel<UplinkEvent> events = Channel.CreateBounded<UplinkEvent>(
        new BoundedChannelOptions(WaitingEvents) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    // One waiting signal says as much as many.
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private BrokerConnection(AgentConfiguration configuration)
    {
        commandTopic = new Topic(configuration.Farm, MessageKind.NodeCommand, configuration.Agent).ToString();
        client.ApplicationMessageReceivedAsync += ReceiveAsync;
        client.DisconnectedAsync += disconnected =>
        {
            DisconnectReason = disconnected.Exception?.Message ?? disconnected.Reason.ToString();
            Wake();
            return Task.CompletedTask;
        };
    }

    public bool IsOpen => client.IsConnected;

    /// <summary>Why the connection ended.</summary>
    public string DisconnectReason { get; private set; } = "";

    /// <exception cref="MQTTnet.Exceptions.MqttCommunicationException">The broker can't be reached, or refuses.</exception>
    public static async Task<BrokerConnection> OpenAsync(
        AgentConfiguration configuration,
        byte[] will,
        CancellationToken cancellationToken)
    {
        var connection = new BrokerConnection(configuration);
        try
        {
            await connection.client.ConnectAsync(Options(configuration, will), cancellationToken);
            await connection.client.SubscribeAsync(
                Factory.CreateSubscribeOptionsBuilder()
                    .WithTopicFilter(connection.commandTopic, MqttQualityOfServiceLevel.AtLeastOnce)
                    .WithTopicFilter(connection.stateTopic, MqttQualityOfServiceLevel.AtLeastOnce)
                    .Build(),
                cancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Wake() => wake.Writer.TryWrite(true);

    /// <summary>Returns after the next <see cref="Wake"/>, or at once when there was one since the last return.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await wake.Reader.ReadAsync(cancellationToken);

    public UplinkEvent? TryReceive() => events.Reader.TryRead(out var received) ? received : null;

    public Task PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQualityOfServiceLevel quality, CancellationToken cancellationToken) =>
        client.PublishAsync(
            new MqttApplicationMessage { Topic = topic, Payload = new ReadOnlySequence<byte>(payload), QualityOfServiceLevel = quality },
            cancellationToken);

    /// <summary>Ends the connection in an orderly way: the broker drops the will.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => client.DisconnectAsync(new MqttClientDisconnectOptions(), cancellationToken);

    public void Dispose()
    {
        events.Writer.TryComplete();
        client.Dispose();
    }

    private static MqttClientOptions Options(AgentConfiguration configuration, byte[] will) => new()
    {
        ChannelOptions = new MqttClientTcpOptions
        {
            RemoteEndpoint = new DnsEndPoint(configuration.Broker.Host, configuration.Broker.Port),
            NoDelay = true,
        },
        ClientId = $"roost-{configuration.Farm}-{configuration.Agent}",
        Credentials = configuration.Broker.User is { } user
            ? new MqttClientCredentials(user, Encoding.UTF8.GetBytes(configuration.Broker.Password ?? ""))
            : null,
        ProtocolVersion = MqttProtocolVersion.V500,
        CleanSession = true,
        KeepAlivePeriod = KeepAlive,
        Timeout = Timeout,
        WillTopic = new Topic(configuration.Farm, MessageKind.NodeDeath, configuration.Agent).ToString(),
        WillPayload = will,
        WillQualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
    };

    private async Task ReceiveAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        var message = received.ApplicationMessage;
        UplinkEvent? taken;
        if (message.Topic == stateTopic)
        {
            taken = HostState.TryDecode(message.Payload, out var online, out var timestamp)
                ? new HostStateReceived(online, timestamp)
                : new GarbageReceived(message.Topic, "The message is no state of a host.");
        }
        else
        {
            taken = NodeCommand.TryRead(message.Payload, out var command, out var problem)
                ? new CommandReceived(command)
                : new GarbageReceived(message.Topic, problem);
        }

        await events.Writer.WriteAsync(taken, CancellationToken.None);
        Wake();
    }
}
