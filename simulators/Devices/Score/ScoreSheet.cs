using Roost.Alarms;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Score;

/// <summary>What became of one alarm that a scenario asks for, in one run.</summary>
/// <param name="Alarm">Which.</param>
/// <param name="Within">How long it may take.</param>
/// <param name="Delay">How long it took from the event's begin; null when it did not come at all.</param>
/// <param name="BeforeDanger">How long after the event's begin the birds came to what it must be before; the longest time there is when they did not, null where the time alone counts.</param>
/// <param name="IsLate">Whether it can only be learned when it is over, and is to stand in the log alone.</param>
internal readonly record struct ExpectedOutcome(ScenarioAlarm Alarm, TimeSpan Within, TimeSpan? Delay, TimeSpan? BeforeDanger, bool IsLate)
{
    /// <summary>It did not come, or too late.</summary>
    public bool IsMissed => !(Delay <= Within || Delay < BeforeDanger);
}

/// <summary>One run of a scenario against what it asks for.</summary>
/// <param name="Expected">Each alarm that must come.</param>
/// <param name="False">Alarms that are neither asked for nor right as consequences: somebody is paged for nothing.</param>
/// <param name="Pages">Alarms that page somebody.</param>
/// <param name="Logged">Alarms that were over when they became known.</param>
/// <param name="Weeks">Length of the run in house-weeks.</param>
internal sealed record ScoreSheet(
    IReadOnlyList<ExpectedOutcome> Expected, IReadOnlyList<ScoredAlarm> False, int Pages, int Logged, double Weeks)
{
    private static readonly (string Word, ScenarioAlarm Alarm)[] Words =
        [.. Enum.GetValues<ScenarioAlarm>().Select(alarm => (ScenarioAlarms.WordOf(alarm), alarm)).OrderByDescending(pair => pair.Item1.Length)];

    /// <summary>The word that scenarios have for a rule; null when they have none.</summary>
    public static ScenarioAlarm? WordOf(string rule)
    {
        foreach (var (word, alarm) in Words)
        {
            if (rule == word || rule.StartsWith(word + "-", StringComparison.Ordinal))
            {
                return alarm;
            }
        }

        return null;
    }

    /// <summary>Holds a run's alarms against the scenario.</summary>
    public static ScoreSheet Of(Scenario scenario, ScoredRun run)
    {
        var alarms = run.Alarms;
        // Information pages nobody; what all sensors of a silent agent lack is folded under that one alarm; what was over is logged.
        var causes = alarms.Where(alarm => WordOf(alarm.Verdict.Alarm.Rule) is ScenarioAlarm.AgentSilent or ScenarioAlarm.ClockWrong).ToList();
        var paged = alarms
            .Where(alarm => alarm.Verdict is { Severity: >= AlarmSeverity.Warning, Suppressed: false } && !alarm.WasOver && !IsFolded(alarm, causes))
            .ToList();
        var logged = alarms.Where(alarm => alarm.WasOver).ToList();
        var expected = scenario.Events
            .SelectMany(each => each.Expected.Select(ask => new ExpectedOutcome(ask.Alarm, ask.Within, DelayOf(ask.Alarm, each, paged), BeforeDanger(ask, each, run), false))
                .Concat(each.Late.Select(ask => new ExpectedOutcome(ask.Alarm, ask.Within, DelayOf(ask.Alarm, each, logged), null, true))))
            .ToList();
        return new(
            expected,
            [.. paged.Where(alarm => !IsRight(alarm, scenario))],
            paged.Count,
            logged.Count,
            scenario.Length.TotalDays / 7);
    }

    private static TimeSpan? BeforeDanger(ExpectedAlarm asked, ScenarioEvent happening, ScoredRun run) => asked.Danger is null ? null
        : run.EndangeredAt.TryGetValue(asked, out var at) ? at - happening.Event.From
        : TimeSpan.MaxValue;

    private static TimeSpan? DelayOf(ScenarioAlarm wanted, ScenarioEvent happening, List<ScoredAlarm> alarms) => alarms
        .Where(alarm => WordOf(alarm.Verdict.Alarm.Rule) == wanted && alarm.LearnedAt >= happening.Event.From)
        .Select(alarm => (TimeSpan?)(alarm.LearnedAt - happening.Event.From))
        .Min();

    private static bool IsRight(ScoredAlarm alarm, Scenario scenario)
    {
        if (WordOf(alarm.Verdict.Alarm.Rule) is not { } word)
        {
            return false;
        }

        // Before anything has happened nothing can follow.
        return scenario.Events.Any(each => alarm.LearnedAt >= each.Event.From && each.Expected.Any(ask => ask.Alarm == word))
            || (scenario.MayFollow.Contains(word) && scenario.Events.Any(each => alarm.LearnedAt >= each.Event.From));
    }

    private static bool IsFolded(ScoredAlarm alarm, List<ScoredAlarm> causes) =>
        WordOf(alarm.Verdict.Alarm.Rule) == ScenarioAlarm.SensorMissing
        && causes.Exists(cause => alarm.LearnedAt >= cause.Verdict.RaisedAt && alarm.LearnedAt <= (cause.Verdict.EndedAt ?? DateTimeOffset.MaxValue));
}
