using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.Edge.Configuration;
using Roost.Edge.Signals;

namespace Roost.Edge.Drivers;

/// <summary>Runs a worker for each device that is polled.</summary>
internal sealed class SamplingService(
    AgentConfiguration configuration,
    Reporter reporter,
    TimeProvider clock,
    ILogger<SamplingWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var drivers = configuration.Coops
            .SelectMany(coop => coop.Devices)
            .OfType<PolledDeviceOptions>()
            .Select(device => device.Create(clock))
            .ToList();
        await Task.WhenAll(drivers.Select(driver => new SamplingWorker(driver, reporter, clock, logger).RunAsync(stoppingToken)));
        foreach (var driver in drivers)
        {
            await driver.DisposeAsync();
        }
    }
}
