using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.Edge.Configuration;
using Roost.Edge.Hosting;

namespace Roost.Edge.Spool;

internal static class SpoolFeature
{
    /// <summary>Adds the spool. It is opened when the host is started, so a directory that can't be used is a sentence and no crash.</summary>
    public static void AddSpool(this IHostApplicationBuilder builder, SpoolOptions options) =>
        builder.Services.AddSingleton(services => DiskSpool.Open(
            options,
            services.GetRequiredService<MachineClock>().Time,
            services.GetRequiredService<ILogger<DiskSpool>>()));
}
