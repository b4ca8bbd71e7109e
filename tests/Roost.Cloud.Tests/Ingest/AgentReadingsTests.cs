using Microsoft.Extensions.DependencyInjection;
using Roost.Cloud.Store;
using Roost.Cloud.Tests.Harness;
using Roost.Cloud.Twins;
using Roost.Domain.Readings;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Ingest;

/// <summary>An agent's link and clock are readings of its coops, through the real broker, store and twin.</summary>
[CancelAfter(60_000)]
internal sealed class AgentReadingsTests
{
    private const string Farm = "farm-agents";

    [Test]
    public async Task A_link_that_is_lost_is_a_stored_reading_and_stands_in_the_twin(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        await using var agent = await cloud.ConnectAsync(Farm, "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync("coop-1");
        var born = await CoopAsync(cloud, "coop-1", found => Value(found, Quantity.AgentLink) == 1, cancellationToken);
        await agent.NodeDeathAsync();
        await CoopAsync(cloud, "coop-1", found => Value(found, Quantity.AgentLink) == 0, cancellationToken);

        var store = cloud.Services.GetRequiredService<ITelemetryStore>();
        await store.FlushAsync(cancellationToken);
        var stored = (await store.LatestAsync(Farm, "coop-1", cancellationToken)).Single(reading => reading.Quantity == Quantity.AgentLink);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((stored.Place, stored.Value), Is.EqualTo(("agent-1", (double?)0)));
            Assert.That(Value(born, Quantity.ClockOffset), Is.EqualTo(0).Within(1));
        }
    }

    [Test]
    public async Task A_clock_that_is_ahead_is_seen_though_its_readings_are_refused(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        await using var agent = await cloud.ConnectAsync(Farm, "agent-2", cancellationToken);
        await agent.BirthWithTemperatureAsync("coop-2");
        await CoopAsync(cloud, "coop-2", found => Value(found, Quantity.AgentLink) == 1, cancellationToken);
        var ahead = TestAgent.Now.AddHours(3).ToUnixTimeMilliseconds();
        await agent.PublishAsync(
            new Topic(Farm, MessageKind.DeviceData, "agent-2", "coop-2").ToString(),
            PayloadCodec.Encode(new Payload(ahead, 2, [new Metric(null, 0, ahead, MetricValue.OfDouble(21))])));

        var coop = await CoopAsync(cloud, "coop-2", found => Value(found, Quantity.ClockOffset) > 1000, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(coop, Quantity.ClockOffset), Is.EqualTo(3 * 3600).Within(5));
            Assert.That(Value(coop, Quantity.Temperature), Is.Null, "refused as in the future");
        }
    }

    private static async Task<CoopSnapshot> CoopAsync(TestCloud cloud, string coop, Func<CoopSnapshot, bool> wanted, CancellationToken cancellationToken)
    {
        CoopSnapshot? snapshot = null;
        await Until.IsTrueAsync(
            async () => (snapshot = await cloud.WholeCoopAsync(Farm, coop, cancellationToken)) is not null && wanted(snapshot), cancellationToken);
        return snapshot!;
    }

    private static double? Value(CoopSnapshot coop, Quantity quantity) =>
        coop.Latest.Where(latest => latest.Reading.Quantity == quantity).Select(latest => latest.Reading.Value).FirstOrDefault();
}
