using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Broker;

/// <summary>Where a page tells a new agent to send.</summary>
internal sealed class BrokerEndpointTests
{
    [Test, CancelAfter(60_000)]
    public async Task It_says_the_port_that_the_broker_listens_on_also_where_any_free_one_was_asked_for(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);

        var broker = await cloud.Http.GetFromJsonAsync<JsonObject>("/api/broker", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)broker!["port"], Is.EqualTo(cloud.BrokerPort));
            Assert.That(broker["host"], Is.Null);
            Assert.That((bool?)broker["isForThisMachineAlone"], Is.True);
        }
    }
}
