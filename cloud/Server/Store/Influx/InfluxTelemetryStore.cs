using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Roost.Domain.Readings;

namespace Roost.Cloud.Store.Influx;

/// <summary>The store in an InfluxDB: opens when the host starts, and is drained when it stops.</summary>
internal sealed partial class InfluxTelemetryStore(IOptions<StoreOptions> options, TimeProvider clock, ILogger<InfluxTelemetryStore> logger)
    : ITelemetryStore, IHostedService, IDisposable
{
    private static readonly TimeSpan PauseAtStart = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource closing = new();

    private InfluxConnection? connection;
    private InfluxImage? image;
    private InfluxSeriesReader? reader;
    private StoreWriter? writer;
    private InfluxUpkeep? upkeep;
    private bool removes;
    private Task writing = Task.CompletedTask;
    private Task mending = Task.CompletedTask;

    /// <inheritdoc/>
    public StoreState State => writer?.State ?? new StoreState.Closed();

    /// <summary>Opens the store; waits for an InfluxDB that does not answer yet, since both may start with the machine.</summary>
    /// <exception cref="StoreDirectoryException">The directory for what is set aside can't be made.</exception>
    /// <exception cref="StoreDamagedException">The database is not a store's.</exception>
    /// <exception cref="StoreUnavailableException">The InfluxDB does not let us in, or has no such database.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var directory = MakeDirectory(options.Value.Directory);
        connection = new(InfluxAddress.Of(options.Value));
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                await OpenAsync(connection, directory, cancellationToken);
                return;
            }
            catch (StoreUnavailableException exception) when (!exception.IsOfSettings)
            {
                if (isFirst)
                {
                    LogWaits(exception);
                }

                await Task.Delay(exception.RetryAfter ?? PauseAtStart, clock, cancellationToken);
            }
        }
    }

    /// <summary>Stores what was handed over, and closes.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (writer is not null)
        {
            await closing.CancelAsync();
            writer.Close();
            await writing;
            await mending;
        }
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(ReadingBatch batch, CancellationToken cancellationToken)
    {
        CheckName(batch.Farm);
        CheckName(batch.Agent);
        CheckName(batch.Coop);
        return Writer.AppendAsync(batch, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask ForgetBelowAsync(string farm, string agent, ulong oldest, CancellationToken cancellationToken)
    {
        CheckName(farm);
        CheckName(agent);
        return Writer.ForgetBelowAsync(farm, agent, oldest, cancellationToken);
    }

    /// <inheritdoc/>
    public Task FlushAsync(CancellationToken cancellationToken) => Writer.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public IDisposable WatchCommits(Action<CommitProgress> observer) => Writer.Watch(observer);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Reading>> LatestAsync(string farm, string coop, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Image.Series.Find(farm, coop)?.Latest() ?? []);

    /// <inheritdoc/>
    public async Task<SeriesAnswer> SeriesAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Points, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.To, query.From);
        return Image.Series.Find(query.Farm, query.Coop)?.IdOf(query.Quantity, query.Place) is null
            ? SeriesShape.Answer(query, [], 0)
            : await Reader.ReadAsync(query, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<StoredReading>> ReadingsAsync(
        ReadingsQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.To, query.From);
        var pages = new InfluxReadingsReader(Connection, Image, query);
        while (pages.HasMore)
        {
            var page = await pages.ReadAsync(cancellationToken);
            if (page.Count > 0)
            {
                yield return page;
            }
        }
    }

    /// <inheritdoc/>
    public Task<Stream> ExportAsync(ReadingsQuery query, CancellationToken cancellationToken) =>
        InfluxParquet.WriteAsync(ReadingsAsync(query, cancellationToken), cancellationToken);

    /// <summary>As the contract says; does nothing where the InfluxDB lets nothing be removed, as version 3, which is told at the start.</summary>
    public Task TrimAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        removes ? Upkeep.TrimAsync(Horizons.Of(options.Value, now), cancellationToken) : Task.CompletedTask;

    /// <summary>Writes nothing: an InfluxDB's data is backed up by its own tools.</summary>
    public Task BackupAsync(string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredCoop>> CoopsAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(Image.Series.StoredCoops());

    public void Dispose()
    {
        writer?.Dispose();
        connection?.Dispose();
        closing.Dispose();
    }

    /// <summary>Makes all roll-ups of hours that are over say what the readings say.</summary>
    internal Task MendAsync(CancellationToken cancellationToken) => Upkeep.MendAsync(null, cancellationToken);

    /// <summary>The same, of the hours before one.</summary>
    internal Task MendAsync(int before, CancellationToken cancellationToken) => Upkeep.MendAsync(before, cancellationToken);

    private InfluxConnection Connection => connection ?? throw NotOpen();

    private InfluxImage Image => image ?? throw NotOpen();

    private InfluxSeriesReader Reader => reader ?? throw NotOpen();

    private StoreWriter Writer => writer ?? throw NotOpen();

    private InfluxUpkeep Upkeep => upkeep ?? throw NotOpen();

    private async Task OpenAsync(InfluxConnection to, string directory, CancellationToken cancellationToken)
    {
        await InfluxSchema.EnsureAsync(to, cancellationToken);
        var loaded = await InfluxImage.LoadAsync(to, cancellationToken);
        var (mend, retention) = (new InfluxMending(to, loaded, new MendingJournal(directory)), new InfluxRetention(to, loaded));
        var target = new InfluxGroupCommit(to, loaded, new RefusedReadings(directory), mend, retention);
        await target.RecoverAsync();
        await FindOutAsync(retention, cancellationToken);
        image = loaded;
        reader = new(to, loaded, clock);
        writer = new(target, clock, logger);
        writing = Task.Run(writer.RunAsync, CancellationToken.None);
        upkeep = new(loaded, writer, mend, retention);
        mending = MendingLoop.RunAsync(MendAsync, clock, logger, closing.Token);
        LogOpened(to.Address.Name, to.Address.Root, loaded.Series.All.Count);
    }

    private async Task FindOutAsync(InfluxRetention retention, CancellationToken cancellationToken)
    {
        try
        {
            await retention.RemoveNothingAsync(cancellationToken);
            removes = true;
        }
        catch (StoreUnavailableException exception)
        {
            // If it answers nothing else either, it is not about removing.
            await Connection.DoAsync("SELECT version FROM store", cancellationToken);
            LogRemovesNothing(exception, Connection.Address.Name);
        }
    }

    private static StoreUnavailableException NotOpen() => new("The store is not open yet.");

    private static void CheckName(string name)
    {
        if (!InfluxReading.IsName(name))
        {
            throw new ArgumentException($"\"{name}\" can't name a farm, an agent or a coop in an InfluxDB.", nameof(name));
        }
    }

    private static string MakeDirectory(string directory)
    {
        try
        {
            return Directory.CreateDirectory(directory).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StoreDirectoryException(
                $"The store's directory \"{Path.GetFullPath(directory)}\" can't be made: let this account write there, or set Store:Directory to another directory. ({exception.Message})",
                exception);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The InfluxDB lets nothing be removed, so Store:KeepReadings and the like have no effect; give {Database} a retention period of its own.")]
    private partial void LogRemovesNothing(Exception exception, string database);

    [LoggerMessage(Level = LogLevel.Error, Message = "The InfluxDB can't be opened yet; the service waits for it, and agents keep what they read.")]
    private partial void LogWaits(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store in {Database} of the InfluxDB at {Address} is open: {Series} series.")]
    private partial void LogOpened(string database, Uri address, int series);
}
