using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Roost.Edge.Watching;

internal static class WatchingFeature
{
    /// <summary>Adds everything that looks into the houses.</summary>
    public static void AddWatching(this IHostApplicationBuilder builder) => builder.Services.AddHostedService<WatchingService>();
}
