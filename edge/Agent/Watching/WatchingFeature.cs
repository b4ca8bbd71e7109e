using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Roost.Edge.Spool;

namespace Roost.Edge.Watching;

internal static class WatchingFeature
{
    /// <summary>Adds everything that looks into the houses, and at the agent's own spool.</summary>
    public static void AddWatching(this IHostApplicationBuilder builder) => builder.Services
        .AddHostedService<WatchingService>()
        .AddHostedService<SpoolGauge>();
}
