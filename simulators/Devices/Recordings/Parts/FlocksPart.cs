using System.Globalization;
using System.Text;
using Roost.Alarms.Evaluation;
using Roost.Configuration;

namespace Roost.Simulators.Recordings.Parts;

/// <summary>What is known of the flock of a recorded coop.</summary>
/// <param name="Coop">The coop.</param>
/// <param name="Kind">Breed or type of the birds; null where nobody says.</param>
/// <param name="PlacedOn">The farm-local day of placement; null where nobody says.</param>
/// <param name="Birds">Birds placed; null where nobody says.</param>
/// <param name="Uses">What the house is used for and since when, oldest first; for birds before the first.</param>
internal sealed record RecordedFlock(string Coop, string? Kind, DateOnly? PlacedOn, int? Birds, IReadOnlyList<HouseUseSince> Uses);

/// <summary>The flocks of a recording: <c>flocks.yaml</c>.</summary>
internal static class FlocksPart
{
    /// <summary>Its name in the manifest.</summary>
    public const string Name = "flocks";

    private const string File = "flocks.yaml";

    private static readonly ScalarRule<DateOnly> Day = new("a day such as 2026-01-31", (string text, out DateOnly value) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value));

    private static readonly ScalarRule<HouseUse> Use = ScalarRules.OneOf<HouseUse>(
        ("birds", HouseUse.Birds), ("empty", HouseUse.Empty), ("cleaning", HouseUse.Cleaning), ("maintenance", HouseUse.Maintenance));

    /// <summary>Writes what is known of the flocks.</summary>
    public static void Write(RecordingWriter writer, IReadOnlyList<RecordedFlock> flocks)
    {
        var text = new StringBuilder("# The flocks; a coop without a day of placement has the age that its house controller says.\n");
        YamlText.List(text, "flocks", flocks.OrderBy(flock => flock.Coop, StringComparer.Ordinal).Select(Entry));
        System.IO.File.WriteAllText(writer.AddFile(Name, File, flocks.Count), text.ToString());
    }

    /// <summary>The flocks; null when they were not recorded.</summary>
    /// <exception cref="RecordingException">They can't be understood.</exception>
    public static IReadOnlyList<RecordedFlock>? Read(Recording recording) => recording.Manifest.Part(Name) is { } part
        ? YamlText.Read(recording, part.File, "flocks", root => (IReadOnlyList<RecordedFlock>)[.. root.Sections("flocks", required: false).Select(FlockOf)])
        : null;

    private static string Entry(RecordedFlock flock) => string.Join(", ", ((string?[])
    [
        $"coop: {YamlText.Of(flock.Coop)}",
        flock.Kind is { } kind ? $"kind: {kind}" : null,
        flock.PlacedOn is { } day ? string.Create(CultureInfo.InvariantCulture, $"placed: {day:yyyy-MM-dd}") : null,
        flock.Birds is { } birds ? string.Create(CultureInfo.InvariantCulture, $"birds: {birds}") : null,
        flock.Uses.Count > 0 ? $"uses: [{string.Join(", ", flock.Uses.Select(use => $"{{ from: {YamlText.Of(use.From)}, use: {WordOf(use.Use)} }}"))}]" : null,
    ]).OfType<string>());

    private static RecordedFlock FlockOf(YamlSection section)
    {
        var flock = new RecordedFlock(
            section.Required("coop", ScalarRules.Text),
            section.Optional<string?>("kind", ScalarRules.Text!, null),
            section.Has("placed") ? section.Required("placed", Day) : null,
            section.Has("birds") ? section.Required("birds", ScalarRules.Whole(1, 1_000_000)) : null,
            [.. section.Sections("uses", required: false).Select(use => new HouseUseSince(use.Required("from", YamlText.Time), use.Required("use", Use)))]);
        section.RejectUnknownKeys();
        return flock;
    }

    private static string WordOf(HouseUse use) => use switch
    {
        HouseUse.Empty => "empty",
        HouseUse.Cleaning => "cleaning",
        HouseUse.Maintenance => "maintenance",
        _ => "birds",
    };
}
