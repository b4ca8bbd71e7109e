using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Roost.Edge.Uplink;

internal static class UplinkFeature
{
    /// <summary>Adds the way to the cloud. Hosted services stop in reverse order, so this one outlives everything that is read.</summary>
    public static void AddUplink(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<PreviewOutbox>().AddHostedService<UplinkWorker>();
}
