namespace Roost.Alarms.Evaluation.Conditions;

/// <summary>
/// A signal that moves less than it must. It has no number to tell: "0 °C, limit 0 °C" beside a stuck sensor would be taken for its reading.
/// </summary>
internal sealed class StillnessCriterion(Criterion spread) : Criterion
{
    public override Zone JudgeAt(long now) => spread.JudgeAt(now);

    public override NumberCriterion? SpeakerAt(long now) => null;

    public override long ChangesFrom(long moment) => spread.ChangesFrom(moment);
}
