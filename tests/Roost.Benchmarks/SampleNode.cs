using MQTTnet;
using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Benchmarks;

/// <summary>
/// An edge node whose messages are made before the clock starts: births, then numbered batches of 30 readings each, as an agent sends them.
/// Its window is the agent's own idea of flow: it sends on only while not too much is on the way.
/// </summary>
internal sealed class SampleNode(string name, int messages, IMqttClient client) : IDisposable
{
    public const int ReadingsInMessage = 30;
    public const string Farm = "bench";
    private const ulong FirstBatch = 1;
    private const int Window = 2_000;

    private readonly SemaphoreSlim window = new(Window);
    private readonly byte[][] data = Encode(messages);
    private ulong acked;

    public bool IsDone => Volatile.Read(ref acked) >= FirstBatch + (ulong)messages - 1;

    /// <summary>What was on the way has arrived, up to and with this batch.</summary>
    public void Arrived(ulong batch)
    {
        var before = Interlocked.Exchange(ref acked, batch);
        if (batch > before)
        {
            window.Release((int)(batch - before));
        }
    }

    public void OneArrived() => Arrived(Volatile.Read(ref acked) + 1);

    public Task BearAsync(CancellationToken cancellationToken) => Task.WhenAll(
        PublishAsync(new Topic(Farm, MessageKind.NodeBirth, name), PayloadCodec.Encode(new Payload(Now(), 0,
        [
            new Metric(NodeMetrics.BirthDeathSequence, null, Now(), MetricValue.OfUInt64(0)),
            new Metric(RoostMetrics.OldestBatch, null, Now(), MetricValue.OfUInt64(FirstBatch)),
        ])), cancellationToken),
        PublishAsync(new Topic(Farm, MessageKind.DeviceBirth, name, "coop-" + name), PayloadCodec.Encode(new Payload(Now(), 1,
            [.. Enumerable.Range(0, ReadingsInMessage).Select(index => new Metric(
                MetricName.Of(QuantityFacts.All[index % 10], $"place-{index}"), (ulong)index, Now(), MetricValue.Null(MetricType.Double)))])), cancellationToken));

    public async Task SendAsync(CancellationToken cancellationToken)
    {
        var topic = new Topic(Farm, MessageKind.DeviceData, name, "coop-" + name);
        foreach (var payload in data)
        {
            await window.WaitAsync(cancellationToken);
            await PublishAsync(topic, payload, cancellationToken);
        }
    }

    public void Dispose() => window.Dispose();

    private static byte[][] Encode(int messages)
    {
        var first = Now() - (messages * 10L);
        return [.. Enumerable.Range(0, messages).Select(message => PayloadCodec.Encode(new Payload(first + (message * 10L), (ulong)((message + 2) % 256),
        [
            new Metric(RoostMetrics.Batch, null, null, MetricValue.OfUInt64(FirstBatch + (ulong)message)),
            .. Enumerable.Range(0, ReadingsInMessage).Select(index => new Metric(
                null, (ulong)index, first + (message * 10L), MetricValue.OfDouble(20 + (((message * 31) + index) % 100 * 0.1)))),
        ])))];
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<MqttClientPublishResult> PublishAsync(Topic topic, byte[] payload, CancellationToken cancellationToken) =>
        client.PublishAsync(new MqttApplicationMessage { Topic = topic.ToString(), PayloadSegment = payload }, cancellationToken);
}
