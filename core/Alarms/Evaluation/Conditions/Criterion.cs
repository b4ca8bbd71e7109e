namespace Roost.Alarms.Evaluation.Conditions;

/// <summary>A rule's condition, bound to the series of one place.</summary>
internal abstract class Criterion
{
    public abstract Zone JudgeAt(long now);

    /// <summary>The part that has the number and speaks for the condition; null where there is none.</summary>
    public abstract NumberCriterion? SpeakerAt(long now);

    /// <summary>The first moment, at or after one, at which time alone may change it; <see cref="long.MaxValue"/> for never.</summary>
    public virtual long ChangesFrom(long moment) => long.MaxValue;

    protected static long FirstOf(Criterion[] parts, long moment)
    {
        var first = long.MaxValue;
        foreach (var part in parts)
        {
            first = Math.Min(first, part.ChangesFrom(moment));
        }

        return first;
    }
}

/// <summary>A condition of a number and a limit.</summary>
/// <param name="index">Which of the rule's numbers it is, in the order in which the rule names them.</param>
/// <param name="isAbove">Whether higher is worse.</param>
/// <param name="unit">The number's unit; empty for a bare number.</param>
internal abstract class NumberCriterion(int index, bool isAbove, string unit) : Criterion
{
    public int Index => index;

    public string Unit => unit;

    public abstract Sample ReadAt(long now);

    public abstract double LimitAt(long now);

    public override NumberCriterion? SpeakerAt(long now) => this;

    /// <summary>The worse of two values.</summary>
    public double Worse(double one, double other) => isAbove ? Math.Max(one, other) : Math.Min(one, other);
}
