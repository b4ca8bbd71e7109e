using Roost.Alarms.Evaluation.Signals;

namespace Roost.Alarms.Evaluation.Conditions;

/// <summary>
/// Above or below a limit. An uncertain number counts where it tells of danger and not where it tells of safety: a probe past the end of its
/// range is uncertain just when the house burns, while a stuck one that reads well must not end an alarm.
/// </summary>
internal sealed class LimitCriterion(int index, bool isAbove, Gauge gauge, string unit, AgeLimit limit, double hysteresis)
    : NumberCriterion(index, isAbove, unit)
{
    // Mirrored, a low limit is a high one.
    private readonly double sign = isAbove ? 1 : -1;

    public override Zone JudgeAt(long now) => Judge(gauge.At(now), now);

    /// <summary>Where a sample of the signal stands.</summary>
    public Zone Judge(Sample sample, long now)
    {
        if (sample.Trust is Trust.Unknown)
        {
            return Zone.Unknown;
        }

        var beyond = sign * (sample.Value - limit.At(now));
        return beyond > 0 ? Zone.Exceeded
            : double.IsNaN(beyond) || sample.Trust is Trust.Uncertain ? Zone.Unknown
            : beyond <= -hysteresis ? Zone.Cleared
            : Zone.Between;
    }

    public override Sample ReadAt(long now) => gauge.At(now);

    public override double LimitAt(long now) => limit.At(now);
}
