using Roost.Alarms.Evaluation.Series;

namespace Roost.Alarms.Evaluation;

/// <content>What becomes of the excursion.</content>
internal sealed partial class RuleWatch
{
    private void Judge(long now, List<Verdict> said)
    {
        var zone = Zone.Exceeded;
        if (until is not null)
        {
            zone = until.JudgeAt(now);
            isWanted = zone is Zone.Exceeded || (isWanted && zone is not Zone.Cleared);
            if (!isWanted)
            {
                if (zone is not Zone.Unknown)
                {
                    Stop(now, said);
                }

                turnDue = Never;
                return;
            }
        }

        zone = zone is Zone.Unknown ? Zone.Unknown : when.JudgeAt(now);
        if (zone is Zone.Unknown)
        {
            // Neither raises nor clears; a delay that runs goes on, unless nothing was known for longer than a reading counts.
            unknownSince = unknownSince == None ? now : unknownSince;
            turnDue = Never;
            return;
        }

        if (unknownSince != None)
        {
            turning = now - unknownSince > SensorSeries.HoldTicks ? None : turning;
            unknownSince = None;
        }

        if (active is null)
        {
            Turn(zone is Zone.Exceeded, onDelay, now);
        }
        else
        {
            SeeWorst(now);
            Turn(zone is Zone.Cleared, offDelay, now);
        }

        if (turnDue <= now)
        {
            Turned(now, said);
        }
    }

    private void Turn(bool isTurning, long delay, long now)
    {
        if (!isTurning)
        {
            (broken, brokenAt) = turning != None ? (turning, now) : (broken, brokenAt);
            (turning, turnDue) = (None, Never);
            return;
        }

        // Readings of one moment come one after the other: what only lay between two of them never was.
        turning = turning != None ? turning : brokenAt == now ? broken : now;
        turnDue = turning + delay;
    }

    private void Turned(long now, List<Verdict> said)
    {
        if (active is null)
        {
            Raise(now, said);
        }
        else
        {
            End(now, said);
        }
    }

    private void Raise(long now, List<Verdict> said)
    {
        var number = when.SpeakerAt(now);
        speaker = number?.Index ?? -1;
        worst = number?.ReadAt(now).Value ?? double.NaN;
        active = new Verdict(
            new(compiled.Rule.Name, coop, place, At(turning)),
            compiled.Rule.Severity,
            At(now),
            null,
            Number(worst),
            number is null ? null : Number(number.LimitAt(now)),
            Number(worst),
            number?.Unit,
            isSuppressed);
        said.Add(active);
        (turning, turnDue, brokenAt) = (None, Never, None);
    }

    private void End(long now, List<Verdict> said)
    {
        said.Add(active! with { EndedAt = At(now), Worst = Number(worst) });
        active = null;
        (turning, turnDue, brokenAt, speaker, worst) = (None, Never, None, -1, double.NaN);
    }

    private void Stop(long now, List<Verdict> said)
    {
        if (active is not null)
        {
            End(now, said);
        }

        (turning, turnDue, brokenAt, unknownSince) = (None, Never, None, None);
    }

    private void SeeWorst(long now)
    {
        if (speaker >= 0 && numbers[speaker] is var number && number.ReadAt(now).Value is var value && !double.IsNaN(value))
        {
            worst = double.IsNaN(worst) ? value : number.Worse(worst, value);
        }
    }

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
