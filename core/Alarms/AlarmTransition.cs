namespace Roost.Alarms;

/// <summary>
/// One step in the life of one alarm. An alarm's transitions link up: the first leaves normal, each leaves where the last led.
/// </summary>
/// <param name="Alarm">The alarm.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="From">Where the alarm stood.</param>
/// <param name="To">Where it stands now.</param>
/// <param name="At">Event time of the reading that decided it, or the acknowledgement's own time.</param>
/// <param name="Value">The reading that decided it, in its quantity's unit; null for an acknowledgement.</param>
public readonly record struct AlarmTransition(
    AlarmId Alarm,
    AlarmSeverity Severity,
    AlarmLifeCycle From,
    AlarmLifeCycle To,
    DateTimeOffset At,
    double? Value);
