using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.Edge.Cameras;
using Roost.Edge.Configuration;
using Roost.Edge.Signals;
using Roost.Edge.Uplink;

namespace Roost.Edge.Watching;

/// <summary>Runs a worker for each camera.</summary>
internal sealed class WatchingService(
    AgentConfiguration configuration,
    Reporter reporter,
    PreviewOutbox previews,
    TimeProvider clock,
    ILogger<CameraWorker> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(configuration.Coops.SelectMany(coop => coop.Cameras.Select(camera =>
            new CameraWorker(camera, clock, new CoopCameraSink(configuration, coop.Coop, reporter, previews), logger).RunAsync(stoppingToken))));
}
