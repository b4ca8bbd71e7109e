using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.LifeCycle;

namespace Roost.Edge.LocalAlarms;

/// <summary>An alarm whose excursion goes on.</summary>
/// <param name="Verdict">What the readings say.</param>
/// <param name="Acknowledged">Who acknowledged it, here or elsewhere; null while nobody has.</param>
/// <param name="ShelvedUntil">Until when it is shelved; null where it is not.</param>
internal sealed record OpenAlarm(Verdict Verdict, AcknowledgementNotice? Acknowledged, DateTimeOffset? ShelvedUntil)
{
    /// <summary>Whether somebody must be called to the house.</summary>
    public bool IsCalling => Acknowledged is null && ShelvedUntil is null && Verdict.Severity == AlarmSeverity.Critical;
}
