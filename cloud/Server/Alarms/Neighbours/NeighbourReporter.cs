using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Ingest;
using Roost.Cloud.Store;
using Roost.Cloud.Twins;

namespace Roost.Cloud.Alarms.Neighbours;

/// <summary>
/// Tells each coop once a minute of the farms' time what its neighbours are together, as readings that are stored like all others: so a restart, a
/// back-test and a recording judge by the same numbers. A coop that was told just before, ahead of a restart or by a replay that brings what
/// was recorded, is not told again.
/// </summary>
internal sealed partial class NeighbourReporter(
    FarmDirectory directory, IGrainFactory grains, ITelemetryStore store, TwinCalls twins, FarmClock clock, TimeProvider time, ILogger<NeighbourReporter> logger)
    : BackgroundService
{
    /// <summary>The time between two readings, of the farms' time.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var told = clock.Now;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if ((clock.Now - told).Duration() < Between)
                {
                    continue;
                }

                told = clock.Now;
                foreach (var farm in directory.Farms)
                {
                    await TellAsync(farm, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task TellAsync(string farm, CancellationToken cancellationToken)
    {
        var coops = directory.CoopsOf(farm) ?? [];
        if (coops.Count <= NeighbourMedians.FewestOthers)
        {
            return;
        }

        try
        {
            Neighbour[] all = [.. (await Task.WhenAll(coops.Select(coop => grains.GetGrain<ICoopGrain>(CoopKey.Of(farm, coop)).AsNeighbourAsync().AsTask()))).OfType<Neighbour>()];
            var now = clock.Now;
            foreach (var coop in all)
            {
                if (NeighbourMedians.Of(coop, all, now) is { Length: > 0 } readings)
                {
                    await store.AppendAsync(new ReadingBatch(farm, coop.Agent, coop.Coop, null, readings), cancellationToken);
                    await twins.TakeAsync(farm, coop.Coop, readings, cancellationToken);
                }
            }
        }
#pragma warning disable CA1031 // The edge of a supervised loop: a minute without neighbours is bridged by the one before.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotTold(exception, farm);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The coops of the farm {Farm} could not be held against each other this minute; it is tried again in the next.")]
    private partial void LogNotTold(Exception exception, string farm);
}
