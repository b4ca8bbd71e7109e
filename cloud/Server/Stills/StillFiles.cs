using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Roost.Cloud.Store;

namespace Roost.Cloud.Stills;

/// <summary>
/// The files of pictures, each named by the SHA-256 of its bytes: <c>stills/ab/abcd….jpg</c> in the store's folder. A file is there whole or
/// not at all.
/// </summary>
internal sealed class StillFiles(IOptions<StoreOptions> store)
{
    /// <summary>How a file's name ends as long as it is being written.</summary>
    public const string Unfinished = ".unfinished";

    private const string Extension = ".jpg";

    /// <summary>The folder of all of them.</summary>
    public string Folder => Path.GetFullPath(Path.Combine(store.Value.Directory, "stills"));

    /// <summary>Writes a picture where it isn't there yet, and makes it durable; returns its SHA-256.</summary>
    /// <exception cref="IOException">The disk is full, or the folder can't be written.</exception>
    public string Write(byte[] jpeg)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(jpeg));
        var path = PathOf(sha256);
        if (File.Exists(path))
        {
            return sha256;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + Unfinished;
        try
        {
            using (var file = File.Create(unfinished))
            {
                file.Write(jpeg);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (IOException)
        {
            // What fitted of it takes up room on a disk that may have none.
            File.Delete(unfinished);
            throw;
        }

        return sha256;
    }

    /// <summary>The file of a picture; null when it is gone.</summary>
    public string? Find(string sha256) => PathOf(sha256) is var path && File.Exists(path) ? path : null;

    /// <summary>The first two digits of the pictures that there are.</summary>
    public IReadOnlyList<string> Shelves() =>
        Directory.Exists(Folder) ? [.. Directory.EnumerateDirectories(Folder).Select(shelf => Path.GetFileName(shelf)).Order(StringComparer.Ordinal)] : [];

    /// <summary>Removes from a shelf what is not among the named, and what was never finished; returns how many files that were.</summary>
    public int RemoveAllBut(string shelf, IReadOnlySet<string> named)
    {
        var removed = 0;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Folder, shelf)))
        {
            var isPicture = path.EndsWith(Extension, StringComparison.Ordinal) && !named.Contains(Path.GetFileNameWithoutExtension(path));
            if (isPicture || path.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                File.Delete(path);
                removed++;
            }
        }

        return removed;
    }

    private string PathOf(string sha256) => Path.Combine(Folder, sha256[..2], sha256 + Extension);
}
