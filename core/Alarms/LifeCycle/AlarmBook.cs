namespace Roost.Alarms.LifeCycle;

/// <summary>Holds verdicts against what is known of alarms, and lets people act on them by id. Pure.</summary>
public static class AlarmBook
{
    /// <summary>An alarm that becomes known longer than this after it was raised is late.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(5);
}
