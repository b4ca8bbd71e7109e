using System.CommandLine;
using Roost.Configuration;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Score;

/// <summary><c>score [SCENARIO…]</c>: how well the shipped rules do on scenarios.</summary>
internal static class ScoreCommand
{
    private const int Failed = 1;
    private const int CannotRun = 2;
    private const ulong SeedStep = 1000;

    /// <summary>Creates the command.</summary>
    internal static Command Create()
    {
        var names = new Argument<string[]>("SCENARIO") { Description = "Names of shipped scenarios or files; none for all.", Arity = ArgumentArity.ZeroOrMore };
        var seeds = new Option<int>("--seeds") { Description = "How many farms each scenario is played on.", HelpName = "N", DefaultValueFactory = _ => 10 };
        seeds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
            {
                result.AddError("--seeds is a whole number from 1 to 1000.");
            }
        });
        var file = new Option<string?>("--out") { Description = "File that the table goes to, beside the screen.", HelpName = "FILE" };
        var command = new Command("score", "Plays scenarios through the alarm rules and says what was found when, missed and false.") { names, seeds, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var console = parsed.InvocationConfiguration;
            try
            {
                var wanted = parsed.GetValue(names) is { Length: > 0 } some ? some : [.. ScenarioLibrary.Names];
                if (parsed.GetValue(file) is { } intended)
                {
                    // Not after minutes of work.
                    await using var probe = new FileStream(intended, FileMode.OpenOrCreate, FileAccess.Write);
                }

                var began = TimeProvider.System.GetTimestamp();
                var scores = await PlayAsync([.. wanted.Select(ScenarioLibrary.Find)], parsed.GetValue(seeds), cancellationToken);
                var table = ScoreTable.Markdown(scores, parsed.GetValue(seeds), TimeProvider.System.GetElapsedTime(began));
                await console.Output.WriteLineAsync(table);
                if (parsed.GetValue(file) is { } path)
                {
                    await File.WriteAllTextAsync(path, table, cancellationToken);
                }

                return scores.Any(score => score.Missed + score.False > 0) ? Failed : 0;
            }
            catch (OperationCanceledException)
            {
                await console.Error.WriteLineAsync("Stopped before the scenarios were played; there is no score.");
                return Failed;
            }
            catch (SetupException problem)
            {
                await console.Error.WriteLineAsync(problem.Message);
                return CannotRun;
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                await console.Error.WriteLineAsync($"The table can't be written: {problem.Message} Choose another file with --out.");
                return CannotRun;
            }
        });
        return command;
    }

    /// <summary>Plays each scenario on so many farms, its own seed first, on all cores.</summary>
    internal static async Task<IReadOnlyList<ScenarioScore>> PlayAsync(IReadOnlyList<Scenario> scenarios, int seeds, CancellationToken cancellationToken)
    {
        var sheets = scenarios.Select(_ => new ScoreSheet[seeds]).ToArray();

        // The longest first, so that no core idles at the end.
        var runs = Enumerable.Range(0, scenarios.Count)
            .OrderByDescending(index => scenarios[index].Length)
            .SelectMany(index => Enumerable.Range(0, seeds).Select(seed => (Index: index, Seed: seed)));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(runs, options, (run, cancelled) =>
        {
            var scenario = scenarios[run.Index];
            var farm = scenario.With(scenario.Setup.Seed + (SeedStep * (ulong)run.Seed));
            sheets[run.Index][run.Seed] = ScoreSheet.Of(farm, ScoreRun.Play(farm, ScoreRun.PackOf(farm.Setup.Flock.Kind), cancelled));
            return ValueTask.CompletedTask;
        });
        return [.. scenarios.Select((scenario, index) => new ScenarioScore(scenario, sheets[index]))];
    }
}
