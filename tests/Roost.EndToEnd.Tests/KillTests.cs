using System.Globalization;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>Nothing is lost, nothing counted twice, whatever dies.</summary>
[CancelAfter(150_000)]
internal sealed class KillTests
{
    private const int Kills = 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(1_500);

    [Test]
    public async Task Every_count_is_stored_once_though_agent_and_cloud_are_killed_twenty_times(CancellationToken cancellationToken)
    {
        var seed = Environment.TickCount;
        await TestContext.Out.WriteLineAsync($"seed {seed}");
        var random = new Random(seed);
        await using var house = await House.StartAsync(cancellationToken);

        // A count is given out once, each time the register is read: what the agent was told and lost can't be had again.
        var (device, port) = await house.StartDeviceAsync(cancellationToken, "--counter", "0");
        var configuration = house.Configure("agent-1", $$"""
              - coop: coop-1
                devices:
                  - driver: modbus-tcp
                    host: 127.0.0.1
                    port: {{port}}
                    unit: 1
                    every: 50ms
                    timeout: 1s
                    readings:
                      - { quantity: count, place: meter, table: input, address: 0, type: uint32 }
            """);
        var from = TimeProvider.System.GetUtcNow();
        var agent = house.StartAgent(configuration);
        await StoredAsync(1);

        var (agentKills, cloudKills) = (0, 0);
        for (var kill = 1; kill <= Kills; kill++)
        {
            using var moment = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(1, (int)LongestWait.TotalMilliseconds)));
            await moment.WaitForNextTickAsync(cancellationToken);

            // By chance, but each at least once.
            if (kill == Kills && agentKills * cloudKills == 0 ? agentKills == 0 : random.Next(2) == 0)
            {
                agentKills++;
                await agent.KillAsync();
                agent = house.StartAgent(configuration);
            }
            else
            {
                cloudKills++;
                await house.Cloud.KillAsync();
            }
        }

        // All that was counted until now must arrive; the agent then stops cleanly, so the last count is known to be spooled.
        await house.Cloud.ReadyAsync(cancellationToken);
        var reached = (await ValuesAsync()).Select(value => value.Value).DefaultIfEmpty(0).Max();
        await StoredAsync(reached + 20);
        var before = Ended().Count;
        await agent.SignalAsync(15, cancellationToken);
        await Eventually.TrueAsync("the device has noticed that the agent is gone", () => Task.FromResult(Ended().Count > before), cancellationToken);
        var inFlight = Ended();
        var last = inFlight.Max();
        house.StartAgent(configuration);

        // Live goes before backlog, so the newest count being there says nothing about the older ones.
        await Eventually.TrueAsync("all that the agents had kept is stored", async () =>
        {
            var there = (await ValuesAsync()).Select(value => (long)value.Value).ToHashSet();
            return Enumerable.Range(1, (int)last).All(count => there.Contains(count) || inFlight.Contains(count));
        }, cancellationToken);

        var counts = (await ValuesAsync()).Select(value => (long)value.Value).Where(count => count <= last).ToList();
        var missing = Enumerable.Range(1, (int)last).Select(count => (long)count).Except(counts).ToList();
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Measured: {last} counts, {agentKills} kills of the agent, {cloudKills} of the cloud; given out to a connection that died before it asked again: {string.Join(' ', inFlight)}; missing: {string.Join(' ', missing)}"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(counts, Is.Unique, "no count is stored twice");
            Assert.That(new[] { agentKills, cloudKills }, Is.All.Positive, "both were killed");
            Assert.That(missing, Has.Count.LessThanOrEqualTo(agentKills + 1), "one at most for each end of an agent");
            Assert.That(missing, Is.SubsetOf(inFlight), "only a count that was on its way into an agent at the moment of its death may be missing");
        }

        async Task<IReadOnlyList<(double UnixSeconds, double Value)>> ValuesAsync() =>
            await house.Cloud.ValuesAsync("farm", "coop-1", "count", "meter", from, cancellationToken);

        async Task StoredAsync(double count) => await Eventually.TrueAsync(
            $"count {count} is stored", async () => (await ValuesAsync()).Any(value => value.Value >= count), cancellationToken);

        // The device says of each connection that ends which count it gave out last.
        List<long> Ended()
        {
            const string Line = "A connection ended after count ";
            return [.. device.Output.Split('\n').Where(line => line.StartsWith(Line, StringComparison.Ordinal))
                .Select(line => long.Parse(line[Line.Length..], CultureInfo.InvariantCulture))];
        }
    }
}
