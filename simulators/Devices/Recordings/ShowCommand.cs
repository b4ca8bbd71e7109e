using System.CommandLine;
using System.Globalization;
using Roost.Domain.Readings;

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
        foreach (var part in manifest.Parts)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{part.Part}: {part.Count:N0} in {part.File}, {part.Bytes:N0} bytes, checksum verified"));
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

        foreach (var coop in reader.Series().GroupBy(series => series.Coop))
        {
            await output.WriteLineAsync(coop.Key);
            foreach (var series in coop)
            {
                await output.WriteLineAsync("  " + Line(series));
            }
        }
    }

    private static string Line(RecordedSeries series)
    {
        var unit = QuantityFacts.TryParse(series.Quantity, out var quantity) ? QuantityFacts.Of(quantity).Unit : "";
        var range = series.Minimum is null ? "no value" : string.Create(CultureInfo.InvariantCulture, $"{series.Minimum:0.###} to {series.Maximum:0.###} {unit}").TrimEnd();
        var notGood = series.NotGood > 0 ? string.Create(CultureInfo.InvariantCulture, $", {series.NotGood:N0} not good") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{series.Quantity}/{series.Place}: {series.Readings:N0} readings, {range}{notGood}");
    }
}
