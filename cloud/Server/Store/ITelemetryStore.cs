using Roost.Domain.Readings;

namespace Roost.Cloud.Store;

/// <summary>Where readings are kept. Safe for concurrent use by any number of callers.</summary>
public interface ITelemetryStore
{
    /// <summary>Whether what is handed over gets stored at present.</summary>
    StoreState State { get; }

    /// <summary>
    /// Hands a batch over. Returns when the store has taken it into its bounded queue, which waits while the queue is full; that is not
    /// yet durable. Durable is what <see cref="WatchCommits"/> reports, or what a later <see cref="FlushAsync"/> has waited for.
    /// A batch whose number the store knows is not stored again, but its agent's progress is reported again.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is not open, or is closing; the batch was not taken.</exception>
    ValueTask AppendAsync(ReadingBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Says that an agent holds nothing below <paramref name="oldest"/> any more, so nothing below is waited for. Durable with the next
    /// commit, which then reports the agent's progress. Queued behind the batches handed over before.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is not open, or is closing.</exception>
    ValueTask ForgetBelowAsync(string farm, string agent, ulong oldest, CancellationToken cancellationToken);

    /// <summary>Waits until everything handed over before is durable.</summary>
    /// <exception cref="StoreUnavailableException">The store closed before it could store it.</exception>
    Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Calls an observer after each commit, once for each agent the commit touched, on the writer's own time: it must be quick and not
    /// throw. An agent without a known oldest batch has no progress yet. Dispose the answer to stop.
    /// </summary>
    IDisposable WatchCommits(Action<CommitProgress> observer);

    /// <summary>
    /// The newest stored reading of each series of a coop; of readings taken at the same time the one stored last. A store may keep only one
    /// reading of a series for each millisecond: then it is that one.
    /// </summary>
    ValueTask<IReadOnlyList<Reading>> LatestAsync(string farm, string coop, CancellationToken cancellationToken);

    /// <summary>A series' course in a period, with at most as many rows as asked for. Empty for a series that is not known.</summary>
    /// <exception cref="StoreUnavailableException">The store is not open, or can't be read at present.</exception>
    Task<SeriesAnswer> SeriesAsync(SeriesQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Every single reading of a farm in a period, in the order of time, coop, quantity and place, in pages of bounded size that are read
    /// as they are taken. Writing goes on meanwhile; what is stored of a page's time after the page was read is not in it.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is not open, or can't be read at present.</exception>
    IAsyncEnumerable<IReadOnlyList<StoredReading>> ReadingsAsync(ReadingsQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// The same readings as one Parquet file, in the order of coop, quantity, place and time, with the columns taken_at, coop, quantity, place,
    /// value, quality and reason. The file goes when the stream is disposed.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is not open, or can't be read at present.</exception>
    Task<Stream> ExportAsync(ReadingsQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what is older than the settings keep: readings, then the sums of minutes and of hours, each only after the next level says
    /// what it said. Goes on beside writing and reading. A reading that comes later than its time is kept still enters the sums.
    /// </summary>
    /// <param name="now">The farms' time, UTC.</param>
    /// <param name="cancellationToken">Leaves the rest for the next time.</param>
    /// <exception cref="StoreUnavailableException">The store is not open, is closing, or can't be written at present.</exception>
    Task TrimAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Writes what is durable at one moment into a folder, as a store that opens there. Writing goes on meanwhile. It is whole when the task
    /// has ended. Nothing is written where another service keeps the readings and is backed up by its own tools.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is not open, or can't be read, or the folder can't be written.</exception>
    Task BackupAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Every coop that has a stored reading.</summary>
    ValueTask<IReadOnlyList<StoredCoop>> CoopsAsync(CancellationToken cancellationToken);
}

/// <summary>A coop that the store has readings of.</summary>
/// <param name="Farm">The farm.</param>
/// <param name="Coop">The coop.</param>
public readonly record struct StoredCoop(string Farm, string Coop);
