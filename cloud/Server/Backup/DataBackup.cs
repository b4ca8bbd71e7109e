using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Roost.Cloud.Database;
using Roost.Cloud.Stills;
using Roost.Cloud.Store;

namespace Roost.Cloud.Backup;

/// <summary>
/// Copies all that the service keeps into a folder while it goes on: telemetry and database each as of one moment, and every other file of
/// the data folder.
/// </summary>
internal sealed class DataBackup(
    ITelemetryStore store, StillArchive stills, IOptions<StoreOptions> options, IOptions<DatabaseOptions> database, TimeProvider clock)
{
    /// <summary>Name of the database's file in a backup.</summary>
    public const string DatabaseFile = "roost.db";

    // Copied in their own way, or of use to the running process only.
    private static readonly string[] Apart = ["telemetry.duckdb", DatabaseFile, "in-use.lock", BackupSocket.FileName];

    /// <summary>Takes the backup; the answer is a sentence for the one who asked.</summary>
    /// <exception cref="BackupException">It can't be taken; what is in the folder is no backup.</exception>
    /// <exception cref="StoreException">The store can't be read.</exception>
    public async Task<string> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            {
                throw new BackupException($"\"{folder}\" is not empty; name a folder that is empty or does not exist.");
            }

            Directory.CreateDirectory(folder);
            var takenAt = clock.GetUtcNow();
            await store.BackupAsync(folder, cancellationToken);

            // Rows before files, none of which goes meanwhile: a picture that the database names is there.
            using var held = await stills.HoldFilesAsync(cancellationToken);
            var isSqlite = database.Value.KindValue == DatabaseKind.Sqlite;
            var source = isSqlite ? SqliteFile(database.Value, options.Value.Directory) : "";
            if (File.Exists(source))
            {
                await Task.Run(() => CopyDatabase(source, Path.Combine(folder, DatabaseFile)), cancellationToken);
            }

            CopyOthers(options.Value.Directory, folder);
            var manifest = await BackupManifest.WriteAsync(folder, takenAt, isSqlite, cancellationToken);
            var megabytes = manifest.Files.Sum(file => file.Bytes) / 1e6;
            return FormattableString.Invariant($"The backup \"{folder}\" is whole: {manifest.Files.Count} files, {megabytes:0.0} MB.")
                + (isSqlite ? "" : " The PostgreSQL database is not in it; back it up with pg_dump.")
                + (options.Value.KindValue == StoreKind.DuckDb ? "" : " The telemetry is not in it; back the InfluxDB up with its own tools (influxd backup, influx backup).");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new BackupException(
                $"The backup can't be written to \"{folder}\"; let the service's account write there and see that the disk is not full. ({exception.Message})", exception);
        }
    }

    /// <summary>The file of a SQLite database.</summary>
    public static string SqliteFile(DatabaseOptions database, string directory) =>
        Path.GetFullPath(new SqliteConnectionStringBuilder(DatabaseSlice.SqliteConnection(database, directory)).DataSource);

    private static void CopyDatabase(string source, string target)
    {
        // Not pooled: a pooled connection would keep the copy open.
        using var from = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }

    private static void CopyOthers(string directory, string folder)
    {
        foreach (var path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(directory, path);
            if (!Apart.Any(name => relative.StartsWith(name, StringComparison.Ordinal)) && !relative.EndsWith(StillFiles.Unfinished, StringComparison.Ordinal))
            {
                var target = Path.Combine(folder, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(path, target);
            }
        }
    }
}
