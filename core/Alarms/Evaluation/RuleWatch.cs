using Roost.Alarms.Evaluation.Conditions;
using Roost.Alarms.Evaluation.Series;
using Roost.Alarms.Evaluation.Signals;
using Roost.Alarms.Evaluation.Windows;

namespace Roost.Alarms.Evaluation;

/// <summary>One rule at one place: the excursion that goes on there, and the delays that run.</summary>
internal sealed partial class RuleWatch(CompiledRule compiled, int ruleIndex, string coop, string place, HouseUse use)
{
    private const long Never = long.MaxValue;
    private const long None = long.MinValue;

    private readonly long onDelay = compiled.Rule.OnDelay.Ticks;
    private readonly long offDelay = compiled.Rule.OffDelay.Ticks;
    private readonly List<HourlyMeans> usualMeans = [];

    // It is bound before it is told of readings.
    private Criterion when = null!;
    private Criterion? until;
    private NumberCriterion[] numbers = [];
    private SensorSeries[] inputs = [];
    private UsualGauge[] usuals = [];

    // By design, as nothing lives in the house that it could endanger: it is judged all the same, and tells nobody.
    private bool isSuppressed = compiled.IsSuppressedIn(use);
    private bool isWanted;
    private long turning = None;
    private long broken = None;
    private long brokenAt = None;
    private long unknownSince = None;
    private int speaker = -1;
    private Verdict? active;
    private double worst = double.NaN;

    private long turnDue = Never;
    private long waitDue = Never;

    public int RuleIndex => ruleIndex;

    public string Place => place;

    public CompiledRule Compiled => compiled;

    /// <summary>Whether it was never bound.</summary>
    public bool IsNew => when is null;

    /// <summary>No later than the first moment at which time alone may change the watch.</summary>
    public long Due => Math.Min(turnDue, waitDue);

    /// <summary>The excursion that goes on, with its worst so far.</summary>
    public Verdict? Active => active is null ? null : active with { Worst = Number(worst) };

    public IReadOnlyList<SensorSeries> Inputs => inputs;

    /// <summary>Binds it to the series that are there.</summary>
    public void Bind(SeriesTable table, FlockFigures flock, SharedGauges shared, long now)
    {
        var gauges = new GaugeBinder(table, flock, shared, place, usualMeans);
        var criteria = new CriterionBinder(gauges);
        when = criteria.Bind(compiled.Rule.When);
        until = compiled.Rule.While is { } condition ? criteria.Bind(condition) : null;
        (numbers, inputs, usuals) = ([.. criteria.Numbers], [.. gauges.Inputs], [.. gauges.Usuals]);
        waitDue = now;
    }

    /// <summary>A reading that it looks at came.</summary>
    public void Touch(long now, List<Verdict> said)
    {
        // What a house without birds is like is not usual for one with birds.
        if (!isSuppressed)
        {
            foreach (var usual in usuals)
            {
                usual.Remember(now);
            }
        }

        Judge(now, said);
        waitDue = Math.Min(waitDue, now + compiled.LeastWaitTicks);
    }

    /// <summary>Time passes up to and with a moment.</summary>
    public void Pass(long to, List<Verdict> said)
    {
        while (FirstDue(to) is var due && due <= to)
        {
            Judge(due, said);
            waitDue = FirstChange(due + 1);
        }
    }

    /// <summary>Finds when it is really due next, where it may be due by a moment.</summary>
    public long FirstDue(long by)
    {
        if (waitDue <= by)
        {
            waitDue = FirstChange(waitDue);
        }

        return Due;
    }

    /// <summary>The house's use changed: an excursion that goes on falls silent, or speaks from now on.</summary>
    public void ChangeUse(HouseUse use, List<Verdict> said)
    {
        isSuppressed = compiled.IsSuppressedIn(use);
        if (active is not null && active.Suppressed != isSuppressed)
        {
            active = active with { Suppressed = isSuppressed };
            said.Add(Active!);
        }
    }

    private long FirstChange(long from)
    {
        var first = Math.Min(when.ChangesFrom(from), until?.ChangesFrom(from) ?? Never);
        foreach (var input in inputs)
        {
            var end = input.TakenAt + SensorSeries.HoldTicks + 1;
            first = end >= from && end < first ? end : first;
        }

        return first;
    }

    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
