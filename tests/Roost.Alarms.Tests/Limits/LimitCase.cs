using Roost.Alarms.Limits;
using Roost.Domain.Readings;

namespace Roost.Alarms.Tests.Limits;

/// <summary>One rule at one place, fed by seconds since midnight, with what it has said so far.</summary>
internal sealed class LimitCase(LimitRule rule)
{
    public static readonly DateTimeOffset Midnight = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Above 30 °C, clear at 28 °C, no delays.</summary>
    public static readonly LimitRule TooHot = new(
        "too-hot", Quantity.Temperature, LimitSide.Above, 30, 28, TimeSpan.Zero, TimeSpan.Zero, AlarmSeverity.Critical);

    private readonly LimitEvaluation evaluation = new(rule, "coop-1", "front");

    public AlarmState State { get; private set; } = AlarmState.Initial;

    public List<AlarmTransition> Said { get; } = [];

    public static DateTimeOffset At(double second) => Midnight.AddSeconds(second);

    public static AlarmId IdAt(double second) => new("too-hot", "coop-1", "front", At(second));

    public static Reading Read(double second, double? value, Quality quality = Quality.Good) =>
        new(Quantity.Temperature, "front", At(second), value, quality, quality is Quality.Good ? null : "The probe is out of its range.");

    public StepOutcome Feed(double second, double? value, Quality quality = Quality.Good) => Feed(Read(second, value, quality));

    public StepOutcome Feed(Reading reading) => Keep(evaluation.Step(State, reading));

    public StepOutcome Acknowledge(double second, AlarmId alarm) => Keep(evaluation.Acknowledge(State, alarm, At(second)));

    /// <summary>Life cycle after each of the values, ten seconds apart from midnight on.</summary>
    public AlarmLifeCycle[] Run(params double[] values) =>
        [.. values.Select((value, index) => { Feed(index * 10, value); return State.LifeCycle; })];

    /// <summary>Goes on from a kept state, as after a restart.</summary>
    public void Resume(AlarmState kept) => State = kept;

    private StepOutcome Keep(AlarmStep step)
    {
        State = step.State;
        if (step.Transition is { } transition)
        {
            Said.Add(transition);
        }

        return step.Outcome;
    }
}
