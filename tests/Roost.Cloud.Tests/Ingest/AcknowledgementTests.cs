using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Roost.Cloud.Store;
using Roost.Cloud.Tests.Harness;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Ingest;

internal sealed class AcknowledgementTests
{
    [Test, CancelAfter(60_000)]
    public async Task A_batch_is_acknowledged_only_after_its_commit(CancellationToken cancellationToken)
    {
        var store = new HeldStore();
        await using var cloud = await StartAsync(store, cancellationToken);
        await using var agent = await cloud.ConnectAsync("demo-farm", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync("coop-1");
        await agent.DataAsync("coop-1", 1, TestAgent.Now, 21);
        Assert.That((await store.TakenAsync(cancellationToken)).Number, Is.EqualTo(1));

        // A gap makes the service speak: were an acknowledgement out already, it would stand before this request.
        agent.LoseAMessage();
        await agent.DataAsync("coop-1", 2, TestAgent.Now, 22);
        await store.TakenAsync(cancellationToken);
        var first = await NextAsync(agent, cancellationToken);
        store.Commit("demo-farm", "agent-1", 2);
        var second = await NextAsync(agent, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Name, Is.EqualTo(NodeMetrics.Rebirth));
            Assert.That(second.Name, Is.EqualTo(RoostMetrics.Acked));
            Assert.That(second.Value, Is.EqualTo(MetricValue.OfUInt64(2)));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Many_commits_make_few_acknowledgements_and_the_last_is_the_highest(CancellationToken cancellationToken)
    {
        var store = new HeldStore();
        await using var cloud = await StartAsync(store, cancellationToken);
        await using var agent = await cloud.ConnectAsync("demo-farm", "agent-1", cancellationToken);
        for (ulong through = 1; through <= 10_000; through++)
        {
            store.Commit("demo-farm", "agent-1", through);
        }

        var count = 0;
        ulong acked;
        do
        {
            (await agent.NextCommandAsync(cancellationToken)).Value.TryGetUInt64(out acked);
            count++;
        }
        while (acked < 10_000);

        Assert.That(count, Is.LessThan(50), "ten a second at most");
    }

    [Test, CancelAfter(60_000)]
    public async Task A_store_that_can_not_be_read_makes_a_problem_that_says_so(CancellationToken cancellationToken)
    {
        await using var cloud = await StartAsync(new HeldStore(), cancellationToken);
        await using var agent = await cloud.ConnectAsync("demo-farm", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync("coop-1");
        await cloud.CoopAsync("demo-farm", "coop-1", found => found.Online, cancellationToken);
        using var response = await cloud.Http.GetAsync("/api/farms/demo-farm/coops/coop-1/series?quantity=temperature&place=front", cancellationToken);

        Assert.That((int)response.StatusCode, Is.EqualTo(503));
        Assert.That(await response.Content.ReadAsStringAsync(cancellationToken), Does.Contain("This store keeps nothing."));
    }

    // What a birth brings about beside: the house is told by what its alarms are silent.
    private static async Task<Metric> NextAsync(TestAgent agent, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await agent.NextCommandAsync(cancellationToken) is { Name: not RoostMetrics.House } command)
            {
                return command;
            }
        }
    }

    private static Task<TestCloud> StartAsync(HeldStore store, CancellationToken cancellationToken) => TestCloud.StartAsync(
        cancellationToken, configure: builder => builder.Services.Replace(ServiceDescriptor.Singleton<ITelemetryStore>(store)));
}
