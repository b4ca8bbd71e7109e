using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Roost.Cloud.Broker;
using Roost.Cloud.Store;

namespace Roost.Cloud.Ingest;

/// <summary>Ready is: readings that come get stored. The store is open and writes, the broker listens, the way in is connected.</summary>
internal sealed class Readiness(ITelemetryStore store, EmbeddedBroker broker, IOptions<BrokerOptions> options, BrokerConnection connection) : IHealthCheck
{
    public const string Tag = "ready";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var stored = store.State switch
        {
            StoreState.Ok => "ok",
            StoreState.Failing failing => $"failing since {failing.Since:O}: {failing.Reason}",
            _ => "closed",
        };
        var listens = !options.Value.Embedded || broker.IsListening;
        Dictionary<string, object> parts = new(StringComparer.Ordinal)
        {
            ["store"] = stored,
            ["broker"] = options.Value.Embedded ? listens ? "listening" : "closed" : "another's",
            ["ingest"] = connection.IsReady ? "connected" : "not connected",
        };
        return Task.FromResult(stored == "ok" && listens && connection.IsReady
            ? HealthCheckResult.Healthy(data: parts)
            : HealthCheckResult.Unhealthy(data: parts));
    }
}
