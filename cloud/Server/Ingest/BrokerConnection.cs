using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;
using Roost.Cloud.Broker;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Cloud.Ingest;

/// <summary>
/// The service's own MQTT connection, as the Sparkplug host application "roost": comes back by itself, says on its STATE topic whether the
/// host is there (agents send only while it is), and hands every message of another's broker to <see cref="Inbound"/>; the embedded one does so
/// itself.
/// </summary>
internal sealed partial class BrokerConnection : IDisposable
{
    /// <summary>The Sparkplug host id.</summary>
    public const string HostId = "roost";

    // MQTTnet's 8 kB hold seven messages: the sender then waits for the window most of the time, and a few thousand agents stop the line.
    private const int SocketBufferBytes = 1024 * 1024;

    private const string Everything = Topic.Namespace + "/#";
    private static readonly string StateTopic = HostState.TopicOf(HostId);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly BrokerOptions options;
    private readonly EmbeddedBroker embedded;
    private readonly Inbound inbound;
    private readonly TimeProvider time;
    private readonly ILogger<BrokerConnection> logger;
    private readonly IMqttClient client;
    private long bornAtMilliseconds;
    private volatile bool isReady;

    public BrokerConnection(IOptions<BrokerOptions> options, EmbeddedBroker embedded, Inbound inbound, TimeProvider time, ILogger<BrokerConnection> logger)
    {
        this.options = options.Value;
        this.embedded = embedded;
        this.inbound = inbound;
        this.time = time;
        this.logger = logger;
        client = new MqttClientFactory().CreateMqttClient(new DirectAdapterFactory(OnPublishedAsync));
    }

    /// <summary>Whether it is connected, subscribed, and the host is announced as online.</summary>
    public bool IsReady => isReady && client.IsConnected;

    /// <summary>Keeps the connection up until cancelled; then it stays as it is, for the last words.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        var pause = ShortestPause;
        var complained = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var lost = await ConnectAsync(stoppingToken);
                (pause, complained) = (ShortestPause, false);
                LogConnected(options.Host, Port);
                await lost.WaitAsync(stoppingToken);
                isReady = false;
                LogLost();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is MqttCommunicationException or MqttClientNotConnectedException or MqttProtocolViolationException
                or MqttClientDisconnectedException or OperationCanceledException or MQTTnet.Adapter.MqttConnectingFailedException)
            {
                isReady = false;
                if (!complained)
                {
                    LogUnreachable(options.Embedded ? options.Address : options.Host, Port, exception.Message);
                    complained = true;
                }
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Sends a message at QoS 0; false when there is no connection to send it on.</summary>
    public ValueTask<bool> TrySendAsync(string topic, byte[] payload, CancellationToken cancellationToken) =>
        TrySendAsync(new MqttApplicationMessage { Topic = topic, Payload = new(payload) }, cancellationToken);

    /// <summary>Publishes a message at QoS 1, not retained; false when the broker has not taken it.</summary>
    public ValueTask<bool> TryPublishAsync(string topic, byte[] payload, CancellationToken cancellationToken) => TrySendAsync(
        new MqttApplicationMessage { Topic = topic, Payload = new(payload), QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce },
        cancellationToken);

    /// <summary>Announces that the host goes.</summary>
    public async Task SayOfflineAsync(CancellationToken cancellationToken)
    {
        if (IsReady)
        {
            isReady = false;
            await SayStateAsync(online: false, cancellationToken);
        }
    }

    /// <summary>Closes the connection.</summary>
    public async Task CloseAsync() => await client.TryDisconnectAsync();

    public void Dispose() => client.Dispose();

    private int Port => options.Embedded ? embedded.EndPoint?.Port ?? options.Port : options.Port;

    private async Task<Task> ConnectAsync(CancellationToken cancellationToken)
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task OnDisconnected(MqttClientDisconnectedEventArgs args)
        {
            client.DisconnectedAsync -= OnDisconnected;
            lost.TrySetResult();
            return Task.CompletedTask;
        }

        // Birth and will of one connection carry the same time, by which an agent tells a late will of the connection before.
        bornAtMilliseconds = time.GetUtcNow().ToUnixTimeMilliseconds();
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(HostToDial(), Port)
            .WithClientId($"roost-host-{Guid.NewGuid():N}")
            .WithCleanSession()
            .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V311)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(10))
            .WithTimeout(TimeSpan.FromSeconds(10))
            .WithWillTopic(StateTopic)
            .WithWillPayload(HostState.Encode(false, bornAtMilliseconds))
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithWillRetain();
        if (!options.Embedded && options.User is { Length: > 0 } user)
        {
            builder.WithCredentials(user, options.Password ?? "");
        }

        var connecting = builder.Build();
        ((MqttClientTcpOptions)connecting.ChannelOptions).BufferSize = SocketBufferBytes;
        await client.ConnectAsync(connecting, cancellationToken);
        client.DisconnectedAsync += OnDisconnected;
        if (!client.IsConnected)
        {
            lost.TrySetResult();
        }

        // What else is published at the embedded broker comes without a detour.
        var subscription = options.Embedded
            ? new MqttClientSubscribeOptionsBuilder().WithTopicFilter(StateTopic, MqttQualityOfServiceLevel.AtLeastOnce)
            : new MqttClientSubscribeOptionsBuilder().WithTopicFilter(Everything, MqttQualityOfServiceLevel.AtLeastOnce).WithTopicFilter(PreviewTopic.Filter);
        await client.SubscribeAsync(subscription.Build(), cancellationToken);
        await SayStateAsync(online: true, cancellationToken);
        isReady = true;
        return lost.Task;
    }

    // A broker that listens everywhere is dialled on this machine.
    private string HostToDial() => !options.Embedded ? options.Host : options.Address switch
    {
        "0.0.0.0" => "127.0.0.1",
        "::" => "::1",
        var address => address,
    };

    private async ValueTask<bool> TrySendAsync(MqttApplicationMessage message, CancellationToken cancellationToken)
    {
        if (!client.IsConnected)
        {
            return false;
        }

        try
        {
            return (await client.PublishAsync(message, cancellationToken)).IsSuccess;
        }
        catch (Exception exception) when (exception is MqttCommunicationException or MqttClientNotConnectedException or MqttClientDisconnectedException)
        {
            return false;
        }
    }

    private Task<MqttClientPublishResult> SayStateAsync(bool online, CancellationToken cancellationToken) => client.PublishAsync(
        new MqttApplicationMessage
        {
            Topic = StateTopic,
            Payload = new(HostState.Encode(online, bornAtMilliseconds)),
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            Retain = true,
        },
        cancellationToken);

    private ValueTask OnPublishedAsync(MQTTnet.Packets.MqttPublishPacket packet, CancellationToken cancellationToken)
    {
        if (packet.Topic.StartsWith(HostState.Prefix, StringComparison.Ordinal))
        {
            if (packet.Topic == StateTopic && isReady && HostState.TryDecode(packet.Payload, out var online, out _) && !online)
            {
                // The will of an earlier connection came late, or someone else spoke for this host: the specification has it say again that
                // it is there. Not awaited here, since the answer to it comes by the loop that this call holds up.
                _ = CorrectStateAsync(cancellationToken);
            }

            return ValueTask.CompletedTask;
        }

        return inbound.WriteAsync(new InboundMessage(packet.Topic, packet.Payload, packet.Retain), cancellationToken);
    }

    private async Task CorrectStateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SayStateAsync(online: true, cancellationToken);
        }
        catch (Exception exception) when (exception is MqttCommunicationException or MqttClientNotConnectedException
            or MqttClientDisconnectedException or OperationCanceledException)
        {
            LogStateNotCorrected(exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Connected to the MQTT broker at {Host}:{Port}.")]
    private partial void LogConnected(string host, int port);

    [LoggerMessage(LogLevel.Warning, "The connection to the MQTT broker is lost; trying again until it is back.")]
    private partial void LogLost();

    [LoggerMessage(LogLevel.Warning, "The MQTT broker at {Host}:{Port} can't be reached ({Problem}); trying again until it can.")]
    private partial void LogUnreachable(string host, int port, string problem);

    [LoggerMessage(LogLevel.Debug, "The host's state could not be corrected: {Problem}")]
    private partial void LogStateNotCorrected(string problem);
}
