using System.Globalization;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>
/// The open file: one connection for the writer, and as many as wanted for reading. Reading and writing go on side by side;
/// reopening waits for the reads under way.
/// </summary>
internal sealed class DuckDbFile : IDisposable
{
    /// <summary>Its name in the store's directory.</summary>
    public const string Name = "telemetry.duckdb";

    private readonly string path;
    private readonly FileStream occupied;
    private readonly string connectionString;

    // DuckDB keeps a failed database in memory as long as anyone is connected to it, so a reopening must have the file to itself.
#pragma warning disable CA2213 // See Dispose.
    private readonly ReaderWriterLockSlim gate = new();
#pragma warning restore CA2213
    private DuckDBConnection? connection;

    private DuckDbFile(string path, FileStream occupied)
    {
        this.path = path;
        this.occupied = occupied;
        connectionString = new DuckDBConnectionStringBuilder
        {
            DataSource = path,
            ["memory_limit"] = "1GB",

            // Half of the processors: a commit is one small insert after the other, and DuckDB's other threads wait for their part of each by spinning,
            // which takes a quarter of what this machine does for a reading away from broker and twins.
            ["threads"] = Math.Max(1, Environment.ProcessorCount / 2).ToString(CultureInfo.InvariantCulture),

            // Fewer, larger checkpoints: each rewrites the last, half-filled row group. Replaying it at start takes a second or less.
            ["checkpoint_threshold"] = "32MB",
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
        }.ConnectionString;
    }

    /// <summary>The writer's own connection.</summary>
    public DuckDBConnection Connection => connection ?? throw Closed();

    /// <summary>Opens the store's file in a directory, or makes it.</summary>
    /// <exception cref="StoreDirectoryException">The directory can't be made or written.</exception>
    /// <exception cref="StoreInUseException">Somebody else has it open.</exception>
    /// <exception cref="StoreDamagedException">The file is not a store's, or damaged.</exception>
    public static DuckDbFile Open(string directory)
    {
        var full = Path.GetFullPath(directory);
        var file = new DuckDbFile(Path.Combine(full, Name), Occupy(full));
        try
        {
            file.Reopen();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Closes and opens the file: what the last commit left is what there is.</summary>
    public void Reopen()
    {
        gate.EnterWriteLock();
        try
        {
            connection?.Dispose();
            connection = null;
            connection = Connect();
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    /// <summary>Reads on a connection of its own; blocks meanwhile.</summary>
    /// <exception cref="StoreUnavailableException">The file is closed, or reading failed.</exception>
    public T Read<T>(Func<DuckDBConnection, T> read, CancellationToken cancellationToken)
    {
        gate.EnterReadLock();
        try
        {
            if (connection is null)
            {
                throw Closed();
            }

            using var own = new DuckDBConnection(connectionString);
            own.Open();
            using var interruption = cancellationToken.Register(() => NativeMethods.Startup.DuckDBInterrupt(own.NativeConnection));
            return read(own);
        }
        catch (DuckDBException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new StoreUnavailableException($"The store \"{path}\" could not be read: {exception.Message}", exception);
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    /// <summary>What a failure to open the file, or to load from it at once, means to the one who starts the service.</summary>
    public StoreException OpenError(DuckDBException exception)
    {
        // DuckDB says what failed in words only.
        bool Says(string words) => exception.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
        var directory = Path.GetDirectoryName(path)!;
        var isOfTheDirectory = Says("Permission denied")
            || Says("Read-only file system") || Says("No space left") || Says("Cannot open file");
        return Says("lock on file") ? InUse(directory, exception)
            : isOfTheDirectory ? Unwritable(directory, exception)
            : new StoreDamagedException(
                $"The store's file \"{path}\" can't be read as one: move the folder \"{directory}\" away and call ./roost restore BACKUP --Store:Directory {directory}, "
                + $"or move only this file away to begin an empty store. ({exception.Message})",
                exception);
    }

    public void Dispose()
    {
        gate.EnterWriteLock();
        try
        {
            connection?.Dispose();
            connection = null;
        }
        finally
        {
            gate.ExitWriteLock();
        }

        // The gate stays: a read that comes late must find the store closed, not a disposed lock.
        occupied.Dispose();
    }

    /// <summary>
    /// Holds the directory by a lock of our own, which also keeps two stores in one process apart, where DuckDB would share the file
    /// silently.
    /// </summary>
    private static FileStream Occupy(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new FileStream(Path.Combine(directory, "in-use.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException exception) when (IsLocked(exception))
        {
            throw InUse(directory, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unwritable(directory, exception);
        }
    }

    /// <summary>Told by the system's own number: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.</summary>
    private static bool IsLocked(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static StoreInUseException InUse(string directory, Exception exception) => new(
        $"The store's directory \"{directory}\" is in use by another process: stop that one, or set Store:Directory to another directory.",
        exception);

    private static StoreDirectoryException Unwritable(string directory, Exception exception) => new(
        $"The store's directory \"{directory}\" can't be written: let this account write there and see that the disk is not full, "
        + $"or set Store:Directory to another directory. ({exception.Message})",
        exception);

    private DuckDBConnection Connect()
    {
        DuckDBConnection? opening = null;
        try
        {
            opening = new DuckDBConnection(connectionString);
            opening.Open();
            DuckDbSchema.Ensure(opening, path);
            var opened = opening;
            opening = null;
            return opened;
        }
        catch (DuckDBException exception)
        {
            throw OpenError(exception);
        }
        finally
        {
            opening?.Dispose();
        }
    }

    private StoreUnavailableException Closed() => new($"The store \"{path}\" is not open.");
}
