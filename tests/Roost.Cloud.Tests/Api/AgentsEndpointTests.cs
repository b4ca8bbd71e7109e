using System.Text.Json.Nodes;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Api;

[CancelAfter(60_000)]
internal sealed class AgentsEndpointTests
{
    [Test]
    public async Task An_agent_is_told_with_its_coops_and_how_far_its_batches_are_stored(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        await using var agent = await cloud.ConnectAsync("demo-farm", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync("coop-1");
        await agent.DataAsync("coop-1", 1, DateTimeOffset.FromUnixTimeSeconds(1_780_000_000), 21);
        await agent.AckedAsync(1, cancellationToken);

        var entry = (await AgentsAsync(cloud, cancellationToken)).Single()!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)entry["agent"], Is.EqualTo("agent-1"));
            Assert.That((bool?)entry["connected"], Is.True);
            Assert.That(entry["coops"]!.AsArray().Select(coop => (string?)coop), Is.EqualTo(new[] { "coop-1" }));
            Assert.That((long?)entry["committedThrough"], Is.EqualTo(1));
        }
    }

    [Test]
    public async Task An_unknown_farm_is_a_problem(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        using var answer = await cloud.Http.GetAsync(new Uri("/api/farms/none/agents", UriKind.Relative), cancellationToken);

        Assert.That((int)answer.StatusCode, Is.EqualTo(404));
    }

    private static async Task<JsonArray> AgentsAsync(TestCloud cloud, CancellationToken cancellationToken) =>
        JsonNode.Parse(await cloud.Http.GetStringAsync(new Uri("/api/farms/demo-farm/agents", UriKind.Relative), cancellationToken))!.AsArray();
}
