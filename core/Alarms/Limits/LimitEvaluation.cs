using Roost.Domain.Readings;
using Roost.Domain.Wire;

namespace Roost.Alarms.Limits;

/// <summary>
/// Judges the readings of one place of one coop by one limit rule: state and input in, new state and transition out. It holds nothing that
/// changes, reads no clock and allocates nothing, so live, replay and back-test give one verdict, and threads may share it.
/// </summary>
/// <remarks>
/// Delays are judged where there are readings: an alarm comes with the first reading at or after the end of its on-delay. Silence neither
/// raises nor clears, and a value is taken to last until the next reading that counts.
/// </remarks>
public sealed class LimitEvaluation
{
    private readonly LimitRule rule;
    private readonly string coop;
    private readonly string place;

    /// <summary>Binds a rule to a place.</summary>
    /// <exception cref="ArgumentException">The rule has mistakes (all are in the message), or a name is no <see cref="WireName"/>.</exception>
    public LimitEvaluation(LimitRule rule, string coop, string place)
    {
        var mistakes = rule.Mistakes();
        this.rule = mistakes.Count == 0 ? rule : throw new ArgumentException(string.Join(' ', mistakes), nameof(rule));
        this.coop = NameIn(coop, nameof(coop));
        this.place = NameIn(place, nameof(place));
    }

    /// <summary>Takes in one reading, oldest first; one that is not newer than the last is refused.</summary>
    /// <exception cref="ArgumentException">The reading is another quantity's or place's, or the state is unset.</exception>
    public AlarmStep Step(in AlarmState state, in Reading reading)
    {
        ThrowIfUnset(state);
        if (reading.Quantity != rule.Quantity || reading.Place != place)
        {
            throw new ArgumentException($"Rule \"{rule.Name}\" judges {rule.Quantity} at {place}, not {reading.Quantity} at {reading.Place}.");
        }

        if (reading.TakenAt <= state.LastTakenAt)
        {
            return new(state, StepOutcome.NotNewer, null);
        }

        if (!LimitZones.TryFind(rule, reading, out var zone))
        {
            return new(state, StepOutcome.NoEvidence, null);
        }

        var next = state with { LastTakenAt = reading.TakenAt, TurningSince = null };
        var (turn, delay) = state.IsActive ? (LimitZone.Cleared, rule.OffDelay) : (LimitZone.Exceeded, rule.OnDelay);
        if (zone != turn)
        {
            return new(next, StepOutcome.Taken, null);
        }

        var since = state.TurningSince ?? reading.TakenAt;
        if (reading.TakenAt - since < delay)
        {
            return new(next with { TurningSince = since }, StepOutcome.Taken, null);
        }

        // Each excursion is an alarm of its own, even while the last one waits to be acknowledged: ids must not hang on that.
        var (from, to) = state.LifeCycle switch
        {
            AlarmLifeCycle.Unacknowledged => (state.LifeCycle, AlarmLifeCycle.ReturnedToNormalUnacknowledged),
            AlarmLifeCycle.Acknowledged => (state.LifeCycle, AlarmLifeCycle.Normal),
            _ => (AlarmLifeCycle.Normal, AlarmLifeCycle.Unacknowledged),
        };
        return Move(state.IsActive ? next : next with { Start = since }, from, to, reading.TakenAt, reading.Value);
    }

    /// <summary>Takes in an acknowledgement. It names its alarm, so a late one never silences a newer alarm nobody has seen.</summary>
    /// <param name="state">The state.</param>
    /// <param name="alarm">The alarm that a person saw.</param>
    /// <param name="at">When they acknowledged it, UTC; its place among the readings does not matter.</param>
    /// <exception cref="ArgumentException">The state is unset.</exception>
    public AlarmStep Acknowledge(in AlarmState state, in AlarmId alarm, DateTimeOffset at)
    {
        ThrowIfUnset(state);
        return state.Start is not { } start || alarm != IdOf(start) ? new(state, StepOutcome.NotThisAlarm, null)
            : state.LifeCycle is AlarmLifeCycle.Acknowledged ? new(state, StepOutcome.AlreadyAcknowledged, null)
            : Move(state, state.LifeCycle, state.IsActive ? AlarmLifeCycle.Acknowledged : AlarmLifeCycle.Normal, at, null);
    }

    private AlarmStep Move(in AlarmState state, AlarmLifeCycle from, AlarmLifeCycle to, DateTimeOffset at, double? value) => new(
        state with { LifeCycle = to, Start = to is AlarmLifeCycle.Normal ? null : state.Start },
        StepOutcome.Taken,
        new AlarmTransition(IdOf(state.Start.GetValueOrDefault()), rule.Severity, from, to, at, value));

    private AlarmId IdOf(DateTimeOffset start) => new(rule.Name, coop, place, start);

    private static void ThrowIfUnset(in AlarmState state) =>
        ArgumentOutOfRangeException.ThrowIfEqual(state.LifeCycle, default, nameof(state));

    private static string NameIn(string name, string parameter) =>
        WireName.IsValid(name) ? name : throw new ArgumentException($"\"{name}\" is no name of a {parameter}.", parameter);
}
