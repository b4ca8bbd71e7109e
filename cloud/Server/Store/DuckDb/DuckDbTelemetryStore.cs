using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using Microsoft.Extensions.Options;
using Roost.Domain.Readings;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>The store in one DuckDB file: opens when the host starts, and is drained and closed when it stops.</summary>
internal sealed partial class DuckDbTelemetryStore(IOptions<StoreOptions> options, TimeProvider clock, ILogger<DuckDbTelemetryStore> logger)
    : ITelemetryStore, IHostedService, IDisposable
{
    /// <summary>Reads at once; more would only share the same cores.</summary>
    private readonly SemaphoreSlim reads = new(Math.Max(2, Environment.ProcessorCount));

    private readonly CancellationTokenSource closing = new();

    private DuckDbFile? file;
    private DuckDbGroupCommit? target;
    private StoreWriter? writer;
    private StoreUpkeep? upkeep;
    private Task writing = Task.CompletedTask;
    private Task mending = Task.CompletedTask;

    /// <inheritdoc/>
    public StoreState State => writer?.State ?? new StoreState.Closed();

    /// <summary>Opens the store.</summary>
    /// <exception cref="StoreDirectoryException">The directory can't be made or written.</exception>
    /// <exception cref="StoreInUseException">Somebody else has it open.</exception>
    /// <exception cref="StoreDamagedException">The file is not a store's, or damaged.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        file = DuckDbFile.Open(options.Value.Directory);
        try
        {
            target = new(file, new RefusedReadings(options.Value.Directory));
        }
        catch (DuckDBException exception)
        {
            throw file.OpenError(exception);
        }

        writer = new(target, clock, logger);
        writing = Task.Run(writer.RunAsync, CancellationToken.None);
        upkeep = new(target, writer);
        mending = MendingLoop.RunAsync(MendAsync, clock, logger, closing.Token);
        LogOpened(options.Value.Directory, target.Image.Series.All.Count, target.Image.Readings);
        return Task.CompletedTask;
    }

    /// <summary>Stores what was handed over, tidies up and closes.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (writer is not null)
        {
            await closing.CancelAsync();
            writer.Close();
            await writing;
            await mending;
            CloseFile();
        }
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(ReadingBatch batch, CancellationToken cancellationToken) => Writer.AppendAsync(batch, cancellationToken);

    /// <inheritdoc/>
    public ValueTask ForgetBelowAsync(string farm, string agent, ulong oldest, CancellationToken cancellationToken) =>
        Writer.ForgetBelowAsync(farm, agent, oldest, cancellationToken);

    /// <inheritdoc/>
    public Task FlushAsync(CancellationToken cancellationToken) => Writer.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public IDisposable WatchCommits(Action<CommitProgress> observer) => Writer.Watch(observer);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Reading>> LatestAsync(string farm, string coop, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Target.Image.Series.Find(farm, coop)?.Latest() ?? []);

    /// <inheritdoc/>
    public async Task<SeriesAnswer> SeriesAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Points, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.To, query.From);
        if (Target.Image.Series.Find(query.Farm, query.Coop)?.IdOf(query.Quantity, query.Place) is not { } series)
        {
            return SeriesShape.Answer(query, [], 0);
        }

        return await ReadAsync(connection => SeriesReader.Read(connection, series, query), cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<StoredReading>> ReadingsAsync(
        ReadingsQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.To, query.From);
        _ = Target;
        var reader = new ReadingsReader(query);
        while (reader.HasMore)
        {
            var page = await ReadAsync(reader.Read, cancellationToken);
            if (page.Count > 0)
            {
                yield return page;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> ExportAsync(ReadingsQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.To, query.From);
        _ = Target;
        return await ReadAsync(connection => ParquetFile.Write(connection, query), cancellationToken);
    }

    /// <inheritdoc/>
    public Task TrimAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Upkeep.TrimAsync(Horizons.Of(options.Value, now), cancellationToken);

    /// <inheritdoc/>
    public async Task BackupAsync(string folder, CancellationToken cancellationToken)
    {
        _ = Target;
        await ReadAsync(connection => DuckDbBackup.Write(connection, folder), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredCoop>> CoopsAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(Target.Image.Series.StoredCoops());

    public void Dispose()
    {
        target?.Dispose();
        file?.Dispose();
        writer?.Dispose();
        reads.Dispose();
        closing.Dispose();
    }

    /// <summary>Makes all roll-ups of hours that are over say what the readings say.</summary>
    internal Task MendAsync(CancellationToken cancellationToken) => Upkeep.MendAsync(null, cancellationToken);

    /// <summary>The same, of the hours before one.</summary>
    internal Task MendAsync(int before, CancellationToken cancellationToken) => Upkeep.MendAsync(before, cancellationToken);

    private StoreWriter Writer => writer ?? throw NotOpen();

    private StoreUpkeep Upkeep => upkeep ?? throw NotOpen();

    private DuckDbGroupCommit Target => target ?? throw NotOpen();

    // DuckDB reads without awaiting, so a read takes a thread of the pool, of which only a few may go that way.
    private async Task<T> ReadAsync<T>(Func<DuckDBConnection, T> read, CancellationToken cancellationToken)
    {
        await reads.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => file!.Read(read, cancellationToken), cancellationToken);
        }
        finally
        {
            reads.Release();
        }
    }

    private static StoreUnavailableException NotOpen() => new("The store is not open yet.");

    private void CloseFile()
    {
        try
        {
            target!.Snapshot();
            target.Checkpoint();
        }
        catch (Exception exception) when (exception is DuckDBException or IOException or StoreException)
        {
            // Nothing is lost by it: the next start does this work.
            LogUntidy(exception);
        }

        target!.Dispose();
        file!.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The store in {Directory} is open: {Series} series, {Readings} readings.")]
    private partial void LogOpened(string directory, int series, long readings);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store could not tidy up before it closed; the next start does.")]
    private partial void LogUntidy(Exception exception);
}
