using System.Text;
using Roost.Cloud.Ingest;
using Roost.Cloud.Tests.Harness;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Ingest;

/// <summary>What does not belong is counted under its kind, and nothing else changes.</summary>
internal sealed class GarbageTests
{
    private const string Coop = "coop-1";
    private const string DataTopic = "spBv1.0/demo-farm/DDATA/agent-1/coop-1";
    private TestCloud cloud = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        cloud = await TestCloud.StartAsync(limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await cloud.DisposeAsync();

    [Test, CancelAfter(30_000)]
    public async Task Random_bytes_are_not_sparkplug(CancellationToken cancellationToken)
    {
        var bytes = new byte[500];
        new Random(42).NextBytes(bytes);
        await CountsAsync(Rejection.NotSparkplug, agent => agent.PublishAsync(DataTopic, bytes), cancellationToken);
    }

    [Test, CancelAfter(30_000)]
    public async Task A_truncated_payload_is_not_sparkplug(CancellationToken cancellationToken)
    {
        var whole = PayloadCodec.Encode(new Payload(1, 1, [new Metric("temperature/front", null, 1, MetricValue.OfDouble(1))]));
        await CountsAsync(Rejection.NotSparkplug, agent => agent.PublishAsync(DataTopic, whole[..^3]), cancellationToken);
    }

    [TestCase("spBv1.0/demo-farm/FOO/agent-1", Rejection.BadTopic)]
    [TestCase("spBv1.0/demo-farm/DDATA/agent-1", Rejection.BadTopic)]
    [TestCase("spBv1.0/demo-farm/DDATA/agent-1/coop-1/more", Rejection.BadTopic)]
    [TestCase("spBv1.0//DDATA/agent-1/coop-1", Rejection.BadTopic)]
    [TestCase("spBv1.0/../DDATA/agent-1/coop-1", Rejection.BadName)]
    [TestCase("spBv1.0/demo-farm/DDATA/agent-1/<script>", Rejection.BadName)]
    [TestCase("spBv1.0/demo-farm/NBIRTH/agent?1", Rejection.BadName)]
    [TestCase("roost/../agent-1/coop-1/camera/camera-1", Rejection.BadTopic)]
    [TestCase("roost/demo-farm/agent-1/no-such-coop/camera/camera-1", Rejection.BadTopic)]
    [CancelAfter(30_000)]
    public Task A_hostile_topic_is_refused(string topic, string kind, CancellationToken cancellationToken) =>
        CountsAsync(kind, agent => agent.PublishAsync(topic, []), cancellationToken);

    [Test, CancelAfter(30_000)]
    public Task A_name_too_long_is_refused(CancellationToken cancellationToken) =>
        CountsAsync(Rejection.BadName, agent => agent.PublishAsync($"spBv1.0/{new string('a', 5000)}/NBIRTH/agent-1", []), cancellationToken);

    [Test, CancelAfter(60_000)]
    public async Task A_retained_message_is_refused(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-retained", "agent-1", cancellationToken);
        await agent.PublishAsync("spBv1.0/farm-retained/NBIRTH/agent-1", [], retain: false);
        await agent.PublishAsync("spBv1.0/farm-retained/NDATA/agent-1", [1], retain: true);

        // A broker hands a message on as retained only to those who subscribe later.
        await using var later = await TestCloud.StartAsync(
            cancellationToken, ["--Broker:Embedded", "false", "--Broker:Host", "127.0.0.1", "--Broker:Port", $"{cloud.BrokerPort}"]);
        await Until.IsTrueAsync(() => later.Rejections.CountOf(Rejection.Retained) == 1, cancellationToken);
        await agent.PublishAsync("spBv1.0/farm-retained/NDATA/agent-1", [], retain: true);
    }

    [Test, CancelAfter(30_000)]
    public Task A_reading_of_2099_is_refused(CancellationToken cancellationToken) =>
        CountsInBatchAsync(Rejection.TimeInFuture, new Metric(null, 0, 4_070_908_800_000, MetricValue.OfDouble(99)), cancellationToken);

    [Test, CancelAfter(30_000)]
    public Task A_reading_of_1999_is_refused(CancellationToken cancellationToken) =>
        CountsInBatchAsync(Rejection.TimeTooOld, new Metric(null, 0, 915_148_800_000, MetricValue.OfDouble(99)), cancellationToken);

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [CancelAfter(30_000)]
    public Task A_value_that_is_not_finite_is_refused(double value, CancellationToken cancellationToken) =>
        CountsInBatchAsync(Rejection.NotFinite, new Metric(null, 0, null, MetricValue.OfDouble(value)), cancellationToken);

    [Test, CancelAfter(30_000)]
    public Task A_metric_that_is_no_series_is_ignored(CancellationToken cancellationToken) =>
        CountsInBatchAsync(Rejection.UnknownMetric, new Metric("Pump/Oil Level", null, null, MetricValue.OfDouble(3)), cancellationToken);

    [Test, CancelAfter(30_000)]
    public async Task A_metric_under_another_coops_topic_is_refused(CancellationToken cancellationToken)
    {
        const string farm = "farm-wrong-coop";
        await using var agent = await cloud.ConnectAsync(farm, "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        await agent.BirthAsync("coop-2");
        var before = cloud.Rejections.CountOf(Rejection.WrongDevice);
        await agent.DataAsync("coop-2", 1, TestAgent.Now, 21);
        await agent.AckedAsync(1, cancellationToken);

        Assert.That(cloud.Rejections.CountOf(Rejection.WrongDevice), Is.EqualTo(before + 1));
        Assert.That((await cloud.CoopAsync(farm, "coop-2", cancellationToken))!.Latest, Is.Empty);
    }

    [Test, CancelAfter(30_000)]
    public Task A_preview_that_is_no_picture_is_refused(CancellationToken cancellationToken) =>
        CountsAsync(Rejection.BadPreview, agent => agent.PreviewAsync(Coop, "camera-1", Encoding.UTF8.GetBytes("<html>")), cancellationToken);

    /// <summary>Sends something, then a good batch, by whose acknowledgement the first has been worked on too; compares what changed.</summary>
    private async Task CountsAsync(string kind, Func<TestAgent, Task> send, CancellationToken cancellationToken)
    {
        var farm = $"farm-{Guid.NewGuid():N}";
        await using var witness = await cloud.ConnectAsync(farm, "agent-1", cancellationToken);
        await witness.BirthWithTemperatureAsync(Coop);
        await witness.DataAsync(Coop, 1, TestAgent.Now, 21);
        await witness.AckedAsync(1, cancellationToken);
        var farms = await cloud.Http.GetStringAsync("/api/farms", cancellationToken);
        var before = cloud.Rejections.Counts().ToDictionary();

        await send(witness);
        await witness.DataAsync(Coop, 2, TestAgent.Now, 22);
        await witness.AckedAsync(2, cancellationToken);

        var after = cloud.Rejections.Counts().ToDictionary();
        var changed = after.Where(pair => pair.Value != before.GetValueOrDefault(pair.Key)).Select(pair => pair.Key);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.GetValueOrDefault(kind) - before.GetValueOrDefault(kind), Is.EqualTo(1));
            Assert.That(changed, Is.SubsetOf([kind]));
            Assert.That(await cloud.Http.GetStringAsync("/api/farms", cancellationToken), Is.EqualTo(farms));
        }
    }

    /// <summary>Sends a bad metric among good ones: the batch is acknowledged, its good readings are stored, the bad one is counted.</summary>
    private async Task CountsInBatchAsync(string kind, Metric bad, CancellationToken cancellationToken)
    {
        var farm = $"farm-{Guid.NewGuid():N}";
        await using var agent = await cloud.ConnectAsync(farm, "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        var before = cloud.Rejections.CountOf(kind);
        var now = TestAgent.Now;
        await agent.DataAsync(Coop, 1, new Metric(null, 0, now.ToUnixTimeMilliseconds(), MetricValue.OfDouble(20)), bad);
        await agent.DataAsync(Coop, 2, bad);
        await agent.AckedAsync(2, cancellationToken);

        var series = await cloud.SeriesAsync(farm, Coop, "temperature", "front", now.AddHours(-1), now.AddHours(1), cancellationToken);
        var snapshot = await cloud.CoopAsync(farm, Coop, found => found.Latest.Count == 1, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cloud.Rejections.CountOf(kind), Is.EqualTo(before + 2));
            Assert.That(series.Mean, Is.EqualTo(new double?[] { 20 }));
            Assert.That(snapshot.Latest[0].Reading.Value, Is.EqualTo(20));
        }
    }
}
