using System.Collections.Concurrent;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;

namespace Roost.Cloud.Ingest;

/// <summary>How far the store is with each agent's batches since the service started. Thread-safe.</summary>
internal sealed class BatchProgress(ITelemetryStore store, FarmClock clock) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<(string Farm, string Agent), (ulong Through, DateTimeOffset At)> committed = [];
    private IDisposable? watching;

    /// <summary>The batch up to which all are stored, and when the last was, by the farms' clock; null while nothing was stored since the start.</summary>
    public (ulong Through, DateTimeOffset At)? Of(string farm, string agent) => committed.TryGetValue((farm, agent), out var last) ? last : null;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        watching = store.WatchCommits(progress => committed[(progress.Farm, progress.Agent)] = (progress.CommittedThrough, clock.Now));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => watching?.Dispose();
}
