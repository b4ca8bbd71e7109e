using Roost.Cloud.Store;
using Roost.Cloud.Twins;
using Roost.Domain.Readings;
using Roost.Sparkplug;

namespace Roost.Cloud.Ingest;

/// <content>Births, deaths and what follows from them.</content>
internal sealed partial class IngestPump
{
    private async ValueTask TakeNodeBirthAsync(Node node, string[] before, CancellationToken cancellationToken)
    {
        node.IsRoostAgent = false;
        foreach (var (known, metric) in resolved)
        {
            if (known.Role == MetricRole.OldestBatch && metric.Value.TryGetUInt64(out var oldest))
            {
                node.IsRoostAgent = true;
                await store.ForgetBelowAsync(node.Farm, node.Name, oldest, cancellationToken);
            }
        }

        // A coop that the agent no longer has is not reborn; it is given the time in which births follow each other.
        HashSet<string> unconfirmed = [.. before, .. node.Unconfirmed?.Coops ?? []];
        node.Unconfirmed = unconfirmed.Count == 0 ? null : (unconfirmed, time.GetTimestamp());
    }

    private async ValueTask TakeCoopBirthAsync(Node node, string coop, Payload payload, CancellationToken cancellationToken)
    {
        if (!directory.TryAdd(node.Farm, coop))
        {
            rejections.Add(Rejection.TooMany);
            return;
        }

        var now = clock.Now;
        node.Unconfirmed?.Coops.Remove(coop);
        List<SeriesBirth> series = new(resolved.Count);
        List<Reading> readings = [];
        foreach (var (known, metric) in resolved)
        {
            if (known.Role == MetricRole.Unknown)
            {
                rejections.Add(Rejection.UnknownMetric);
            }

            if (known.Role != MetricRole.Series)
            {
                continue;
            }

            Reading? last = null;
            if (ReadingReader.HasReading(metric) && Accept(known, metric, coop, payload, now, out var reading))
            {
                last = reading;
                readings.Add(reading);
            }

            series.Add(new SeriesBirth(known.Quantity, known.Place, known.PeriodSeconds, last));
        }

        if (!node.IsRoostAgent && readings.Count > 0)
        {
            await store.AppendAsync(new ReadingBatch(node.Farm, node.Name, coop, null, readings), cancellationToken);
        }

        agents.Bear(node.Farm, node.Name, coop, series.Min(each => each.PeriodSeconds) is { } period ? TimeSpan.FromSeconds(period) : null);
        agents.Hear(node.Farm, node.Name, payload.TimestampMilliseconds);
        await twins.BearAsync(node.Farm, coop, new CoopBirth(node.Name, now, [.. series]), cancellationToken);
        if (node.IsRoostAgent)
        {
            houses.Tell(node.Farm, coop);
        }
    }

    private ValueTask GiveUpAsync(Node node, IReadOnlyCollection<string> coops, CancellationToken cancellationToken)
    {
        foreach (var coop in coops)
        {
            agents.GiveUp(node.Farm, node.Name, coop);
        }

        return LoseAsync(node, coops, cancellationToken);
    }

    private async ValueTask LoseAsync(Node node, IEnumerable<string> coops, CancellationToken cancellationToken)
    {
        foreach (var coop in coops)
        {
            if (directory.Knows(node.Farm, coop))
            {
                await twins.LoseAsync(node.Farm, coop, node.Name, clock.Now, cancellationToken);
            }
        }
    }

    private async ValueTask AskForRebirthAsync(Node node, CancellationToken cancellationToken)
    {
        if (node.RebirthAskedAt is not { } asked || time.GetElapsedTime(asked) >= BetweenRebirths)
        {
            node.RebirthAskedAt = time.GetTimestamp();
            await commands.AskForRebirthAsync(node.Farm, node.Name, cancellationToken);
        }
    }
}
