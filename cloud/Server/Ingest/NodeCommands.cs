using System.Collections.Concurrent;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Cloud.Ingest;

/// <summary>
/// What the host tells the nodes: which batches are durable, and that it needs their births again. Acknowledgements are coalesced to at most
/// ten a second for each agent; one that is lost on the way comes again with the next commit or redelivery.
/// </summary>
internal sealed class NodeCommands(BrokerConnection connection, ITelemetryStore store, FarmClock clock, TimeProvider time)
    : IDisposable
{
    private static readonly TimeSpan BetweenAcknowledgements = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<(string Farm, string Agent), ulong> committed = new();
    private readonly SemaphoreSlim news = new(0, 1);

    /// <summary>Sends acknowledgements until cancelled.</summary>
    public async Task AcknowledgeAsync(CancellationToken stoppingToken)
    {
        using var watching = store.WatchCommits(Note);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await news.WaitAsync(stoppingToken);
                await SendAcknowledgementsAsync(stoppingToken);
                await Task.Delay(BetweenAcknowledgements, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Sends the acknowledgements that are due.</summary>
    public async Task SendAcknowledgementsAsync(CancellationToken cancellationToken)
    {
        foreach (var (node, _) in committed)
        {
            if (committed.TryRemove(node, out var through))
            {
                await SendAsync(node.Farm, node.Agent, RoostMetrics.Acked, MetricValue.OfUInt64(through), cancellationToken);
            }
        }
    }

    /// <summary>Asks a node for its births.</summary>
    public ValueTask<bool> AskForRebirthAsync(string farm, string node, CancellationToken cancellationToken) =>
        SendAsync(farm, node, NodeMetrics.Rebirth, MetricValue.OfBoolean(true), cancellationToken);

    /// <summary>Asks a node to put a test of the alarm chain in at its input.</summary>
    public ValueTask<bool> TestChainAsync(string farm, string node, long number, CancellationToken cancellationToken) =>
        SendAsync(farm, node, RoostMetrics.ChainTest, MetricValue.OfUInt64((ulong)number), cancellationToken);

    /// <summary>Tells a node which of a coop's alarms are acknowledged, and by what else they are silent.</summary>
    public ValueTask<bool> TellAsync(string farm, string node, HouseNotice house, IReadOnlyList<AcknowledgementNotice> acknowledged, CancellationToken cancellationToken) =>
        SendAsync(
            farm,
            node,
            [(RoostMetrics.House, MetricValue.OfString(house.ToString())), .. acknowledged.Select(notice => (RoostMetrics.Acknowledged, MetricValue.OfString(notice.ToString())))],
            cancellationToken);

    public void Dispose() => news.Dispose();

    private void Note(CommitProgress progress)
    {
        committed.AddOrUpdate(
            (progress.Farm, progress.Agent),
            static (_, through) => through,
            static (_, before, through) => Math.Max(before, through),
            progress.CommittedThrough);
        if (news.CurrentCount == 0)
        {
            try
            {
                news.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another commit released it in between: the news is out all the same.
            }
        }
    }

    private ValueTask<bool> SendAsync(string farm, string node, string metric, MetricValue value, CancellationToken cancellationToken) =>
        SendAsync(farm, node, [(metric, value)], cancellationToken);

    private ValueTask<bool> SendAsync(string farm, string node, IEnumerable<(string Name, MetricValue Value)> metrics, CancellationToken cancellationToken)
    {
        var now = clock.Now.ToUnixTimeMilliseconds();
        var payload = PayloadCodec.Encode(new Payload(now, null, [.. metrics.Select(metric => new Metric(metric.Name, null, now, metric.Value))]));
        return connection.TrySendAsync(new Topic(farm, MessageKind.NodeCommand, node).ToString(), payload, cancellationToken);
    }
}
