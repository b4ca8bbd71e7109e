using Microsoft.Extensions.DependencyInjection;
using Roost.Cloud.Tests.Harness;
using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Ingest;

/// <summary>The way from MQTT to store and screen, in the whole service. Each test has a farm of its own.</summary>
internal sealed class WayInTests
{
    private const string Coop = "coop-1";
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
    public async Task A_birth_and_its_data_are_on_the_screen_and_in_the_store(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-data", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        var takenAt = TestAgent.Now.AddMilliseconds(-250);
        await agent.DataAsync(Coop, 1, takenAt, 21.5);
        await agent.AckedAsync(1, cancellationToken);

        var snapshot = await cloud.CoopAsync("farm-data", Coop, found => found.Latest.Count == 1, cancellationToken);
        var series = await SeriesAsync("farm-data", takenAt, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(snapshot.Latest[0].Reading, Is.EqualTo(new Reading(Quantity.Temperature, "front", takenAt, 21.5, Quality.Good)));
            Assert.That(snapshot.Latest[0].PeriodSeconds, Is.EqualTo(10));
            Assert.That((snapshot.Agent, snapshot.Online), Is.EqualTo(("agent-1", true)));
            Assert.That(snapshot.OnlineChangedAt, Is.Not.Null);
            Assert.That(series.Mean, Is.EqualTo(new double?[] { 21.5 }));
        }
    }

    [Test, CancelAfter(30_000)]
    public async Task A_batch_delivered_twice_is_stored_once_and_acknowledged_twice(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-twice", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        var takenAt = TestAgent.Now;
        await agent.DataAsync(Coop, 1, takenAt, 21.5);
        await agent.AckedAsync(1, cancellationToken);
        await agent.DataAsync(Coop, 1, takenAt, 21.5, isHistorical: true);
        await agent.AckedAsync(1, cancellationToken);

        Assert.That((await SeriesAsync("farm-twice", takenAt, cancellationToken)).Mean, Has.Count.EqualTo(1));
    }

    [Test, CancelAfter(30_000)]
    public async Task Backlog_is_stored_but_does_not_replace_what_is_newer(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-backlog", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        var now = TestAgent.Now;
        await agent.DataAsync(Coop, 2, now, 25);
        await agent.DataAsync(Coop, 1, now.AddMinutes(-5), 20, isHistorical: true);
        await agent.AckedAsync(2, cancellationToken);

        var snapshot = await cloud.CoopAsync("farm-backlog", Coop, found => found.Latest.Count == 1, cancellationToken);
        var series = await SeriesAsync("farm-backlog", now, cancellationToken);
        Assert.That(snapshot.Latest[0].Reading.Value, Is.EqualTo(25));
        Assert.That(series.Mean.Where(value => value is not null), Is.EqualTo(new double?[] { 20, 25 }));
    }

    [Test, CancelAfter(30_000)]
    public async Task Data_of_an_unknown_node_is_not_stored_but_answered_by_a_rebirth_request(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-unborn", "agent-1", cancellationToken);
        await agent.DataAsync(Coop, 1, TestAgent.Now, 21.5);
        await agent.AskedForRebirthAsync(cancellationToken);

        Assert.That(await cloud.CoopAsync("farm-unborn", Coop, cancellationToken), Is.Null);
    }

    [Test, CancelAfter(30_000)]
    public async Task Data_after_a_gap_is_stored_and_answered_by_a_rebirth_request(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-gap", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        agent.LoseAMessage();
        var takenAt = TestAgent.Now;
        await agent.DataAsync(Coop, 1, takenAt, 21.5);
        await agent.AskedForRebirthAsync(cancellationToken);
        await agent.AckedAsync(1, cancellationToken);

        Assert.That((await SeriesAsync("farm-gap", takenAt, cancellationToken)).Mean, Has.Count.EqualTo(1));
    }

    [Test, CancelAfter(30_000)]
    public async Task Rebirths_are_asked_for_at_most_every_five_seconds(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-calm", "agent-1", cancellationToken);
        for (var message = 0; message < 20; message++)
        {
            await agent.DataAsync(Coop, 1, TestAgent.Now, 21.5);
        }

        await agent.BirthWithTemperatureAsync(Coop);
        await agent.DataAsync(Coop, 1, TestAgent.Now, 21.5);
        var rebirths = 0;
        for (var command = await agent.NextCommandAsync(cancellationToken); command.Name != RoostMetrics.Acked; command = await agent.NextCommandAsync(cancellationToken))
        {
            rebirths += command.Name == NodeMetrics.Rebirth ? 1 : 0;
        }

        Assert.That(rebirths, Is.EqualTo(1));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_foreign_node_is_a_coop_and_its_births_are_stored(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-foreign", "plc-7", cancellationToken);
        var takenAt = TestAgent.Now;
        await agent.NodeBirthAsync(oldestBatch: null);
        await agent.BirthAsync("house", ("ammonia/middle", MetricValue.OfInt32(7)), ("Outputs/Fan 3", MetricValue.OfBoolean(true)));
        await agent.DataAsync("house", null, new Metric(null, 0, TestAgent.Now.AddMilliseconds(1).ToUnixTimeMilliseconds(), MetricValue.OfFloat(8.5f)));

        await cloud.Services.GetRequiredService<Cloud.Store.ITelemetryStore>().FlushAsync(cancellationToken);
        var snapshot = await cloud.CoopAsync("farm-foreign", "house", found => found.Latest is [{ Reading.Value: 8.5 }], cancellationToken);
        await Until.IsTrueAsync(
            async () => (await cloud.SeriesAsync("farm-foreign", "house", "ammonia", "middle", takenAt.AddHours(-1), takenAt.AddHours(1), cancellationToken))
                .Mean.SequenceEqual([7, 8.5]),
            cancellationToken);
        Assert.That((snapshot.Agent, snapshot.Online), Is.EqualTo(("plc-7", true)));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_node_that_dies_takes_its_coops_offline_and_a_birth_brings_them_back(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-death", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        var alive = await cloud.CoopAsync("farm-death", Coop, found => found.Online, cancellationToken);
        await agent.NodeDeathAsync();
        var dead = await cloud.CoopAsync("farm-death", Coop, found => !found.Online, cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        await cloud.CoopAsync("farm-death", Coop, found => found.Online, cancellationToken);

        Assert.That(dead.OnlineChangedAt, Is.GreaterThan(alive.OnlineChangedAt!.Value));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_coop_that_its_agent_gives_up_is_offline(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-given-up", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        await cloud.CoopAsync("farm-given-up", Coop, found => found.Online, cancellationToken);
        await agent.DeathAsync(Coop);

        await cloud.CoopAsync("farm-given-up", Coop, found => !found.Online, cancellationToken);
    }

    [Test, CancelAfter(30_000)]
    public async Task A_preview_is_served_and_told(CancellationToken cancellationToken)
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
        await using var agent = await cloud.ConnectAsync("farm-camera", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        await agent.PreviewAsync(Coop, "camera-1", jpeg);

        var snapshot = await cloud.CoopAsync("farm-camera", Coop, found => found.Previews.Count == 1, cancellationToken);
        using var response = await cloud.Http.GetAsync("/api/farms/farm-camera/coops/coop-1/cameras/camera-1/preview", cancellationToken);
        Assert.That(await response.Content.ReadAsByteArrayAsync(cancellationToken), Is.EqualTo(jpeg));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/jpeg"));
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(snapshot.Previews[0].Camera, Is.EqualTo("camera-1"));
    }

    private Task<Cloud.Store.SeriesAnswer> SeriesAsync(string farm, DateTimeOffset around, CancellationToken cancellationToken) =>
        cloud.SeriesAsync(farm, Coop, "temperature", "front", around.AddHours(-1), around.AddHours(1), cancellationToken);
}
