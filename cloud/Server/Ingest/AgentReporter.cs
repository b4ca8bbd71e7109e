using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Ingest;

/// <summary>Stores what is known of the agents, and gives it to the twins, like readings of any other sensor.</summary>
internal sealed partial class AgentReporter(AgentWatch watch, ITelemetryStore store, TwinCalls twins, TimeProvider time, ILogger<AgentReporter> logger)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>Knows the agents of a coop from before a restart: the one that was told of last.</summary>
    public async Task RememberAsync(string farm, string coop, CancellationToken cancellationToken)
    {
        var links = (await store.LatestAsync(farm, coop, cancellationToken)).Where(reading => reading.Quantity == Quantity.AgentLink);
        if (links.OrderByDescending(reading => reading.TakenAt).Select(reading => reading.Place).FirstOrDefault() is { } agent)
        {
            watch.Remember(farm, agent, coop);
        }
    }

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TellAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (farm, agent, coop, readings) in watch.Take())
            {
                await store.AppendAsync(new ReadingBatch(farm, agent, coop, null, readings), cancellationToken);
                await twins.TakeAsync(farm, coop, readings, cancellationToken);
            }
        }
        catch (StoreUnavailableException exception)
        {
            // The store is closing; the next start begins with what it holds.
            LogNotStored(exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "How the agents are could not be stored: {Problem}")]
    private partial void LogNotStored(string problem);
}
