using MQTTnet;
using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Benchmarks;

/// <summary>
/// An edge node with many coops whose messages are made before the clock starts: births, then numbered batches of 30 readings each, as an agent
/// sends them: of a hundred coops in turn, twice a second, of quiet houses. Its window is the agent's own idea of flow: it sends on only while not
/// too much is on the way.
/// </summary>
internal sealed class SampleNode(string name, int messages, IMqttClient client) : IDisposable
{
    public const int ReadingsInMessage = 30;
    private const ulong FirstBatch = 1;
    private const int Window = 2_000;
    public const int MessagesOfCoop = 100;
    private const long BetweenMilliseconds = 500;

    // Thirty series of a quiet house: what, how many places, about which value.
    private static readonly (Quantity Quantity, double Value)[] Series =
    [
        .. Enumerable.Repeat((Quantity.Temperature, 24.0), 6), .. Enumerable.Repeat((Quantity.RelativeHumidity, 58.0), 3),
        .. Enumerable.Repeat((Quantity.Ammonia, 9.0), 2), .. Enumerable.Repeat((Quantity.CarbonDioxide, 1_400.0), 2),
        .. Enumerable.Repeat((Quantity.FanSpeed, 40.0), 4), .. Enumerable.Repeat((Quantity.FanCommand, 40.0), 4),
        .. Enumerable.Repeat((Quantity.Heater, 0.0), 2), .. Enumerable.Repeat((Quantity.HeaterCommand, 0.0), 2),
        (Quantity.TemperatureSetPoint, 24), (Quantity.StaticPressure, 20), (Quantity.MainsPower, 1), (Quantity.Illuminance, 20), (Quantity.Activity, 8),
    ];

    private readonly SemaphoreSlim window = new(Window);
    private readonly (string Farm, string[] Coops, Func<int, long> AfterFirstMilliseconds) plan = PlanOf(name, messages);
    private byte[][] data = [];
    private ulong acked;

    public string Farm => plan.Farm;

    public string[] Coops => plan.Coops;

    public bool IsDone => Volatile.Read(ref acked) >= FirstBatch + (ulong)messages - 1;

    /// <summary>Messages before the clock starts: the first of each coop, of which everything new is made ready.</summary>
    public int First => Coops.Length;

    public bool FirstIsDone => Volatile.Read(ref acked) >= FirstBatch + (ulong)First - 1;

    /// <summary>What a series of a message is of.</summary>
    public static Quantity QuantityOf(int series) => Series[series].Quantity;

    /// <summary>What a message says of a series.</summary>
    public static double ValueOf(int message, int series) => Series[series].Value * (1 + (((message * 31) + series) % 20 * 0.001));

    /// <summary>What a node of a name sends, without a node: its farm, its coops, and how long after the first message each one is dated.</summary>
    public static (string Farm, string[] Coops, Func<int, long> AfterFirstMilliseconds) PlanOf(string name, int messages)
    {
        string[] coops = [.. Enumerable.Range(0, messages / MessagesOfCoop).Select(coop => $"coop-{name}-{coop}")];
        return ($"bench-{name}", coops, message => message / coops.Length * BetweenMilliseconds);
    }

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

    public async Task BearAsync(CancellationToken cancellationToken)
    {
        await PublishAsync(new Topic(Farm, MessageKind.NodeBirth, name), PayloadCodec.Encode(new Payload(Now(), 0,
        [
            new Metric(NodeMetrics.BirthDeathSequence, null, Now(), MetricValue.OfUInt64(0)),
            new Metric(RoostMetrics.OldestBatch, null, Now(), MetricValue.OfUInt64(FirstBatch)),
        ])), cancellationToken);
        for (var coop = 0; coop < Coops.Length; coop++)
        {
            await PublishAsync(new Topic(Farm, MessageKind.DeviceBirth, name, Coops[coop]), PayloadCodec.Encode(new Payload(Now(), (ulong)((coop + 1) % 256),
                [.. Series.Select((series, index) => new Metric(
                    MetricName.Of(series.Quantity, $"place-{index}"), AliasOf(coop, index), Now(), MetricValue.Null(MetricType.Double)))])), cancellationToken);
        }
    }

    public Task SendFirstAsync(CancellationToken cancellationToken) => SendAsync(0, First, cancellationToken);

    public Task SendRestAsync(CancellationToken cancellationToken) => SendAsync(First, data.Length, cancellationToken);

    private async Task SendAsync(int from, int to, CancellationToken cancellationToken)
    {
        var topics = Array.ConvertAll(Coops, coop => new Topic(Farm, MessageKind.DeviceData, name, coop).ToString());
        for (var message = from; message < to; message++)
        {
            await window.WaitAsync(cancellationToken);
            await client.PublishAsync(new MqttApplicationMessage { Topic = topics[message % Coops.Length], PayloadSegment = data[message] }, cancellationToken);
        }
    }

    /// <summary>Makes what is sent, dated from now on.</summary>
    public void Prepare() => data = Encode();

    public void Dispose() => window.Dispose();

    private byte[][] Encode()
    {
        // From now on, as live readings are newer than all before them; fifty seconds ahead are within what is taken in.
        var first = Now();
        return [.. Enumerable.Range(0, messages).Select(message =>
        {
            var (coop, at) = (message % Coops.Length, first + plan.AfterFirstMilliseconds(message));
            return PayloadCodec.Encode(new Payload(first, (ulong)((message + Coops.Length + 1) % 256),
            [
                new Metric(RoostMetrics.Batch, null, null, MetricValue.OfUInt64(FirstBatch + (ulong)message)),
                .. Series.Select((series, index) => new Metric(
                    null, AliasOf(coop, index), at, MetricValue.OfDouble(ValueOf(message, index)))),
            ]));
        })];
    }

    private static ulong AliasOf(int coop, int index) => (ulong)((coop * ReadingsInMessage) + index);

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<MqttClientPublishResult> PublishAsync(Topic topic, byte[] payload, CancellationToken cancellationToken) =>
        client.PublishAsync(new MqttApplicationMessage { Topic = topic.ToString(), PayloadSegment = payload }, cancellationToken);
}
