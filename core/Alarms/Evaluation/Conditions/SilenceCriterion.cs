using Roost.Alarms.Evaluation.Series;

namespace Roost.Alarms.Evaluation.Conditions;

/// <summary>
/// Longer silent than a limit: from the limit itself on, so that the excursion begins at the last reading and the limit, whoever asks when.
/// </summary>
internal sealed class SilenceCriterion(int index, SensorSeries series, AgeLimit limit) : NumberCriterion(index, isAbove: true, "s")
{
    public override Zone JudgeAt(long now) => LimitTicksAt(now) is not { } ticks ? Zone.Unknown : now - series.TakenAt >= ticks ? Zone.Exceeded : Zone.Cleared;

    /// <summary>Seconds of silence so far; just when a reading came, of the silence that it ended.</summary>
    public override Sample ReadAt(long now) =>
        new((now - (series.TakenAt == now ? series.PreviousAt : series.TakenAt)) / (double)TimeSpan.TicksPerSecond, Trust.Good);

    public override double LimitAt(long now) => limit.At(now);

    public override long ChangesFrom(long moment) =>
        LimitTicksAt(moment) is { } ticks && series.TakenAt + ticks >= moment ? series.TakenAt + ticks : long.MaxValue;

    private long? LimitTicksAt(long now) => limit.At(now) is var seconds && double.IsFinite(seconds) ? (long)(seconds * TimeSpan.TicksPerSecond) : null;
}
