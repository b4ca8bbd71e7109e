using System.Globalization;
using System.Text;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Score;

/// <summary>All runs of one scenario.</summary>
internal sealed record ScenarioScore(Scenario Scenario, IReadOnlyList<ScoreSheet> Runs)
{
    /// <summary>Alarms that did not come in time, over all runs.</summary>
    public int Missed => Runs.Sum(run => run.Expected.Count(outcome => outcome.IsMissed));

    /// <summary>Alarms for nothing, over all runs.</summary>
    public int False => Runs.Sum(run => run.False.Count);
}

/// <summary>The scores as a table for people, in Markdown.</summary>
internal static class ScoreTable
{
    /// <summary>The heading and the table.</summary>
    /// <param name="scores">What was played.</param>
    /// <param name="seeds">On how many farms each.</param>
    /// <param name="took">How long that took; null to leave it out.</param>
    public static string Markdown(IReadOnlyList<ScenarioScore> scores, int seeds, TimeSpan? took = null)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Alarm score

            Written by `{CommandOf(scores, seeds)}`: scenarios of [scenarios.md](scenarios.md), each on {seeds} {(seeds == 1 ? "farm" : "farms")}, through the rule packs that
            Roost ships, by the engine that agents and the cloud run. Delay is from the event's begin until the cloud knows. **Missed**: not within the time that the
            scenario gives, nor, where it names one, before the birds are in danger. **False**: a page that is neither asked for nor right as a consequence; information pages nobody. **Logged**: over before it became known,
            which is right for those that are marked late.{TookText(took)}

            | scenario | alarm | within | median delay | worst delay | missed | false a house-week | pages a run | logged a run |
            |---|---|---|---|---|---|---|---|---|

            """);
        foreach (var score in scores)
        {
            AppendRows(text, score);
        }

        var (weeks, missed, wrong) = (scores.Sum(score => score.Runs.Sum(run => run.Weeks)), scores.Sum(score => score.Missed), scores.Sum(score => score.False));
        text.Append(CultureInfo.InvariantCulture, $"\nAltogether {missed} missed and {wrong} false in {weeks:0.#} house-weeks.\n");
        AppendFalse(text, scores);
        return text.ToString();
    }

    private static string CommandOf(IReadOnlyList<ScenarioScore> scores, int seeds)
    {
        string[] played = [.. scores.Select(score => score.Scenario.Name)];
        return ScenarioLibrary.Names.Order().SequenceEqual(played.Order())
            ? $"./roost score --seeds {seeds} --out docs/alarm-score.md"
            : $"./roost score {string.Join(" ", played)} --seeds {seeds}";
    }

    private static string TookText(TimeSpan? took) => took is not { } time
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" It took {time.TotalSeconds:0} s on {Environment.ProcessorCount} cores.");

    private static void AppendRows(StringBuilder text, ScenarioScore score)
    {
        var weeks = score.Runs.Sum(run => run.Weeks);
        var last = string.Create(
            CultureInfo.InvariantCulture,
            $"{score.False / weeks:0.##} | {score.Runs.Average(run => run.Pages):0.#} | {score.Runs.Average(run => run.Logged):0.#} |");
        var asked = score.Runs[0].Expected.Count;
        if (asked == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {score.Scenario.Name} | none | | | | | {last}\n");
        }

        for (var index = 0; index < asked; index++)
        {
            var outcomes = score.Runs.Select(run => run.Expected[index]).ToList();
            var delays = outcomes.Select(outcome => outcome.Delay ?? TimeSpan.MaxValue).Order().ToList();
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {(index == 0 ? score.Scenario.Name : "")} | {ScenarioAlarms.WordOf(outcomes[0].Alarm)}{(outcomes[0].IsLate ? ", late" : "")} | {Of(outcomes[0].Within)}{(outcomes[0].BeforeDanger is null ? "" : " or before danger")} | {Of(delays[delays.Count / 2])} | {Of(delays[^1])} | {outcomes.Count(outcome => outcome.IsMissed)} of {outcomes.Count} | {(index == 0 ? last : "| | |")}\n");
        }
    }

    private static void AppendFalse(StringBuilder text, IReadOnlyList<ScenarioScore> scores)
    {
        foreach (var score in scores.Where(score => score.False > 0))
        {
            var rules = score.Runs.SelectMany(run => run.False).GroupBy(alarm => $"{alarm.Verdict.Alarm.Rule}/{alarm.Verdict.Alarm.Place}").OrderByDescending(group => group.Count());
            text.Append(
                CultureInfo.InvariantCulture,
                $"- False in {score.Scenario.Name}: {string.Join(", ", rules.Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key} ×{group.Count()} (worst {group.Max(alarm => alarm.Verdict.Worst):0.#}, first {group.Min(alarm => alarm.Verdict.RaisedAt):MM-dd HH:mm})")))}\n");
        }
    }

    private static string Of(TimeSpan delay) => delay == TimeSpan.MaxValue ? "never"
        : delay.TotalDays >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{delay.TotalDays:0.0} d")
        : delay.TotalHours >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{delay.TotalHours:0.0} h")
        : string.Create(CultureInfo.InvariantCulture, $"{delay.TotalMinutes:0.#} min");
}
