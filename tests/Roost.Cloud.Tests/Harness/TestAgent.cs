using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Harness;

/// <summary>An edge node on a real MQTT connection, message by message in the test's hand.</summary>
internal sealed class TestAgent : IAsyncDisposable
{
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<Metric> commands = Channel.CreateBounded<Metric>(10_000);
    private readonly string farm;
    private readonly string name;
    private ulong sequence;

    private TestAgent(string farm, string name)
    {
        this.farm = farm;
        this.name = name;
    }

    /// <summary>Now, to the millisecond, as the wire has it.</summary>
    public static DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    public static async Task<TestAgent> ConnectAsync(int port, string farm, string name, CancellationToken cancellationToken)
    {
        var agent = new TestAgent(farm, name);
        agent.client.ApplicationMessageReceivedAsync += agent.OnCommandAsync;
        await agent.client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build(), cancellationToken);
        await agent.client.SubscribeAsync(new Topic(farm, MessageKind.NodeCommand, name).ToString(), cancellationToken: cancellationToken);
        return agent;
    }

    /// <summary>The next command's metric.</summary>
    public ValueTask<Metric> NextCommandAsync(CancellationToken cancellationToken) => commands.Reader.ReadAsync(cancellationToken);

    /// <summary>Waits until everything up to this batch is acknowledged.</summary>
    public async Task AckedAsync(ulong batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            var command = await NextCommandAsync(cancellationToken);
            if (command.Name == RoostMetrics.Acked && command.Value.TryGetUInt64(out var acked) && acked >= batch)
            {
                return;
            }
        }
    }

    /// <summary>Waits until the host asks for births.</summary>
    public async Task AskedForRebirthAsync(CancellationToken cancellationToken)
    {
        while ((await NextCommandAsync(cancellationToken)).Name != NodeMetrics.Rebirth)
        {
        }
    }

    public Task NodeBirthAsync(ulong? oldestBatch)
    {
        sequence = 0;
        List<Metric> metrics =
        [
            new(NodeMetrics.BirthDeathSequence, null, null, MetricValue.OfUInt64(1)),
            new(NodeMetrics.Rebirth, null, null, MetricValue.OfBoolean(false)),
        ];
        if (oldestBatch is { } oldest)
        {
            metrics.Add(new(RoostMetrics.OldestBatch, null, null, MetricValue.OfUInt64(oldest)));
        }

        return SendAsync(MessageKind.NodeBirth, null, metrics);
    }

    public Task NodeDeathAsync() => PublishAsync(
        new Topic(farm, MessageKind.NodeDeath, name).ToString(),
        PayloadCodec.Encode(new Payload(null, null, [new(NodeMetrics.BirthDeathSequence, null, null, MetricValue.OfUInt64(1))])));

    /// <summary>Births with the series' index as alias.</summary>
    public Task BirthAsync(string coop, params (string Name, MetricValue Last)[] series) => SendAsync(
        MessageKind.DeviceBirth,
        coop,
        [.. series.Select((item, index) => new Metric(item.Name, (ulong)index, Now.ToUnixTimeMilliseconds(), item.Last,
            Properties: [new(RoostMetrics.PeriodProperty, MetricValue.OfDouble(10))]))]);

    /// <summary>Node birth and a coop with one series, temperature/front, alias 0.</summary>
    public async Task BirthWithTemperatureAsync(string coop, ulong oldestBatch = 1)
    {
        await NodeBirthAsync(oldestBatch);
        await BirthAsync(coop, ("temperature/front", MetricValue.Null(MetricType.Double)));
    }

    public Task DeathAsync(string coop) => SendAsync(MessageKind.DeviceDeath, coop, []);

    /// <summary>A batch of one reading of alias 0.</summary>
    public Task DataAsync(string coop, ulong batch, DateTimeOffset takenAt, double value, bool isHistorical = false) => DataAsync(
        coop, batch, new Metric(null, 0, takenAt.ToUnixTimeMilliseconds(), MetricValue.OfDouble(value), isHistorical));

    public Task DataAsync(string coop, ulong? batch, params Metric[] metrics) => SendAsync(
        MessageKind.DeviceData, coop, batch is { } number ? [new Metric(RoostMetrics.Batch, null, null, MetricValue.OfUInt64(number)), .. metrics] : metrics);

    /// <summary>Skips a sequence number, as if a message had been lost.</summary>
    public void LoseAMessage() => sequence++;

    public Task PublishAsync(string topic, byte[] payload, bool retain = false) => client.PublishAsync(
        new MqttApplicationMessage { Topic = topic, Payload = new(payload), Retain = retain, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce });

    public Task PreviewAsync(string coop, string camera, byte[] jpeg) => PublishAsync(new PreviewTopic(farm, name, coop, camera).ToString(), jpeg);

    public async ValueTask DisposeAsync()
    {
        await client.TryDisconnectAsync();
        client.Dispose();
    }

    private Task SendAsync(MessageKind kind, string? coop, IReadOnlyList<Metric> metrics) => PublishAsync(
        new Topic(farm, kind, name, coop).ToString(),
        PayloadCodec.Encode(new Payload(Now.ToUnixTimeMilliseconds(), sequence++ % 256, metrics)));

    private async Task OnCommandAsync(MqttApplicationMessageReceivedEventArgs args)
    {
        if (PayloadCodec.TryDecode(args.ApplicationMessage.Payload, out var payload, out _))
        {
            foreach (var metric in payload.Metrics)
            {
                await commands.Writer.WriteAsync(metric);
            }
        }
    }
}
