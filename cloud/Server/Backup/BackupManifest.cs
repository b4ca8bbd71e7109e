using System.Security.Cryptography;
using System.Text.Json;

namespace Roost.Cloud.Backup;

/// <summary>One file of a backup.</summary>
/// <param name="Path">Its path in the backup, with "/" between folders.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal digits.</param>
internal sealed record BackupFile(string Path, long Bytes, string Sha256);

/// <summary>What a backup holds. It is written last: a folder without it is no backup.</summary>
/// <param name="Version">Of this form.</param>
/// <param name="TakenAt">When it was begun, UTC.</param>
/// <param name="HasDatabase">Whether the relational database is in it; one on a PostgreSQL server is not.</param>
/// <param name="Files">Its files.</param>
internal sealed record BackupManifest(int Version, DateTimeOffset TakenAt, bool HasDatabase, IReadOnlyList<BackupFile> Files)
{
    public const int Newest = 1;
    private const string Name = "backup.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Sums up all files below a folder, and writes it down there, whole or not at all.</summary>
    public static async Task<BackupManifest> WriteAsync(string folder, DateTimeOffset takenAt, bool hasDatabase, CancellationToken cancellationToken)
    {
        List<BackupFile> files = [];
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            files.Add(await SumAsync(folder, Path.GetRelativePath(folder, path), cancellationToken));
        }

        var manifest = new BackupManifest(Newest, takenAt, hasDatabase, files);
        var unfinished = Path.Combine(folder, $"{Name}.unfinished");
        await using (var file = File.Create(unfinished))
        {
            await JsonSerializer.SerializeAsync(file, manifest, Json, cancellationToken);
            await file.FlushAsync(cancellationToken);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }

        File.Move(unfinished, Path.Combine(folder, Name));
        return manifest;
    }

    /// <summary>Reads it and checks every file against it.</summary>
    /// <exception cref="BackupException">The folder is no whole and unchanged backup.</exception>
    public static async Task<BackupManifest> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var manifest = await ReadUncheckedAsync(folder, cancellationToken);
        foreach (var told in manifest.Files)
        {
            var path = Path.Combine(folder, told.Path);
            if (Path.IsPathRooted(told.Path) || told.Path.Split('/').Contains("..") || !File.Exists(path))
            {
                throw new BackupException($"The backup \"{folder}\" lacks its file \"{told.Path}\"; take another backup.");
            }

            if (await SumAsync(folder, told.Path, cancellationToken) != told)
            {
                throw new BackupException($"The file \"{path}\" is not what was backed up, its checksum differs; take another backup.");
            }
        }

        return manifest;
    }

    private static async Task<BackupManifest> ReadUncheckedAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(Path.Combine(folder, Name));
            var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(file, Json, cancellationToken);
            return manifest is { Version: > 0 and <= Newest, Files: not null }
                ? manifest
                : throw new BackupException($"The backup \"{folder}\" is of a newer Roost; restore it with that one.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            throw new BackupException($"\"{folder}\" is no whole backup: it has no readable {Name}, which is written last; name another.", exception);
        }
    }

    private static async Task<BackupFile> SumAsync(string folder, string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(Path.Combine(folder, path));
        var sum = await SHA256.HashDataAsync(file, cancellationToken);
        return new(path.Replace(Path.DirectorySeparatorChar, '/'), file.Length, Convert.ToHexStringLower(sum));
    }
}

/// <summary>A backup can't be taken or put back; the message is one sentence that says why and what to do.</summary>
internal sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);
