namespace Roost.Alarms;

/// <summary>What one input did.</summary>
/// <param name="State">The state to keep; the one given in unless <paramref name="Outcome"/> is <see cref="StepOutcome.Taken"/>.</param>
/// <param name="Outcome">What became of the input.</param>
/// <param name="Transition">The one transition that it caused; null when it caused none.</param>
public readonly record struct AlarmStep(AlarmState State, StepOutcome Outcome, AlarmTransition? Transition);

/// <summary>What became of a reading or an acknowledgement.</summary>
public enum StepOutcome
{
    /// <summary>It counted.</summary>
    Taken = 1,

    /// <summary>
    /// A reading as old as the newest one taken in, or older: refused. A repeat loses nothing by that; late data must be judged again
    /// together with all that followed it, from a state kept from before it.
    /// </summary>
    NotNewer,

    /// <summary>A reading whose quality says nothing either way: passed over, as if it had never come.</summary>
    NoEvidence,

    /// <summary>The alarm was acknowledged before: nothing to do.</summary>
    AlreadyAcknowledged,

    /// <summary>An acknowledgement of an alarm that is not this state's: over, followed by a newer one, or not raised yet.</summary>
    NotThisAlarm,
}
