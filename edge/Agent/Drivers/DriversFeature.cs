using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Roost.Edge.Drivers.ControllerLog;

namespace Roost.Edge.Drivers;

internal static class DriversFeature
{
    /// <summary>Adds everything that is read in the houses: polled devices and controllers' logs.</summary>
    public static void AddDrivers(this IHostApplicationBuilder builder) =>
        builder.Services.AddHostedService<SamplingService>().AddHostedService<ControllerLogService>();
}
