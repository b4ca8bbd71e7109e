using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Alarms.Rules;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Alarms.Judging;

/// <content>Going on from a checkpoint and from what the store has since, at the start and when readings come that are older than what is in memory.</content>
internal sealed partial class CoopAlarms
{
    private async Task<bool> TryOpenAsync(CancellationToken cancellationToken)
    {
        if (!slots.TryTake())
        {
            return false;
        }

        try
        {
            await OpenAsync(cancellationToken);
        }
        finally
        {
            slots.GiveBack(timeline is not null);
        }

        return true;
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        inForce = await rules.OfAsync(farm, coop, cancellationToken);
        await store.FlushAsync(cancellationToken).WaitAsync(FlushWithin, time, cancellationToken);
        var now = clock.Now;
        var (restored, hadOthers) = await RestoreAsync(now, cancellationToken);
        var opened = restored ?? new CoopTimeline(inForce.Pack, inForce.Context, Keep);
        var since = opened.Through is { } through ? through - (Keep / 2) : now - RunUp;
        List<Reading> page = [];
        held.Clear();
        late.Clear();
        await foreach (var reading in StoredHistory.ReadAsync(store, farm, coop, since, DateTimeOffset.MaxValue, null, cancellationToken))
        {
            if (IsOfCloud(reading))
            {
                held.Add(reading);
                continue;
            }

            page.AddRange(held);
            held.Clear();
            page.Add(reading);
            if (page.Count >= StoreWriter.GroupReadings)
            {
                Learn(opened.Take(page.ToArray()));
                page.Clear();
            }
        }

        Learn(opened.Take(page.ToArray()));
        if (hadOthers)
        {
            // What began and ended while other rules were in force is no news.
            past = untold.Take(static _ => true);
            Revive(unopenedFrom);
        }

        (timeline, reconcile, unopenedFrom, askedOfNeighbours) = (opened, true, null, opened.QuantitiesAt(ValueOf.Neighbours));

        // Coops that open together do not keep their states together ever after.
        var share = (uint)HashCode.Combine(farm, coop) / (double)uint.MaxValue;
        checkpointAt = time.GetTimestamp() - (long)(share * BetweenCheckpoints.TotalSeconds * time.TimestampFrequency);
        if (await checkpoints.DoubtAsync(farm, coop, cancellationToken) is { } doubted)
        {
            keptDoubtFrom = doubted;
            Late(doubted);
        }

        Doubt(opened.Through ?? now);
        // Since when readings are to come nobody knows: a coop that is new may bring days of its controller's log.
        outage = (DateTimeOffset.MinValue, outage.To);
    }

    private async Task<(CoopTimeline? Restored, bool HadOthers)> RestoreAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hadOthers = false;
        // An agent's clock may be ahead, and so may its readings.
        foreach (var checkpoint in await checkpoints.UpToAsync(farm, coop, now.AddDays(2), cancellationToken))
        {
            try
            {
                return (CoopTimeline.Restore(inForce.Pack, inForce.Context, Keep, checkpoint), hadOthers);
            }
            catch (InvalidDataException exception)
            {
                hadOthers = true;
                LogCheckpointUnfit(farm, coop, exception.Message);
            }
        }

        return (null, hadOthers);
    }

    private async Task RejudgeAsync(CoopTimeline judged, DateTimeOffset from, CancellationToken cancellationToken)
    {
        await store.FlushAsync(cancellationToken).WaitAsync(FlushWithin, time, cancellationToken);
        var (state, start) = await StateBeforeAsync(from, cancellationToken);
        var recent = (judged.Through ?? from) - Keep;
        List<Reading> last = [];
        await foreach (var reading in StoredHistory.ReadAsync(store, farm, coop, start, DateTimeOffset.MaxValue, null, cancellationToken))
        {
            if (reading.TakenAt < recent)
            {
                state.Step(reading);
            }
            else
            {
                last.Add(reading);
            }
        }

        var told = await Farm.ToldAsync(coop, start, cancellationToken);
        var step = judged.Rejudge(state, last, told);

        // What came while the store was read waits behind this: the backlog has paused only when none comes for a while from now on.
        (tooOldFrom, staleFrom, unsettledAt) = (null, from, time.GetTimestamp());
        untold.Add(step.Revisions);
        await TellAsync(cancellationToken);
        await SaveAsync(cancellationToken);
    }

    private async Task<(CoopEvaluation State, DateTimeOffset Start)> StateBeforeAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        foreach (var checkpoint in await checkpoints.UpToAsync(farm, coop, from, cancellationToken))
        {
            try
            {
                var state = CoopTimeline.StateOf(inForce.Pack, inForce.Context, checkpoint);
                if (state.Through is { } through && through < from)
                {
                    return (state, through);
                }
            }
            catch (InvalidDataException exception)
            {
                LogCheckpointUnfit(farm, coop, exception.Message);
            }
        }

        return (new(inForce.Pack, inForce.Context), from - RunUp);
    }

    [LoggerMessage(LogLevel.Information, "A checkpoint of the coop {Farm}/{Coop} was not used: {Problem}")]
    private partial void LogCheckpointUnfit(string farm, string coop, string problem);
}
