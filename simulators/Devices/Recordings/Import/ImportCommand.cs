using System.CommandLine;
using System.Globalization;

namespace Roost.Simulators.Recordings.Import;

/// <summary><c>import csv FILE --map MAP.yaml</c>: makes a recording of somebody's spreadsheet.</summary>
internal static class ImportCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The spreadsheet, as delimited text." };
        var map = new Option<string>("--map") { Description = "What its columns mean; docs/recordings.md says how, simulators/maps has examples.", HelpName = "MAP.yaml", Required = true };
        var output = new Option<string>("--out") { Description = "The recording's directory.", HelpName = "DIR", Required = true };
        var csv = new Command("csv", "Makes a recording of a spreadsheet.") { file, map, output };
        csv.SetAction((parsed, cancellationToken) => RecordingCommand.RunAsync("import", parsed, async console =>
        {
            await ImportAsync(parsed.GetValue(file)!, parsed.GetValue(map)!, parsed.GetValue(output)!, console.Output, cancellationToken);
            return 0;
        }));
        return new Command("import", "Makes recordings of other people's data.") { csv };
    }

    /// <summary>Imports a file and says what came of it.</summary>
    /// <exception cref="RecordingException">The file or the map can't be used, or nothing in the file is a reading.</exception>
    internal static async Task<ImportReport> ImportAsync(string file, string mapFile, string folder, TextWriter output, CancellationToken cancellationToken)
    {
        var map = ImportMap.Read(mapFile);
        var report = new ImportReport();
        if (!File.Exists(file))
        {
            throw new RecordingException($"There is no file \"{file}\".");
        }

        using var writer = RecordingWriter.Create(folder);
        await new CsvImport(map, report).RunAsync(file, reading => writer.Add(reading), cancellationToken);
        if (writer is not { First: { } first, Last: { } last })
        {
            throw new RecordingException($"Nothing in \"{file}\" is a reading by the map \"{mapFile}\": {(report.Rows == 0 ? "it has a header and no rows." : string.Join(" ", report.Sentences()))}");
        }

        var manifest = await writer.FinishAsync(map.Farm, map.TimeZone, first, last.AddMilliseconds(1), report.Sentences(), cancellationToken);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Imported {writer.Count:N0} readings of {manifest.Coops.Count} {(manifest.Coops.Count == 1 ? "coop" : "coops")} from {report.Rows:N0} rows into {folder}."));
        foreach (var sentence in manifest.Notes)
        {
            await output.WriteLineAsync($"  {sentence}");
        }

        return report;
    }
}
