using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using Roost.Domain.Breeds;
using Roost.Domain.Readings;

namespace Roost.Alarms.Tests.Evaluation;

/// <summary>A coop under test: rules, what is known of it, and what the evaluation has said so far; times are seconds since a farm's midnight.</summary>
internal sealed class CoopCase
{
    public static readonly DateTimeOffset Midnight = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly CoopContext Context = new("coop-1", TimeZoneInfo.Utc, BreedStandard.Ross308, new DateOnly(2025, 12, 12), 20_000, []);

    private static readonly RuleText Text = new(new("A", "甲"), new("B", "乙"), new("C", "丙"), []);

    private readonly RulePack pack;
    private readonly CoopContext context;
    private CoopEvaluation evaluation;

    public CoopCase(params Rule[] rules)
        : this(Context, rules)
    {
    }

    public CoopCase(CoopContext context, params Rule[] rules)
    {
        (pack, this.context) = (new("test", 1, rules), context);
        evaluation = new(pack, context);
    }

    public List<Verdict> Said { get; } = [];

    public CoopEvaluation Evaluation => evaluation;

    public static Rule Rule(Quantity at, Condition when, double onSeconds = 0, double offSeconds = 0) => new()
    {
        Name = "rule",
        Severity = AlarmSeverity.Warning,
        Area = RuleArea.Climate,
        At = at,
        When = when,
        OnDelay = TimeSpan.FromSeconds(onSeconds),
        OffDelay = TimeSpan.FromSeconds(offSeconds),
        Text = Text,
        Source = "test",
    };

    public static DateTimeOffset At(double seconds) => Midnight.AddSeconds(seconds);

    public static Reading Read(double seconds, Quantity quantity, double? value, string place = "front", Quality quality = Quality.Good) =>
        new(quantity, place, At(seconds), value, quality);

    public bool Feed(double seconds, Quantity quantity, double? value, string place = "front", Quality quality = Quality.Good) =>
        Feed(Read(seconds, quantity, value, place, quality));

    public bool Feed(in Reading reading)
    {
        var taken = evaluation.Step(reading);
        evaluation.Drain(Said);
        return taken;
    }

    /// <summary>The same value again and again, each ten seconds, first and last included.</summary>
    public void Hold(double from, double to, Quantity quantity, double value, string place = "front")
    {
        for (var second = from; second <= to; second += 10)
        {
            Feed(second, quantity, value, place);
        }
    }

    public void AdvanceTo(double seconds)
    {
        evaluation.AdvanceTo(At(seconds));
        evaluation.Drain(Said);
    }

    public void Restart() => evaluation = CoopEvaluation.Restore(pack, context, evaluation.Save());

    /// <summary>What was said, as text: start, raised and ended in seconds.</summary>
    public string Story() => string.Join("; ", Said.GroupBy(verdict => verdict.Alarm).Select(same => same.Last()).Select(verdict =>
        $"{verdict.Alarm.Place} {Seconds(verdict.Alarm.Start)} {Seconds(verdict.RaisedAt)}-{(verdict.EndedAt is { } ended ? Seconds(ended) : "")}"));

    private static string Seconds(DateTimeOffset time) => FormattableString.Invariant($"{(time - Midnight).TotalSeconds:0.###}");
}
