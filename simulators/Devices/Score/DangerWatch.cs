using Roost.Simulation;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Score;

/// <summary>Watches in the truth of a simulation when the birds come to what an alarm must be before.</summary>
internal sealed class DangerWatch(ExpectedAlarm alarm, DateTimeOffset from)
{
    private const double HarmfulPpm = 25;
    private const double UnbearablePpm = 35;

    private double harmfulHours;
    private DateTimeOffset? seenAt;

    public ExpectedAlarm Alarm => alarm;

    /// <summary>When they came to it; null while they have not.</summary>
    public DateTimeOffset? ReachedAt { get; private set; }

    /// <summary>Looks at the coop as it is now; times ascend.</summary>
    public void See(CoopSimulation coop)
    {
        if (ReachedAt is not null || coop.Now < from)
        {
            return;
        }

        var worstPpm = Math.Max(coop.Truth.FrontAmmoniaPpm, Math.Max(coop.Truth.AmmoniaPpm, coop.Truth.RearAmmoniaPpm));
        harmfulHours += worstPpm > HarmfulPpm ? (coop.Now - (seenAt ?? from)).TotalHours : 0;
        seenAt = coop.Now;
        if ((alarm.Danger!.AmmoniaHours is { } hours && (harmfulHours > hours || worstPpm > UnbearablePpm))
            || (alarm.Danger.IllPercent is { } percent && 100 * (coop.Truth.Flock?.ShareIll ?? 0) > percent))
        {
            ReachedAt = coop.Now;
        }
    }
}
