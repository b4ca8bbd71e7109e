using Roost.Alarms.LifeCycle;
using Roost.Alarms.Rules;
using Roost.Cloud.Database;

namespace Roost.Cloud.Alarms;

/// <summary>A change of an alarm as it stands in the alarm log.</summary>
/// <param name="LogNumber">Its number in the farm's alarm log; without gaps, growing.</param>
/// <param name="Alarm">The alarm after the change. Whether people are to be told is <see cref="Alarm.IsLoud"/>.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Text">What the alarm is called and means.</param>
public sealed record AlarmEvent(long LogNumber, Alarm Alarm, AlarmChangeKind Kind, RuleText Text);

/// <summary>Turns alarm events into what is owed to people.</summary>
internal interface IAlarmListener
{
    /// <summary>
    /// Adds what the events cause to the database, in the transaction that stores the events themselves: either both last or neither. It
    /// neither sends anything nor saves by itself.
    /// </summary>
    ValueTask AddAsync(RoostDatabase database, IReadOnlyList<AlarmEvent> events, CancellationToken cancellationToken);
}
