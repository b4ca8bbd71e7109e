using System.CommandLine;
using System.Globalization;
using Roost.Domain.Readings;
using Roost.Simulators.Recordings.Parts;

namespace Roost.Simulators.Recordings;

/// <summary><c>recording show DIR</c>: what is in a recording, after its checksums were verified.</summary>
internal static class ShowCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "The recording." };
        var show = new Command("show", "Says what is in a recording, and verifies its checksums.") { folder };
        show.SetAction((parsed, cancellationToken) => RecordingCommand.RunAsync("recording", parsed, async console =>
        {
            await ShowAsync(await Recording.OpenAsync(parsed.GetValue(folder)!, cancellationToken), console.Output);
            return 0;
        }));
        return new Command("recording", "Looks into recordings.") { show };
    }

    /// <summary>Writes what is in a recording.</summary>
    internal static async Task ShowAsync(Recording recording, TextWriter output)
    {
        var manifest = recording.Manifest;
        await output.WriteLineAsync($"{recording.Folder}: the farm {manifest.Farm} ({manifest.TimeZone}), recorded by Roost {manifest.Roost}, format {manifest.Format}");
        await output.WriteLineAsync($"from {FarmTime.Show(manifest.From, recording.TimeZone)} to {FarmTime.Show(manifest.To, recording.TimeZone)}");
        foreach (var part in manifest.Parts.GroupBy(part => part.Part))
        {
            await output.WriteLineAsync(Line([.. part]));
        }

        if (Manifest.KnownParts.Where(part => manifest.Part(part) is null).ToList() is { Count: > 0 } absent)
        {
            await output.WriteLineAsync($"not recorded: {string.Join(", ", absent)}");
        }

        foreach (var note in manifest.Notes)
        {
            await output.WriteLineAsync($"note: {note}");
        }

        if (manifest.Part("readings") is null)
        {
            return;
        }

        using var reader = new RecordingReader(recording, Selection.All);
        if (reader.Extent() is { } extent)
        {
            await output.WriteLineAsync($"first reading {FarmTime.Show(extent.First, recording.TimeZone)}, last {FarmTime.Show(extent.Last, recording.TimeZone)}");
        }

        var flocks = FlocksPart.Read(recording) ?? [];
        var rules = RulesPart.Read(recording);
        foreach (var coop in reader.Series().GroupBy(series => series.Coop))
        {
            await output.WriteLineAsync($"{coop.Key}  {About(coop.Key, flocks.FirstOrDefault(flock => flock.Coop == coop.Key), rules)}".TrimEnd());
            foreach (var series in coop)
            {
                await output.WriteLineAsync("  " + Line(series));
            }
        }
    }

    private static string About(string coop, RecordedFlock? flock, RecordedRules? rules) => string.Join(", ", ((string?[])
    [
        flock?.Kind,
        flock?.Birds is { } birds ? string.Create(CultureInfo.InvariantCulture, $"{birds:N0} birds") : null,
        flock?.PlacedOn is { } day ? string.Create(CultureInfo.InvariantCulture, $"placed {day:yyyy-MM-dd}") : null,
        rules?.Of(coop) is { } pack ? string.Create(CultureInfo.InvariantCulture, $"rules {pack.Name} with {rules.ChangesOf(coop).Count()} changes") : null,
    ]).OfType<string>());

    private static string Line(IReadOnlyList<ManifestPart> files) => string.Create(
        CultureInfo.InvariantCulture,
        $"{files[0].Part}: {files.Sum(file => file.Count):N0} in {(files.Count == 1 ? files[0].File : $"{files.Count} files")}, {files.Sum(file => file.Bytes):N0} bytes, {(files.Count == 1 ? "checksum" : "checksums")} verified");

    private static string Line(RecordedSeries series)
    {
        var unit = QuantityFacts.TryParse(series.Quantity, out var quantity) ? QuantityFacts.Of(quantity).Unit : "";
        var range = series.Minimum is null ? "no value" : string.Create(CultureInfo.InvariantCulture, $"{series.Minimum:0.###} to {series.Maximum:0.###} {unit}").TrimEnd();
        var notGood = series.NotGood > 0 ? string.Create(CultureInfo.InvariantCulture, $", {series.NotGood:N0} not good") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{series.Quantity}/{series.Place}: {series.Readings:N0} readings, {range}{notGood}");
    }
}
