using System.Globalization;
using System.Text.Json.Nodes;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>What a fleet says of itself, held against what the cloud's store says.</summary>
[CancelAfter(120_000)]
internal sealed class FleetTests
{
    private const int Coops = 6;

    [Test]
    public async Task What_a_fleet_was_told_is_stored_is_stored_once_also_when_the_cloud_is_killed_in_between(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        var from = TimeProvider.System.GetUtcNow();
        var fleet = house.Keep(RealProcess.StartRoost(
            "Roost.Simulators", "fleet", "--broker", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{house.Cloud.MqttPort}"),
            "--coops", $"{Coops}", "--agents", "4", "--every", "200ms", "--readings", "3", "--for", "8s", "--json"));

        await Eventually.TrueAsync("readings of every coop are stored", async () => (await CountsAsync()).All(count => count > 3), cancellationToken);
        await house.Cloud.KillAsync();
        await house.Cloud.ReadyAsync(cancellationToken);
        var report = JsonNode.Parse(await fleet.LineAsync("\"final\":true", cancellationToken))!;
        await Eventually.TrueAsync("the fleet has ended", () => Task.FromResult(fleet.HasExited), cancellationToken);

        var counts = await CountsAsync();
        await TestContext.Out.WriteLineAsync(
            $"Measured: a fleet of {Coops} coops over a killed cloud: {report["acked"]} acked, {counts.Sum()} stored, {report["resent"]} resent, {report["lost"]} lost");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fleet.ExitCode, Is.Zero);
            Assert.That((long)report["lost"]!, Is.Zero);
            Assert.That((long)report["reconnects"]!, Is.GreaterThanOrEqualTo(4), "the cloud's death was felt");
            Assert.That((long)report["acked"]!, Is.EqualTo((long)report["measured"]!));
            Assert.That(counts.Sum(), Is.EqualTo((long)report["acked"]!), "the store has what was acknowledged, once");
        }

        async Task<int[]> CountsAsync() => await Task.WhenAll(Enumerable.Range(1, Coops).Select(async coop =>
            (await house.Cloud.ValuesAsync("fleet-00001", $"coop-{coop:00000}", "temperature", "sensor-1", from, cancellationToken)).Count));
    }
}
