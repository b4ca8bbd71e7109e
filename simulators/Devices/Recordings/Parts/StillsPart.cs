using System.Globalization;

namespace Roost.Simulators.Recordings.Parts;

/// <summary>Pictures of a recording, a JPEG file each; the name says of which coop and camera and when.</summary>
internal static class StillsPart
{
    /// <summary>Its name in the manifest.</summary>
    public const string Name = "stills";

    /// <summary>Adds a picture.</summary>
    public static Task AddAsync(RecordingWriter writer, string coop, string camera, DateTimeOffset takenAt, byte[] jpeg, CancellationToken cancellationToken) =>
        // No name on the wire has a "~".
        File.WriteAllBytesAsync(
            writer.AddFile(Name, string.Create(CultureInfo.InvariantCulture, $"still~{coop}~{camera}~{takenAt.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}.jpg"), 1), jpeg, cancellationToken);
}
