using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Roost.Cloud.Broker;

/// <summary>Where agents send to, for the page that helps with the first one. No user name and no password.</summary>
internal static class BrokerEndpoint
{
    public static void MapBroker(this IEndpointRouteBuilder api) =>
        api.MapGet("/broker", Get).WithName("GetBroker").WithSummary("The MQTT broker to which agents send.");

    /// <summary>The MQTT broker to which agents send.</summary>
    /// <param name="Host">Its host; null for the machine that serves this page.</param>
    /// <param name="Port">Its port.</param>
    /// <param name="IsForThisMachineAlone">Whether it listens on a loopback address, so that only agents on the same machine reach it.</param>
    public sealed record BrokerEntry(string? Host, int Port, bool IsForThisMachineAlone);

    private static Ok<BrokerEntry> Get(IOptions<BrokerOptions> options, EmbeddedBroker embedded)
    {
        var broker = options.Value;
        return TypedResults.Ok(broker.Embedded
            ? new BrokerEntry(null, embedded.EndPoint?.Port ?? broker.Port, IPAddress.IsLoopback(IPAddress.Parse(broker.Address)))
            : new BrokerEntry(broker.Host, broker.Port, false));
    }
}
