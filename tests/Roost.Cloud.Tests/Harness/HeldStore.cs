using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Harness;

/// <summary>A store that commits only when the test says so, and fails when the test says so.</summary>
internal sealed class HeldStore : ITelemetryStore
{
    private readonly Channel<ReadingBatch> taken = Channel.CreateBounded<ReadingBatch>(1_000);
    private Action<CommitProgress>? observer;

    public StoreState State { get; } = new StoreState.Ok();

    /// <summary>What every append throws; null for none.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Done as soon as somebody reads, who then waits until cancelled; null where nothing can be read.</summary>
    public TaskCompletionSource? Read { get; init; }

    public ValueTask AppendAsync(ReadingBatch batch, CancellationToken cancellationToken) =>
        Failure is null ? taken.Writer.WriteAsync(batch, cancellationToken) : throw Failure;

    /// <summary>The next batch of an agent; what the service stores of its own accord, as each agent's link once a second, comes at any time.</summary>
    public async Task<ReadingBatch> TakenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await taken.Reader.ReadAsync(cancellationToken) is { Number: not null } batch)
            {
                return batch;
            }
        }
    }

    public void Commit(string farm, string agent, ulong through) => observer!(new CommitProgress(farm, agent, through));

    public ValueTask ForgetBelowAsync(string farm, string agent, ulong oldest, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public IDisposable WatchCommits(Action<CommitProgress> observer)
    {
        this.observer = observer;
        return new MemoryStream();
    }

    public ValueTask<IReadOnlyList<Reading>> LatestAsync(string farm, string coop, CancellationToken cancellationToken) => new([]);

    public Task<SeriesAnswer> SeriesAsync(SeriesQuery query, CancellationToken cancellationToken) =>
        throw new StoreUnavailableException("This store keeps nothing.");

    public async IAsyncEnumerable<IReadOnlyList<StoredReading>> ReadingsAsync(ReadingsQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (Read ?? throw new StoreUnavailableException("This store keeps nothing.")).TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        yield break;
    }

    public Task<Stream> ExportAsync(ReadingsQuery query, CancellationToken cancellationToken) =>
        throw new StoreUnavailableException("This store keeps nothing.");

    public Task BackupAsync(string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task TrimAsync(DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask<IReadOnlyList<StoredCoop>> CoopsAsync(CancellationToken cancellationToken) => new([]);
}
