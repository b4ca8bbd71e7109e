using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Database;

namespace Roost.Cloud.Alarms.Judging;

/// <summary>
/// Writes of many coops, as many in one transaction as wait for it: a disk that is asked to make each of them durable by itself has no time for
/// anything else. Thread-safe.
/// </summary>
internal sealed class CoopWrites(IDbContextFactory<RoostDatabase> databases) : IDisposable
{
    private const int MostTogether = 200;

    // Never more than one of each coop, which waits for it.
    private readonly ConcurrentQueue<Write> waiting = new();
    private readonly SemaphoreSlim gate = new(1);

    /// <summary>Does some work in a transaction and commits it; what it adds to the context is saved with it.</summary>
    public async Task WriteAsync(Func<RoostDatabase, Task> work, CancellationToken cancellationToken)
    {
        var mine = new Write(work, cancellationToken);
        waiting.Enqueue(mine);
        await gate.WaitAsync(cancellationToken);
        try
        {
            while (!mine.Done.Task.IsCompleted)
            {
                await TogetherAsync();
            }
        }
        finally
        {
            gate.Release();
        }

        await mine.Done.Task;
    }

    public void Dispose() => gate.Dispose();

    private async Task TogetherAsync()
    {
        List<Write> group = [];
        while (group.Count < MostTogether && waiting.TryDequeue(out var next))
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
            await CommitAsync(group);
        }
#pragma warning disable CA1031 // Each is told for itself, below.
        catch (Exception)
#pragma warning restore CA1031
        {
            // One that can't be written must not keep the others from it.
            foreach (var write in group)
            {
                await AloneAsync(write);
            }
        }
    }

    private async Task AloneAsync(Write write)
    {
        try
        {
            await CommitAsync([write]);
        }
#pragma warning disable CA1031 // Whoever waits for it gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            write.Done.TrySetException(exception);
        }
    }

    // Not broken off by any one of those who wait for it.
    private async Task CommitAsync(List<Write> group)
    {
        await using var database = await databases.CreateDbContextAsync(CancellationToken.None);
        await using var transaction = await database.Database.BeginTransactionAsync(CancellationToken.None);
        foreach (var write in group)
        {
            await write.Work(database);
        }

        await database.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        group.ForEach(write => write.Done.TrySetResult());
    }

    private sealed record Write(Func<RoostDatabase, Task> Work, CancellationToken IsWanted)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
