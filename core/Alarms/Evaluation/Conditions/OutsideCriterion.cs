using Roost.Alarms.Evaluation.Signals;

namespace Roost.Alarms.Evaluation.Conditions;

/// <summary>Outside a band: below its low limit or above its high one, by one look at the signal.</summary>
internal sealed class OutsideCriterion(Gauge gauge, LimitCriterion low, LimitCriterion high) : Criterion
{
    public override Zone JudgeAt(long now)
    {
        var sample = gauge.At(now);
        var (below, above) = (low.Judge(sample, now), high.Judge(sample, now));
        return below is Zone.Exceeded || above is Zone.Exceeded ? Zone.Exceeded
            : below is Zone.Unknown || above is Zone.Unknown ? Zone.Unknown
            : below is Zone.Between || above is Zone.Between ? Zone.Between
            : Zone.Cleared;
    }

    public override NumberCriterion? SpeakerAt(long now) => low.JudgeAt(now) is Zone.Exceeded ? low : high.JudgeAt(now) is Zone.Exceeded ? high : null;
}
