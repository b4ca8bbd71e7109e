using Roost.Alarms;

namespace Roost.Cloud.Notify.OnCall;

/// <summary>How far the telling of one alarm has come. There is one for each alarm, and it never gives up by itself.</summary>
/// <param name="Severity">How much the alarm matters; a warning that waits too long becomes critical.</param>
/// <param name="StartedAt">When the alarm was handed to people, the farm's time, UTC.</param>
/// <param name="Order">Name of the call order whose step was taken last; null before the first.</param>
/// <param name="Step">Index of the step to take next.</param>
/// <param name="Round">How many times a call order was gone through to its end.</param>
/// <param name="LookAgainAt">When there is something to do again, the farm's time, UTC.</param>
public sealed record Chain(AlarmSeverity Severity, DateTimeOffset StartedAt, string? Order, int Step, int Round, DateTimeOffset LookAgainAt)
{
    /// <summary>The chain of an alarm that nobody was told of yet.</summary>
    public static Chain Begin(AlarmSeverity severity, DateTimeOffset now) => new(severity, now, null, 0, 0, now);
}

/// <summary>What comes next in a chain.</summary>
/// <param name="Chain">The chain afterwards; its <see cref="Chain.LookAgainAt"/> says when to ask again.</param>
/// <param name="Calls">Whom to tell now, in order; empty for nobody.</param>
public sealed record EscalationDecision(Chain Chain, IReadOnlyList<CallStep> Calls);

/// <summary>Who is told next of an alarm that nobody has acknowledged: a function of the chain, the plan and the time alone.</summary>
public static class Escalation
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Takes the steps that are due. After a long absence that is one step, not all that were missed: what matters is whom to tell now.
    /// </summary>
    public static EscalationDecision Next(Chain chain, OnCallPlan plan, TimeZoneInfo timeZone, DateTimeOffset now)
    {
        if (now < chain.LookAgainAt)
        {
            return new(chain, []);
        }

        var severity = chain.Severity == AlarmSeverity.Warning && now - chain.StartedAt >= plan.WarningIsCriticalAfter
            ? AlarmSeverity.Critical
            : chain.Severity;
        if (plan.OrderFor(severity, TimeZoneInfo.ConvertTime(now, timeZone).DateTime) is not { } order)
        {
            var next = Sooner(NextOnCall(severity, plan, timeZone, now), BecomesCriticalAt(chain, plan, now));
            return new(chain with { Severity = severity, LookAgainAt = next }, []);
        }

        // Another watch, or a plan that was changed meanwhile, begins with its first person.
        var step = order.Name == chain.Order && chain.Severity == severity && chain.Step < order.Steps.Count ? chain.Step : 0;
        List<CallStep> calls = [];
        while (true)
        {
            var call = order.Steps[step++];
            calls.Add(call);
            if (step == order.Steps.Count)
            {
                var repeat = severity == AlarmSeverity.Critical ? plan.RepeatCriticalAfter : plan.RepeatWarningAfter;
                return Taken(0, chain.Round + 1, now + (call.Wait > repeat ? call.Wait : repeat));
            }

            if (call.Wait > TimeSpan.Zero)
            {
                return Taken(step, chain.Round, now + call.Wait);
            }
        }

        EscalationDecision Taken(int nextStep, int round, DateTimeOffset at)
        {
            var taken = chain with { Severity = severity, Order = order.Name, Step = nextStep, Round = round };
            return new(taken with { LookAgainAt = Sooner(at, BecomesCriticalAt(taken, plan, now)) }, calls);
        }
    }

    /// <summary>
    /// A message of the last step can't be delivered, or waits in a fold: the next step is not waited for. After the last step of an order
    /// the repeat is, so that a farm whose every channel is broken isn't called in circles.
    /// </summary>
    public static Chain Hurry(Chain chain, DateTimeOffset now) =>
        chain.Step == 0 || chain.LookAgainAt <= now ? chain : chain with { LookAgainAt = now };

    private static DateTimeOffset? BecomesCriticalAt(Chain chain, OnCallPlan plan, DateTimeOffset now) =>
        chain.Severity == AlarmSeverity.Warning && chain.StartedAt + plan.WarningIsCriticalAfter is { } at && at > now ? at : null;

    // By the minute, through the zone's own rules: a plan's hours are the clock's, and the clock jumps.
    private static DateTimeOffset NextOnCall(AlarmSeverity severity, OnCallPlan plan, TimeZoneInfo timeZone, DateTimeOffset now)
    {
        var at = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Minute.Ticks), TimeSpan.Zero) + Minute;
        var end = at + TimeSpan.FromDays(8);
        while (at < end && plan.OrderFor(severity, TimeZoneInfo.ConvertTime(at, timeZone).DateTime) is null)
        {
            at += Minute;
        }

        return at;
    }

    private static DateTimeOffset Sooner(DateTimeOffset one, DateTimeOffset? other) => other < one ? other.Value : one;
}
