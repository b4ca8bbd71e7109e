using System.Collections.Concurrent;

namespace Roost.Cloud.Hosting;

/// <summary>
/// Work of many callers, as much of it at once as waits for it; what fails together is done again one by one, so that what can't be done keeps no
/// other from it. Thread-safe.
/// </summary>
/// <param name="work">Does it; all of it or, when it throws, nothing. Not broken off by any one of those who wait.</param>
internal sealed class Together<T>(Func<IReadOnlyList<T>, Task> work) : IDisposable
{
    private const int Most = 200;

    // Each caller waits for its own, so there are no more than callers.
    private readonly ConcurrentQueue<Item> waiting = new();
    private readonly SemaphoreSlim gate = new(1);

    /// <summary>Returns when it is done.</summary>
    public async Task DoAsync(T what, CancellationToken cancellationToken)
    {
        var mine = new Item(what, cancellationToken);
        waiting.Enqueue(mine);
        await gate.WaitAsync(cancellationToken);
        try
        {
            while (!mine.Done.Task.IsCompleted)
            {
                await NextAsync();
            }
        }
        finally
        {
            gate.Release();
        }

        await mine.Done.Task;
    }

    public void Dispose() => gate.Dispose();

    private async Task NextAsync()
    {
        List<Item> group = [];
        while (group.Count < Most && waiting.TryDequeue(out var next))
        {
            if (next.IsWanted.IsCancellationRequested)
            {
                next.Done.TrySetCanceled(next.IsWanted);
            }
            else
            {
                group.Add(next);
            }
        }

        try
        {
            await DoAsync(group);
        }
#pragma warning disable CA1031 // Each is told for itself, below.
        catch (Exception)
#pragma warning restore CA1031
        {
            foreach (var item in group)
            {
                await AloneAsync(item);
            }
        }
    }

    private async Task AloneAsync(Item item)
    {
        try
        {
            await DoAsync([item]);
        }
#pragma warning disable CA1031 // Whoever waits for it gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            item.Done.TrySetException(exception);
        }
    }

    private async Task DoAsync(List<Item> group)
    {
        await work([.. group.Select(static item => item.What)]);
        group.ForEach(static item => item.Done.TrySetResult());
    }

    private sealed record Item(T What, CancellationToken IsWanted)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
