namespace Roost.Cloud.Live;

/// <summary>A camera's newest picture.</summary>
internal readonly record struct Picture(byte[] Jpeg, DateTimeOffset TakenAt);

/// <summary>
/// The newest picture of every camera, in memory only: lost on restart, and there again a second later. Bounded in number and in bytes;
/// what would not fit is refused. Thread-safe.
/// </summary>
internal sealed class PreviewAlbum
{
    /// <summary>Largest picture kept, bytes.</summary>
    public const int LargestPicture = 1024 * 1024;

    private const int MostPictures = 2_000;
    private const long MostBytes = 256L * 1024 * 1024;

    private readonly Dictionary<(string Farm, string Coop, string Camera), Picture> pictures = [];
    private readonly Lock gate = new();
    private long bytes;

    /// <summary>Keeps a picture in place of the camera's last; false when it is no JPEG or does not fit.</summary>
    public bool TryPut(string farm, string coop, string camera, byte[] jpeg, DateTimeOffset takenAt)
    {
        if (jpeg.Length > LargestPicture || jpeg is not [0xFF, 0xD8, 0xFF, ..])
        {
            return false;
        }

        lock (gate)
        {
            var known = pictures.TryGetValue((farm, coop, camera), out var last);
            var after = bytes - (last.Jpeg?.Length ?? 0) + jpeg.Length;
            if (after > MostBytes || (!known && pictures.Count >= MostPictures))
            {
                return false;
            }

            pictures[(farm, coop, camera)] = new Picture(jpeg, takenAt);
            bytes = after;
            return true;
        }
    }

    /// <summary>Finds a camera's newest picture.</summary>
    public bool TryGet(string farm, string coop, string camera, out Picture picture)
    {
        lock (gate)
        {
            return pictures.TryGetValue((farm, coop, camera), out picture);
        }
    }

    /// <summary>The newest picture of each camera of a coop.</summary>
    public IReadOnlyList<(string Camera, Picture Picture)> Of(string farm, string coop)
    {
        lock (gate)
        {
            return [.. pictures.Where(each => each.Key.Farm == farm && each.Key.Coop == coop).Select(each => (each.Key.Camera, each.Value))];
        }
    }
}
