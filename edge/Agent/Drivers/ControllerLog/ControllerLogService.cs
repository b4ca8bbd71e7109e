using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.Edge.Configuration;
using Roost.Edge.Spool;

namespace Roost.Edge.Drivers.ControllerLog;

/// <summary>Runs a worker for each controller's log.</summary>
internal sealed class ControllerLogService(
    AgentConfiguration configuration,
    DiskSpool spool,
    TimeProvider clock,
    ILogger<ControllerLogWorker> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(configuration.Coops
            .SelectMany(coop => coop.Devices)
            .OfType<LogDeviceOptions>()
            .Select(device => new ControllerLogWorker(device.Log, spool, clock, logger).RunAsync(stoppingToken)));
}
