using Roost.Cloud.Database;
using Roost.Cloud.Store;

namespace Roost.Cloud.Backup;

/// <summary>Puts a backup where the service will find it.</summary>
internal static class DataRestore
{
    /// <summary>Checks the backup and copies it into the data folder, which gets all of it or nothing; the answer is a sentence.</summary>
    /// <exception cref="BackupException">The backup is not whole, or there is data already.</exception>
    public static async Task<string> RunAsync(string folder, StoreOptions store, DatabaseOptions database, CancellationToken cancellationToken)
    {
        var directory = Path.GetFullPath(store.Directory);
        var elsewhere = database.KindValue == DatabaseKind.Sqlite ? DataBackup.SqliteFile(database, directory) : "";
        Refuse(directory, elsewhere);
        var manifest = await BackupManifest.ReadAsync(folder, cancellationToken);
        var unfinished = $"{directory}.restoring";
        try
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }

            foreach (var file in manifest.Files)
            {
                var target = Path.Combine(unfinished, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Path.Combine(folder, file.Path), target);
            }

            var copied = Path.Combine(unfinished, DataBackup.DatabaseFile);
            if (File.Exists(copied) && elsewhere.Length > 0 && elsewhere != Path.Combine(directory, DataBackup.DatabaseFile))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(elsewhere)!);
                File.Move(copied, elsewhere);
            }

            if (Directory.Exists(directory))
            {
                Directory.Delete(directory);
            }

            Directory.Move(unfinished, directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BackupException(
                $"The backup can't be put into \"{directory}\"; let this account write there and see that the disk is not full. ({exception.Message})", exception);
        }

        return FormattableString.Invariant($"The backup of {manifest.TakenAt:yyyy-MM-dd HH:mm:ss}Z is in \"{directory}\"; start the service.")
            + (manifest.HasDatabase ? "" : " The PostgreSQL database was not in it; restore it with psql.");
    }

    private static void Refuse(string directory, string database)
    {
        if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any())
        {
            throw new BackupException($"The data folder \"{directory}\" is not empty; stop the service and move it away, or set Store:Directory to another.");
        }

        if (File.Exists(database))
        {
            throw new BackupException($"The database \"{database}\" exists; stop the service and move it away, or name another with Database:ConnectionString.");
        }
    }
}
