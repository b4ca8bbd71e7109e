namespace Roost.Alarms;

/// <summary>
/// All that a rule at one place has to remember between two readings. Keep it and a restart neither forgets, repeats nor re-times an
/// alarm. Begin with <see cref="Initial"/>; an unset state is refused.
/// </summary>
/// <param name="LifeCycle">Where the alarm stands.</param>
/// <param name="Start">Start of the alarm that is not yet normal, in event time; null when normal.</param>
/// <param name="TurningSince">
/// Event time of the first of the readings that speak against what stands now: for an excursion while there is no active alarm, for its
/// end while there is one. The on-delay or off-delay runs from here; null when the readings agree with what stands.
/// </param>
/// <param name="LastTakenAt">Event time of the newest reading that was taken in; null before the first.</param>
public readonly record struct AlarmState(
    AlarmLifeCycle LifeCycle,
    DateTimeOffset? Start,
    DateTimeOffset? TurningSince,
    DateTimeOffset? LastTakenAt)
{
    /// <summary>Normal, with no reading seen.</summary>
    public static AlarmState Initial { get; } = new(AlarmLifeCycle.Normal, null, null, null);

    /// <summary>Whether the excursion goes on, acknowledged or not.</summary>
    public bool IsActive => LifeCycle is AlarmLifeCycle.Unacknowledged or AlarmLifeCycle.Acknowledged;
}
