using Roost.Alarms.Evaluation.Series;

namespace Roost.Alarms.Evaluation.Conditions;

/// <summary>The newest reading of all these series is bad; unknown for those that say nothing at all.</summary>
internal sealed class BadCriterion(SensorSeries[] places) : Criterion
{
    public override Zone JudgeAt(long now)
    {
        var zone = Zone.Unknown;
        foreach (var series in places)
        {
            if (now - series.TakenAt <= SensorSeries.HoldTicks)
            {
                if (series.Trust is not Trust.Unknown)
                {
                    return Zone.Cleared;
                }

                zone = Zone.Exceeded;
            }
        }

        return zone;
    }

    public override NumberCriterion? SpeakerAt(long now) => null;
}
