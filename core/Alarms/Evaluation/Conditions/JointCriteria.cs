namespace Roost.Alarms.Evaluation.Conditions;

/// <summary>
/// All of several: where the least dangerous stands. One that is over is enough to be over, whatever is unknown of the others; else one that is
/// unknown leaves it unknown.
/// </summary>
internal sealed class AllCriterion(Criterion[] parts) : Criterion
{
    public override Zone JudgeAt(long now)
    {
        var least = Zone.Exceeded;
        foreach (var part in parts)
        {
            var zone = part.JudgeAt(now);
            if (zone is Zone.Cleared)
            {
                return Zone.Cleared;
            }

            least = zone is Zone.Unknown || least is Zone.Unknown ? Zone.Unknown : zone is Zone.Between ? Zone.Between : least;
        }

        return least;
    }

    public override NumberCriterion? SpeakerAt(long now) => parts.Select(part => part.SpeakerAt(now)).FirstOrDefault(speaker => speaker is not null);

    public override long ChangesFrom(long moment) => FirstOf(parts, moment);
}

/// <summary>
/// One of several: where the most dangerous stands. One that is beyond its limit is enough, whatever is unknown of the others; else one that is
/// unknown leaves it unknown, for it may be beyond.
/// </summary>
internal sealed class AnyCriterion(Criterion[] parts) : Criterion
{
    public override Zone JudgeAt(long now)
    {
        var most = Zone.Cleared;
        foreach (var part in parts)
        {
            var zone = part.JudgeAt(now);
            if (zone is Zone.Exceeded)
            {
                return Zone.Exceeded;
            }

            most = zone is Zone.Unknown || most is Zone.Unknown ? Zone.Unknown : zone is Zone.Between ? Zone.Between : most;
        }

        return most;
    }

    public override NumberCriterion? SpeakerAt(long now) =>
        parts.Where(part => part.JudgeAt(now) is Zone.Exceeded).Select(part => part.SpeakerAt(now)).FirstOrDefault();

    public override long ChangesFrom(long moment) => FirstOf(parts, moment);
}
