using Microsoft.Extensions.Logging;
using Roost.Edge.Spool;

namespace Roost.Edge.LocalAlarms;

/// <content>Going on after a restart.</content>
internal sealed partial class JudgingService
{
    // Batches reach the judge in another order than their numbers, by a few; what it knows already changes nothing.
    private const ulong NumbersOfOverlap = 1000;

    // Without a usable checkpoint: hours of a house, and read in well under a second.
    private const ulong NumbersWithoutCheckpoint = 20_000;

    private CoopWatch Restore(CoopRules rules, CheckpointFile file)
    {
        try
        {
            if (file.Read() is not { } saved)
            {
                return new(rules);
            }

            var (watch, isWhole) = CoopWatch.Restore(rules, saved);
            if (!isWhole)
            {
                LogOtherRules(rules.Context.Coop);
            }

            return watch;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            LogNotRestored(rules.Context.Coop, exception.Message);
            return new(rules);
        }
    }

    /// <summary>Judges what the spool has since the checkpoints. Nothing else reads the spool yet.</summary>
    private void Replay()
    {
        if (coops.Count == 0)
        {
            return;
        }

        var through = spool.DurableThrough;
        var from = coops.Values.Min(coop => coop.Watch.Through);
        var back = from == 0 ? NumbersWithoutCheckpoint : NumbersOfOverlap;
        from = from == 0 ? through : from;
        using var reader = new SpoolReader(spool, from > back ? from - back : 1);
        while (reader.TryRead(through, out var batch))
        {
            if (!coops.TryGetValue(batch.Coop, out var coop))
            {
                continue;
            }

            if (batch.Acknowledged is { } notice)
            {
                coop.Watch.Acknowledge(notice);
            }
            else if (batch.Kind == BatchKind.Live)
            {
                Log(coop.Watch.Take(batch.Number, batch.Readings, clock.GetUtcNow()));
                coop.IsDirty = true;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The rules or the flock of coop {Coop} have changed; its alarms are judged anew from what the spool holds")]
    private partial void LogOtherRules(string coop);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The saved state of coop {Coop}'s alarms can't be used ({Reason}); they are judged anew from what the spool holds")]
    private partial void LogNotRestored(string coop, string reason);
}
