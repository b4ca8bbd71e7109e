using System.CommandLine;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Configuration;
using Roost.Domain.Breeds;
using Roost.Simulation.Flock;
using Roost.Simulators.Recordings.Parts;

namespace Roost.Simulators.Recordings;

/// <summary><c>alarms RECORDING</c>: the alarms that rules make of a recording, as a table.</summary>
internal static class AlarmsCommand
{
    private const string DefaultPack = "broiler";

    /// <summary>Creates the command.</summary>
    internal static Command Create()
    {
        var folder = new Argument<string>("RECORDING") { Description = "The recording's folder." };
        var rules = new Option<string?>("--rules") { Description = "A file of rules, in place of the recording's own.", HelpName = "FILE" };
        var pack = new Option<string?>("--pack") { Description = $"A shipped pack in place of the recording's own rules: broiler, layer or slow-growing ({DefaultPack}, where it has none).", HelpName = "NAME" };
        var breed = new Option<string?>("--breed") { Description = "The birds, for limits that follow a standard (of the recording's rules): ross-308, cobb-500, …", HelpName = "KIND" };
        var placed = new Option<DateOnly?>("--placed") { Description = "Day of placement (of the recording's flock); without any the age is what flock-day says.", HelpName = "DATE" };
        var birds = new Option<int?>("--birds") { Description = "Birds placed (of the recording's flock).", HelpName = "N" };
        var coops = NamesOption.Create("--coop", "Only this coop.");
        var recorded = new Option<bool>("--recorded") { Description = "Print the alarms that were recorded, instead of judging the readings." };
        var command = new Command("alarms", "Judges a recording by alarm rules, its own unless others are given, and prints the alarms.")
        {
            folder, rules, pack, breed, placed, birds, coops, recorded,
        };
        command.SetAction((parsed, cancellationToken) => RecordingCommand.RunAsync("alarms", parsed, async console =>
        {
            var recording = await Recording.OpenAsync(parsed.GetValue(folder)!, cancellationToken);
            var wanted = parsed.GetValue(coops) ?? [];
            var alarms = parsed.GetValue(recorded)
                ? Recorded(recording, wanted)
                : RecordingJudge.Judge(
                    recording,
                    Selection.All with { Coops = wanted },
                    JudgedBy(recording, PackOf(parsed.GetValue(rules), parsed.GetValue(pack)), BreedOf(parsed.GetValue(breed)), parsed.GetValue(placed), parsed.GetValue(birds)),
                    cancellationToken);
            foreach (var line in AlarmTable.Lines(alarms, recording.TimeZone))
            {
                await console.Output.WriteLineAsync(line);
            }

            return 0;
        }));
        return command;
    }

    private static IReadOnlyList<Verdict> Recorded(Recording recording, string[] coops) =>
        [.. (AlarmsPart.Read(recording) ?? throw new RecordingException($"The recording \"{recording.Folder}\" has no alarms; leave out --recorded to judge its readings."))
            .Where(alarm => coops.Length == 0 || coops.Contains(alarm.Alarm.Coop))];

    // What is given goes before what was recorded, as the birds' standard goes with the pack in the cloud.
    private static Func<string, JudgedBy> JudgedBy(Recording recording, RulePack? given, BreedStandard? breed, DateOnly? placedOn, int? birds)
    {
        var rules = RulesPart.Read(recording);
        var flocks = FlocksPart.Read(recording) ?? [];
        return coop =>
        {
            var recorded = rules?.Of(coop);
            var flock = flocks.FirstOrDefault(each => each.Coop == coop);
            return new(
                given ?? recorded ?? RulePacks.For(DefaultPack)!,
                new(coop, recording.TimeZone, breed ?? (recorded is null ? null : RulePacks.BreedOf(recorded.Name)), placedOn ?? flock?.PlacedOn, birds ?? flock?.Birds, flock?.Uses ?? []));
        };
    }

    private static RulePack? PackOf(string? file, string? name)
    {
        try
        {
            return file is not null ? PackFile.Read(Path.GetFileNameWithoutExtension(file), [(file, File.ReadAllText(file))])
                : name is null ? null
                : RulePacks.For(name) ?? throw new RecordingException($"--pack is \"{name}\", but Roost ships {string.Join(", ", RulePacks.All.Select(pack => pack.Name))}.");
        }
        catch (SetupException problem)
        {
            throw new RecordingException(problem.Message, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException($"The rules \"{file}\" can't be read: {problem.Message}", problem);
        }
    }

    private static BreedStandard? BreedOf(string? name) => name is null
        ? null
        : BirdKind.All.FirstOrDefault(kind => kind.Name == name)?.Standard
            ?? throw new RecordingException($"--breed is \"{name}\", but Roost knows {string.Join(", ", BirdKind.All.Select(kind => kind.Name))}.");
}
