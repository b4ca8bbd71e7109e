using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Simulators.Recordings.Replay;

/// <summary>What the host said, as far as it was not taken yet.</summary>
/// <param name="IsOnline">Whether it said that it is there; null when it said nothing.</param>
/// <param name="WantsBirth">Whether it asked for births.</param>
/// <param name="AckedThrough">Up to which batch it stored; null when it did not say.</param>
internal readonly record struct HostWords(bool? IsOnline, bool WantsBirth, ulong? AckedThrough);

/// <summary>One connection of the agent that a replay is, with its will. What the host says is summed up until it is taken.</summary>
internal sealed class ReplayConnection : IDisposable
{
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly Topic node;
    private readonly Lock gate = new();
    private HostWords words;

    // One waiting signal says as much as many.
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private ReplayConnection(string farm, string agent)
    {
        node = new Topic(farm, MessageKind.NodeCommand, agent);
        client.ApplicationMessageReceivedAsync += received =>
        {
            Hear(received.ApplicationMessage);
            return Task.CompletedTask;
        };
        client.DisconnectedAsync += _ =>
        {
            wake.Writer.TryWrite(true);
            return Task.CompletedTask;
        };
    }

    public bool IsOpen => client.IsConnected;

    /// <summary>Whether a failure is one of the connection, after which another is worth a try.</summary>
    public static bool IsLoss(Exception problem, CancellationToken cancellationToken) => problem
        is MqttCommunicationException or MqttClientNotConnectedException or MqttProtocolViolationException or MqttClientDisconnectedException
        || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    public static async Task<ReplayConnection> OpenAsync(
        BrokerAddress broker, string farm, string agent, Payload will, CancellationToken cancellationToken)
    {
        var connection = new ReplayConnection(farm, agent);
        try
        {
            await connection.client.ConnectAsync(
                new MqttClientOptionsBuilder().WithTcpServer(broker.Host, broker.Port).WithClientId($"roost-{farm}-{agent}")
                    .WithProtocolVersion(MqttProtocolVersion.V500).WithCleanStart().WithTimeout(TimeSpan.FromSeconds(5))
                    .WithKeepAlivePeriod(TimeSpan.FromSeconds(10))
                    .WithWillTopic(new Topic(farm, MessageKind.NodeDeath, agent).ToString())
                    .WithWillPayload(PayloadCodec.Encode(will))
                    .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                    .Build(),
                cancellationToken);
            await connection.client.SubscribeAsync(
                new MqttClientSubscribeOptionsBuilder()
                    .WithTopicFilter(connection.node.ToString(), MqttQualityOfServiceLevel.AtLeastOnce)
                    .WithTopicFilter(HostState.TopicOf("roost"), MqttQualityOfServiceLevel.AtLeastOnce)
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

    /// <summary>What the host said since this was asked last.</summary>
    public HostWords Take()
    {
        lock (gate)
        {
            var taken = words;
            words = default;
            return taken;
        }
    }

    /// <summary>Waits until the host says something, the connection ends, or a time has passed.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(atMost);
        try
        {
            await wake.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time has passed.
        }
    }

    public Task SendAsync(MessageKind kind, string? coop, Payload payload, CancellationToken cancellationToken) => client.PublishAsync(
        new MqttApplicationMessage { Topic = (node with { Kind = kind, Device = coop }).ToString(), Payload = new(PayloadCodec.Encode(payload)) },
        cancellationToken);

    public Task CloseAsync() => client.TryDisconnectAsync();

    public void Dispose() => client.Dispose();

    private void Hear(MqttApplicationMessage message)
    {
        lock (gate)
        {
            if (message.Topic != node.ToString())
            {
                words = HostState.TryDecode(message.Payload, out var online, out _) ? words with { IsOnline = online } : words;
            }
            else if (PayloadCodec.TryDecode(message.Payload, out var command, out _))
            {
                foreach (var metric in command.Metrics)
                {
                    if (metric is { Name: NodeMetrics.Rebirth, Value.IsTrue: true })
                    {
                        words = words with { WantsBirth = true };
                    }
                    else if (metric.Name == RoostMetrics.Acked && metric.Value.TryGetUInt64(out var through))
                    {
                        words = words with { AckedThrough = Math.Max(through, words.AckedThrough ?? 0) };
                    }
                }
            }
        }

        wake.Writer.TryWrite(true);
    }
}
