using System.Security.Cryptography;

namespace Roost.Simulators.Recordings;

/// <summary>A recording on disk: one directory.</summary>
internal sealed class Recording
{
    /// <summary>The file of the readings.</summary>
    public const string ReadingsFile = "readings.parquet";

    private Recording(string folder, Manifest manifest) => (Folder, Manifest) = (folder, manifest);

    public string Folder { get; }

    public Manifest Manifest { get; }

    /// <summary>The farm's time zone.</summary>
    public TimeZoneInfo TimeZone => TimeZoneInfo.FindSystemTimeZoneById(Manifest.TimeZone);

    /// <summary>Opens a recording and compares its files with their checksums.</summary>
    /// <exception cref="RecordingException">It is none, damaged, or newer than this Roost.</exception>
    public static async Task<Recording> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var recording = new Recording(folder, Manifest.Read(folder));
        foreach (var part in recording.Manifest.Parts)
        {
            await recording.VerifyAsync(part, cancellationToken);
        }

        return recording;
    }

    /// <summary>The path of the readings.</summary>
    /// <exception cref="RecordingException">The recording has none.</exception>
    public string ReadingsPath() => Manifest.Part("readings") is { } part
        ? Path.Combine(Folder, part.File)
        : throw new RecordingException($"The recording \"{Folder}\" has no readings.");

    /// <summary>Length and checksum of a file.</summary>
    public static async Task<(long Bytes, string Sha256)> ChecksumAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return (file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)));
    }

    private async Task VerifyAsync(ManifestPart part, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, part.File);
        try
        {
            var (bytes, sha256) = await ChecksumAsync(path, cancellationToken);
            if (bytes != part.Bytes || !string.Equals(sha256, part.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new RecordingException(
                    $"The recording \"{Folder}\" is damaged: its file {part.File} is not the one that was written; copy or record it again.");
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException($"The recording \"{Folder}\" is damaged: its file {part.File} can't be read ({problem.Message})", problem);
        }
    }
}
