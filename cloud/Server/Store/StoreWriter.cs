using System.Threading.Channels;

namespace Roost.Cloud.Store;

/// <summary>
/// The one writer of a store: a bounded queue, and a loop that makes whatever waits there durable, as one transaction. Light load gives
/// small transactions at once, heavy load large ones. A failed transaction is tried again until it succeeds or the store closes.
/// </summary>
internal sealed partial class StoreWriter(IGroupCommit target, TimeProvider clock, ILogger logger) : IDisposable
{
    /// <summary>Readings after which a group is full. Larger groups gained nothing measurable and delay acknowledgements.</summary>
    public const int GroupReadings = 16_384;

    private const int QueuedBatches = 1_024;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // Full means wait: whoever hands batches over is held back, down to the agent, whose spool is the place to wait.
    private readonly Channel<StoreRequest> queue = Channel.CreateBounded<StoreRequest>(
        new BoundedChannelOptions(QueuedBatches) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly CancellationTokenSource closing = new();
    private readonly List<CommitProgress> progress = [];
    private readonly CommitWatchers watchers = new(logger);
    private StoreState state = new StoreState.Ok();
    private TimeSpan wanted;

    public StoreState State => Volatile.Read(ref state);

    /// <exception cref="ArgumentException">A name is none.</exception>
    /// <exception cref="StoreUnavailableException">The store is closing.</exception>
    public ValueTask AppendAsync(ReadingBatch batch, CancellationToken cancellationToken)
    {
        CheckName(batch.Farm);
        CheckName(batch.Agent);
        CheckName(batch.Coop);
        return WriteAsync(new(batch), cancellationToken);
    }

    /// <exception cref="ArgumentException">A name is none.</exception>
    /// <exception cref="StoreUnavailableException">The store is closing.</exception>
    public ValueTask ForgetBelowAsync(string farm, string agent, ulong oldest, CancellationToken cancellationToken)
    {
        CheckName(farm);
        CheckName(agent);
        return WriteAsync(new(null, new(farm, agent, oldest)), cancellationToken);
    }

    /// <exception cref="StoreUnavailableException">The store closed before it could store what was handed over.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var flush = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await WriteAsync(new(null, null, flush), cancellationToken);
        await flush.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Does work between two groups; returns when it is done.</summary>
    /// <exception cref="StoreUnavailableException">The work failed, or the store is closing.</exception>
    public async Task InTurnAsync(Func<ValueTask> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await WriteAsync(new(null, Turn: new(work, done)), cancellationToken);
        await done.Task;
    }

    public async ValueTask WriteAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await queue.Writer.WriteAsync(request, cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw new StoreUnavailableException("The store is closing and takes no more readings.", closed);
        }
    }

    public IDisposable Watch(Action<CommitProgress> observer) => watchers.Add(observer);

    /// <summary>Takes nothing more; what was taken is still written, but a failing write is not tried again.</summary>
    public void Close()
    {
        queue.Writer.TryComplete();
        closing.Cancel();
    }

    /// <summary>Writes until closed and drained.</summary>
    public async Task RunAsync()
    {
        var group = new List<StoreRequest>();
        var stored = true;
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            group.Clear();
            StoreTurn? turn = null;
            for (var readings = 0; turn is null && readings < GroupReadings && queue.Reader.TryRead(out var request);)
            {
                if ((turn = request.Turn) is null)
                {
                    group.Add(request);
                    readings += request.Batch?.Readings.Count ?? 0;
                }
            }

            // After a last try failed at closing time nothing later may be stored either: the rest stays with the agents.
            stored = stored && (group.Count == 0 || await StoreAsync(group));
            Answer(group, stored);
            if (turn is not null)
            {
                await DoAsync(turn, stored);
            }
        }

        Volatile.Write(ref state, new StoreState.Closed());
    }

    public void Dispose() => closing.Dispose();

    private static void Answer(List<StoreRequest> group, bool stored)
    {
        foreach (var request in group)
        {
            if (stored)
            {
                request.Flush?.TrySetResult();
            }
            else
            {
                request.Flush?.TrySetException(new StoreUnavailableException("The store closed before it could store the readings."));
            }
        }
    }

    private async ValueTask<bool> StoreAsync(List<StoreRequest> group)
    {
        for (var pause = ShortestPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (await TryStoreAsync(group))
            {
                return true;
            }

            if (closing.IsCancellationRequested)
            {
                LogGivenUp(group.Count);
                return false;
            }

            // Closing ends the pause early, for one last try.
            await Task.Delay(pause > wanted ? pause : wanted, clock, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A failed turn is not tried again here: whoever asked for it knows whether it is still wanted.</summary>
    private async ValueTask DoAsync(StoreTurn turn, bool stored)
    {
        if (!stored || closing.IsCancellationRequested)
        {
            turn.Done.TrySetException(new StoreUnavailableException("The store is closing."));
        }
        else if (await TryAsync(turn.Work) is { } fault)
        {
            turn.Done.TrySetException(new StoreUnavailableException($"The store could not be written: {fault.Message}", fault));
        }
        else
        {
            turn.Done.TrySetResult();
        }
    }

    private async ValueTask<bool> TryStoreAsync(IReadOnlyList<StoreRequest> group)
    {
        var fault = await TryAsync(() =>
        {
            progress.Clear();
            return CommitAsync(group);
        });
        if (fault is null)
        {
            watchers.Report(progress);
        }

        return fault is null;
    }

    private async ValueTask<Exception?> TryAsync(Func<ValueTask> work)
    {
        wanted = TimeSpan.Zero;
        try
        {
            if (State is StoreState.Failing)
            {
                await target.RecoverAsync();
            }

            await work();
        }
#pragma warning disable CA1031 // The edge of the supervised writer: whatever fails, the group is kept, reported as failing and tried again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            wanted = (exception as StoreUnavailableException)?.RetryAfter ?? TimeSpan.Zero;
            Fail(exception);
            return exception;
        }

        if (State is StoreState.Failing failing)
        {
            LogStoresAgain(clock.GetUtcNow() - failing.Since);
            Volatile.Write(ref state, new StoreState.Ok());
        }

        return null;
    }

    private async ValueTask CommitAsync(IReadOnlyList<StoreRequest> group)
    {
        try
        {
            await target.CommitAsync(group, progress);
        }
        catch (UnstorableException unstorable) when (group.Count > 1)
        {
            // Something in the group is at fault; one by one, only that one is set aside.
            LogGroupRefused(group.Count, unstorable.Message);
            await target.RecoverAsync();
            foreach (var request in group)
            {
                await CommitAsync([request]);
            }
        }
        catch (UnstorableException unstorable) when (group is [{ Batch: { } batch }])
        {
            await target.RecoverAsync();
            await target.SetAsideAsync(batch, unstorable.Message, progress);
            LogSetAside(batch.Farm, batch.Agent, batch.Coop, batch.Number, unstorable.Message);
        }
    }

    private void Fail(Exception exception)
    {
        StoreMeter.Failures.Add(1);
        if (State is StoreState.Failing failing)
        {
            Volatile.Write(ref state, failing with { Reason = exception.Message });
            return;
        }

        LogFailing(exception);
        Volatile.Write(ref state, new StoreState.Failing(exception.Message, clock.GetUtcNow()));
    }

    private static void CheckName(string name)
    {
        if (!StorableReading.IsName(name))
        {
            throw new ArgumentException($"\"{name}\" can't name a farm, an agent or a coop.", nameof(name));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store can't write; readings wait, are tried again and are not acknowledged.")]
    private partial void LogFailing(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store writes again, after {Outage}.")]
    private partial void LogStoresAgain(TimeSpan outage);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The store closed while it could not write; {Requests} requests stay with their agents.")]
    private partial void LogGivenUp(int requests);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A group of {Requests} requests was refused ({Reason}); they are stored one by one.")]
    private partial void LogGroupRefused(int requests, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Batch {Number} of {FarmId}/{AgentId} for {CoopId} can't be stored and was set aside: {Reason}")]
    private partial void LogSetAside(string farmId, string agentId, string coopId, ulong? number, string reason);
}
