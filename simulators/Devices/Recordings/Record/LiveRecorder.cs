using System.Globalization;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Roost.Sparkplug;

namespace Roost.Simulators.Recordings.Record;

/// <summary>
/// Records what passes on a broker, as a silent listener: it says no STATE and acknowledges nothing, and so changes nothing for the agents. All it sends
/// is a request for births, where it lacks them.
/// </summary>
internal sealed class LiveRecorder : IDisposable
{
    private const int Waiting = 4_096;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenRebirths = TimeSpan.FromSeconds(5);

    private readonly BrokerAddress broker;
    private readonly string farm;
    private readonly RecordingWriter writer;
    private readonly TimeProvider clock;
    private readonly TextWriter errors;
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly Dictionary<string, (WireReadings Readings, long? AskedAt)> nodes = new(StringComparer.Ordinal);

    // Full means wait: the broker then keeps what comes, as long as its own queue has room.
    private readonly Channel<MqttApplicationMessage> inbound = Channel.CreateBounded<MqttApplicationMessage>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private long undecodable;
    private long outages;

    public LiveRecorder(BrokerAddress broker, string farm, RecordingWriter writer, TimeProvider clock, TextWriter errors)
    {
        (this.broker, this.farm, this.writer, this.clock, this.errors) = (broker, farm, writer, clock, errors);
        client.ApplicationMessageReceivedAsync += received => inbound.Writer.WriteAsync(received.ApplicationMessage).AsTask();
    }

    /// <summary>What the recording lacks, a sentence each.</summary>
    public IReadOnlyList<string> Notes()
    {
        List<string> notes = [];
        Note(nodes.Values.Sum(node => node.Readings.Unborn), "messages came before the births that tell what they mean");
        Note(nodes.Values.Sum(node => node.Readings.Gaps), "times messages of an agent were missing; what was numbered may have come again");
        Note(nodes.Values.Sum(node => node.Readings.Refused), "values were no finite numbers, or dated outside of the years 2000 to 8999");
        Note(undecodable, "messages were not Sparkplug B");
        Note(outages, "times the connection to the broker was lost meanwhile");
        return notes;

        void Note(long count, string what)
        {
            if (count > 0)
            {
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {what}."));
            }
        }
    }

    /// <summary>Listens until cancelled; <paramref name="listening"/> is called as soon as it does.</summary>
    /// <exception cref="RecordingException">The broker can't be reached at the beginning.</exception>
    public async Task RunAsync(Action listening, CancellationToken cancellationToken)
    {
        try
        {
            await ConnectAsync(cancellationToken);
        }
        catch (Exception problem) when (IsOfTheConnection(problem, cancellationToken))
        {
            throw new RecordingException($"No MQTT broker answers at {broker} ({problem.Message}); give its address with --broker.", problem);
        }

        listening();
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var keeping = KeepConnectedAsync(stopped.Token);
        try
        {
            await foreach (var message in inbound.Reader.ReadAllAsync(cancellationToken))
            {
                await TakeAsync(message, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how it ends; what came before belongs to the recording.
            while (inbound.Reader.TryRead(out var message))
            {
                Take(message, out _);
            }
        }
        finally
        {
            await stopped.CancelAsync();
            await keeping;
            await client.TryDisconnectAsync();
        }
    }

    public void Dispose()
    {
        inbound.Writer.TryComplete();
        client.Dispose();
    }

    private static bool IsOfTheConnection(Exception problem, CancellationToken cancellationToken) => problem
        is MqttCommunicationException or MqttClientNotConnectedException or MqttProtocolViolationException or MqttClientDisconnectedException
        || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private async Task KeepConnectedAsync(CancellationToken cancellationToken)
    {
        var isLost = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (client.IsConnected || cancellationToken.IsCancellationRequested)
            {
                isLost = false;
                continue;
            }

            if (!isLost)
            {
                isLost = true;
                outages++;
                await errors.WriteLineAsync($"The connection to the broker at {broker} is lost; trying again until it is back.");
            }

            try
            {
                await ConnectAsync(cancellationToken);
            }
            catch (Exception problem) when (IsOfTheConnection(problem, cancellationToken) || problem is OperationCanceledException)
            {
                // Told once above; the next try comes after the pause.
            }
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await client.ConnectAsync(
            new MqttClientOptionsBuilder().WithTcpServer(broker.Host, broker.Port).WithClientId($"roost-recorder-{Guid.NewGuid():N}")
                .WithProtocolVersion(MqttProtocolVersion.V311).WithCleanSession().WithTimeout(TimeSpan.FromSeconds(5)).Build(),
            cancellationToken);
        await client.SubscribeAsync($"{Topic.Namespace}/{farm}/#", MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
    }

    private async Task TakeAsync(MqttApplicationMessage message, CancellationToken cancellationToken)
    {
        if (Take(message, out var topic)
            && nodes[topic.Node] is var node && (node.AskedAt is not { } asked || TimeProvider.System.GetElapsedTime(asked) >= BetweenRebirths))
        {
            nodes[topic.Node] = (node.Readings, TimeProvider.System.GetTimestamp());
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var ask = PayloadCodec.Encode(new Payload(now, null, [new Metric(NodeMetrics.Rebirth, null, now, MetricValue.OfBoolean(true))]));
            try
            {
                await client.PublishAsync(
                    new MqttApplicationMessage { Topic = new Topic(farm, MessageKind.NodeCommand, topic.Node).ToString(), Payload = new(ask) }, cancellationToken);
            }
            catch (Exception problem) when (IsOfTheConnection(problem, cancellationToken))
            {
                // Without a connection there is nobody to ask; the next message asks again.
                nodes[topic.Node] = (node.Readings, null);
            }
        }
    }

    /// <summary>Takes a message; true when its node's births are needed.</summary>
    private bool Take(MqttApplicationMessage message, out Topic topic)
    {
        if (message.Retain || !Topic.TryParse(message.Topic, out topic, out _) || topic.Kind is MessageKind.NodeCommand or MessageKind.DeviceCommand)
        {
            topic = default;
            return false;
        }

        if (!PayloadCodec.TryDecode(message.Payload, out var payload, out _))
        {
            undecodable++;
            return false;
        }

        if (!nodes.TryGetValue(topic.Node, out var node))
        {
            nodes[topic.Node] = node = (new WireReadings(), null);
        }

        return node.Readings.Take(topic, payload, clock.GetUtcNow(), reading => writer.Add(reading));
    }
}
