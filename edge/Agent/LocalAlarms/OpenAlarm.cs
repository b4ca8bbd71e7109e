using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.LifeCycle;

namespace Roost.Edge.LocalAlarms;

/// <summary>An alarm whose excursion goes on.</summary>
/// <param name="Verdict">What the readings say.</param>
/// <param name="Acknowledged">Who acknowledged it, here or elsewhere; null while nobody has.</param>
internal sealed record OpenAlarm(Verdict Verdict, AcknowledgementNotice? Acknowledged)
{
    /// <summary>Whether somebody must be called to the house.</summary>
    public bool IsCalling => Acknowledged is null && Verdict.Severity == AlarmSeverity.Critical;
}
