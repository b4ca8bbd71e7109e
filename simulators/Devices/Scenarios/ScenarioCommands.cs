using System.CommandLine;
using System.Globalization;
using Roost.Configuration;

namespace Roost.Simulators.Scenarios;

/// <summary><c>scenarios</c> lists what is shipped; <c>plot SCENARIO…</c> draws.</summary>
internal static class ScenarioCommands
{
    private const int CannotRun = 2;

    /// <summary>Creates <c>scenarios</c>.</summary>
    internal static Command List()
    {
        var command = new Command("scenarios", "Lists the scenarios that Roost ships.");
        command.SetAction(async (parsed, _) =>
        {
            foreach (var scenario in ScenarioLibrary.Names.Select(ScenarioLibrary.Find))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{scenario.Name,-22} {scenario.Length.TotalDays,3:0} days  {scenario.Title["en"]} · {scenario.Title["zh-CN"]}"));
            }

            return 0;
        });
        return command;
    }

    /// <summary>Creates <c>plot</c>.</summary>
    internal static Command Plot()
    {
        var names = new Argument<string[]>("SCENARIO") { Description = "Names of shipped scenarios or files; none for all.", Arity = ArgumentArity.ZeroOrMore };
        var folder = new Option<string>("--out") { Description = "Folder that the pages go to.", HelpName = "DIR", DefaultValueFactory = _ => "scenario-pages" };
        var seed = NumberOption.Create<ulong>("--seed", "Another farm than the scenario's own.", 0, ulong.MaxValue, null);
        var command = new Command("plot", "Plays scenarios as fast as it goes and writes a page of charts for each.") { names, folder, seed };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var console = parsed.InvocationConfiguration;
            try
            {
                var wanted = parsed.GetValue(names) is { Length: > 0 } some ? some : ScenarioLibrary.Names;
                var into = Directory.CreateDirectory(parsed.GetValue(folder)!).FullName;
                foreach (var scenario in wanted.Select(ScenarioLibrary.Find))
                {
                    var trace = ScenarioTrace.Play(parsed.GetValue(seed) is { } other ? scenario.With(other) : scenario, cancellationToken);
                    var file = Path.Combine(into, $"{scenario.Name}.html");
                    await File.WriteAllTextAsync(file, ScenarioPage.Write(trace), cancellationToken);
                    await console.Output.WriteLineAsync(file);
                }

                return 0;
            }
            catch (SetupException problem)
            {
                await console.Error.WriteLineAsync(problem.Message);
                return CannotRun;
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                await console.Error.WriteLineAsync($"The pages can't be written: {problem.Message} Choose another folder with --out.");
                return CannotRun;
            }
        });
        return command;
    }
}
