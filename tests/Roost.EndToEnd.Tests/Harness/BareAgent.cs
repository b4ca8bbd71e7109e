using MQTTnet;
using MQTTnet.Protocol;
using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>A Roost agent on the wire, batch by batch in the test's hand.</summary>
internal sealed class BareAgent(string farm, string name) : IAsyncDisposable
{
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private ulong sequence;

    public async Task ConnectAsync(int port, CancellationToken cancellationToken) =>
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build(), cancellationToken);

    public async Task BearAsync(string coop, params string[] series)
    {
        sequence = 0;
        await SendAsync(MessageKind.NodeBirth, null,
        [
            new(NodeMetrics.BirthDeathSequence, null, null, MetricValue.OfUInt64(0)),
            new(RoostMetrics.OldestBatch, null, null, MetricValue.OfUInt64(1)),
        ]);
        await SendAsync(MessageKind.DeviceBirth, coop, [.. series.Select((name, index) => new Metric(name, (ulong)index, null, MetricValue.Null(MetricType.Double)))]);
    }

    public Task SendAsync(string coop, ulong batch, params (ulong Alias, DateTimeOffset TakenAt, double? Value, Quality Quality, string? Reason)[] readings) => SendAsync(
        MessageKind.DeviceData,
        coop,
        [
            new(RoostMetrics.Batch, null, null, MetricValue.OfUInt64(batch)),
            .. readings.Select(reading => new Metric(
                null,
                reading.Alias,
                reading.TakenAt.ToUnixTimeMilliseconds(),
                reading.Value is { } value ? MetricValue.OfDouble(value) : MetricValue.Null(MetricType.Double),
                false,
                reading.Quality == Quality.Good ? null :
                [
                    new(RoostMetrics.QualityProperty, MetricValue.OfInt32(RoostMetrics.QualityCode(reading.Quality))),
                    .. reading.Reason is { } reason ? [new MetricProperty(RoostMetrics.ReasonProperty, MetricValue.OfString(reason))] : Array.Empty<MetricProperty>(),
                ])),
        ]);

    /// <summary>What the broker would say for an agent whose connection breaks.</summary>
    public Task DieAsync() => SendAsync(MessageKind.NodeDeath, null, [new(NodeMetrics.BirthDeathSequence, null, null, MetricValue.OfUInt64(0))]);

    /// <summary>A camera's newest picture.</summary>
    public Task PreviewAsync(string coop, string camera, byte[] jpeg) => client.PublishAsync(new MqttApplicationMessage
    {
        Topic = new PreviewTopic(farm, name, coop, camera).ToString(),
        Payload = new(jpeg),
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
    });

    public async ValueTask DisposeAsync()
    {
        await client.TryDisconnectAsync();
        client.Dispose();
    }

    private Task<MqttClientPublishResult> SendAsync(MessageKind kind, string? coop, IReadOnlyList<Metric> metrics) => client.PublishAsync(new MqttApplicationMessage
    {
        Topic = new Topic(farm, kind, name, coop).ToString(),
        Payload = new(PayloadCodec.Encode(new Payload(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), sequence++ % 256, metrics))),
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
    });
}
