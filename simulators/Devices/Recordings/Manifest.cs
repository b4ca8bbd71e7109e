using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Simulators.Recordings;

/// <summary>What a recording is and holds: <c>manifest.json</c>.</summary>
/// <param name="Format">Version of the format; a reader refuses one that is newer than its own.</param>
/// <param name="Roost">Version of the Roost that wrote it.</param>
/// <param name="Farm">The farm.</param>
/// <param name="TimeZone">IANA name of the farm's time zone.</param>
/// <param name="From">Start of the recorded period, UTC; itself inside.</param>
/// <param name="To">Its end, UTC; itself outside.</param>
/// <param name="Coops">The coops, in order.</param>
/// <param name="Parts">The files that are there; a part can have several. A part that is not listed was not recorded.</param>
/// <param name="Notes">Sentences on what is missing or was changed on the way into the recording.</param>
internal sealed record Manifest(
    int Format,
    string Roost,
    string Farm,
    string TimeZone,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<ManifestCoop> Coops,
    IReadOnlyList<ManifestPart> Parts,
    IReadOnlyList<string> Notes)
{
    /// <summary>The newest format that this Roost knows, and the one it writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Its file in the recording.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The parts that a recording can have.</summary>
    public static readonly ImmutableArray<string> KnownParts = ["readings", "alarms", "stills", "rules", "flocks"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="RecordingException">There is none, it is newer than this Roost, or it is damaged.</exception>
    public static Manifest Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RecordingException($"\"{folder}\" is no recording: it has no {FileName}.", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException($"The recording \"{folder}\" can't be read: {problem.Message}", problem);
        }

        try
        {
            // The version alone first: what else a newer format says, this Roost may not even be able to parse.
            var format = JsonSerializer.Deserialize<VersionOnly>(bytes, Json)?.Format;
            if (format > CurrentFormat)
            {
                throw new RecordingException(
                    $"The recording \"{folder}\" has format {format}, but this Roost knows only up to {CurrentFormat}: use the newer Roost that wrote it.");
            }

            var manifest = JsonSerializer.Deserialize<Manifest>(bytes, Json) ?? throw new JsonException("it is empty");
            manifest.Check();
            return manifest;
        }
        catch (JsonException problem)
        {
            throw new RecordingException($"The recording \"{folder}\" is damaged: its {FileName} can't be understood ({problem.Message})", problem);
        }
    }

    /// <summary>Writes the manifest, as the last of the recording's files: what has none is no recording.</summary>
    public void Write(string folder)
    {
        var next = Path.Combine(folder, FileName + ".next");
        File.WriteAllText(next, JsonSerializer.Serialize(this, Json) + "\n");
        File.Move(next, Path.Combine(folder, FileName), overwrite: true);
    }

    /// <summary>The first file of a part; null when the recording has none.</summary>
    public ManifestPart? Part(string name) => Parts.FirstOrDefault(part => part.Part == name);

    private void Check()
    {
        if (Format < 1)
        {
            throw new JsonException("its format is no version.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            throw new JsonException($"this machine knows no time zone \"{TimeZone}\".");
        }

        if (Parts.FirstOrDefault(part => part.File != Path.GetFileName(part.File) || part.File is "" or "." or "..") is { } outside)
        {
            throw new JsonException($"the file of its part \"{outside.Part}\" does not lie in it.");
        }
    }

    private sealed record VersionOnly(int Format);
}

/// <summary>A coop of a recording and how many readings it has.</summary>
internal sealed record ManifestCoop(string Coop, long Readings);

/// <summary>One file of a recording.</summary>
/// <param name="Part">The part that it belongs to.</param>
/// <param name="File">Its name.</param>
/// <param name="Count">How many entries.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its checksum, hexadecimal.</param>
internal sealed record ManifestPart(
    string Part, string File, long Count, long Bytes, [property: JsonPropertyName("sha256")] string Sha256);
