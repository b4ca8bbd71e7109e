using System.CommandLine;
using System.Globalization;
using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Configuration;
using Roost.Domain.Breeds;
using Roost.Domain.Readings;
using Roost.Simulation.Flock;

namespace Roost.Simulators.Recordings;

/// <summary><c>alarms RECORDING</c>: the alarms that rules make of a recording, as a table.</summary>
internal static class AlarmsCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create()
    {
        var folder = new Argument<string>("RECORDING") { Description = "The recording's folder." };
        var rules = new Option<string?>("--rules") { Description = "A file of rules, in place of a shipped pack.", HelpName = "FILE" };
        var pack = new Option<string>("--pack") { Description = "A shipped pack: broiler, layer or slow-growing.", HelpName = "NAME", DefaultValueFactory = _ => "broiler" };
        var breed = new Option<string?>("--breed") { Description = "The birds, for limits that follow a standard: ross-308, cobb-500, …", HelpName = "KIND" };
        var placed = new Option<DateOnly?>("--placed") { Description = "Day of placement; without it the age is what flock-day says.", HelpName = "DATE" };
        var birds = new Option<int?>("--birds") { Description = "Birds placed.", HelpName = "N" };
        var coops = NamesOption.Create("--coop", "Only this coop.");
        var command = new Command("alarms", "Judges a recording by alarm rules and prints the alarms.") { folder, rules, pack, breed, placed, birds, coops };
        command.SetAction((parsed, cancellationToken) => RecordingCommand.RunAsync("alarms", parsed, async console =>
        {
            var recording = await Recording.OpenAsync(parsed.GetValue(folder)!, cancellationToken);
            var judged = PackOf(parsed.GetValue(rules), parsed.GetValue(pack)!);
            var context = new CoopContext("", recording.TimeZone, BreedOf(parsed.GetValue(breed)), parsed.GetValue(placed), parsed.GetValue(birds), []);
            var verdicts = Judge(recording, Selection.All with { Coops = parsed.GetValue(coops) ?? [] }, judged, context, cancellationToken);
            foreach (var line in Lines(verdicts, recording.TimeZone))
            {
                await console.Output.WriteLineAsync(line);
            }

            return 0;
        }));
        return command;
    }

    /// <summary>Every alarm of a recording as its last readings tell it, oldest first.</summary>
    internal static IReadOnlyList<Verdict> Judge(
        Recording recording, Selection selection, RulePack pack, CoopContext context, CancellationToken cancellationToken)
    {
        using var reader = new RecordingReader(recording, selection);
        Dictionary<string, CoopEvaluation> coops = new(StringComparer.Ordinal);

        // A recording is in the order of names, the engine in that of quantities: the readings of one moment are sorted.
        List<(string Coop, Reading Reading)> moment = [];
        foreach (var read in reader.Readings())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (moment.Count > 0 && read.TakenAt != moment[0].Reading.TakenAt)
            {
                Step();
            }

            if (QuantityFacts.TryParse(read.Quantity, out var quantity))
            {
                moment.Add((read.Coop, new(quantity, read.Place, read.TakenAt, read.Value, read.Quality, read.Reason)));
            }
        }

        Step();
        List<Verdict> said = [];
        foreach (var evaluation in coops.Values)
        {
            evaluation.Drain(said);
        }

        return [.. said.GroupBy(verdict => verdict.Alarm).Select(group => group.Last()).OrderBy(verdict => verdict.RaisedAt)
            .ThenBy(verdict => verdict.Alarm.ToString(), StringComparer.Ordinal)];

        void Step()
        {
            foreach (var (coop, reading) in moment.OrderBy(each => each.Reading.Quantity).ThenBy(each => each.Reading.Place, StringComparer.Ordinal))
            {
                if (!coops.TryGetValue(coop, out var evaluation))
                {
                    coops[coop] = evaluation = new(pack, context with { Coop = coop });
                }

                evaluation.Step(reading);
            }

            moment.Clear();
        }
    }

    private static RulePack PackOf(string? file, string name)
    {
        try
        {
            return file is null
                ? RulePacks.For(name) ?? throw new RecordingException($"--pack is \"{name}\", but Roost ships {string.Join(", ", RulePacks.All.Select(pack => pack.Name))}.")
                : PackFile.Read(Path.GetFileNameWithoutExtension(file), [(file, File.ReadAllText(file))]);
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

    private static IEnumerable<string> Lines(IReadOnlyList<Verdict> verdicts, TimeZoneInfo timeZone)
    {
        yield return $"{"raised",-20} {"ended",-20} {"severity",-12} {"coop",-12} {"rule",-34} {"place",-12} {"value",9} {"limit",9} {"worst",9}";
        foreach (var verdict in verdicts)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{Time(verdict.RaisedAt),-20} {(verdict.EndedAt is { } ended ? Time(ended) : "lasts"),-20} {WordOf(verdict.Severity),-12} {verdict.Alarm.Coop,-12} {verdict.Alarm.Rule,-34} {verdict.Alarm.Place,-12} {verdict.Value,9:0.##} {verdict.Limit,9:0.##} {verdict.Worst,9:0.##}");
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"{verdicts.Count} alarms, times of {timeZone.Id}");

        string Time(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, timeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static string WordOf(AlarmSeverity severity) => severity switch
    {
        AlarmSeverity.Critical => "critical",
        AlarmSeverity.Warning => "warning",
        _ => "information",
    };
}
