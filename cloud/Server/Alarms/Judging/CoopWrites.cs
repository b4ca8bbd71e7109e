using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Alarms.Judging;

/// <summary>
/// Writes of many coops, as many in one transaction as wait for it: a disk that is asked to make each of them durable by itself has no time for
/// anything else. Thread-safe.
/// </summary>
internal sealed class CoopWrites(IDbContextFactory<RoostDatabase> databases) : IDisposable
{
    private readonly Together<Func<RoostDatabase, Task>> writes = new(async group =>
    {
        await using var database = await databases.CreateDbContextAsync(CancellationToken.None);
        await using var transaction = await database.Database.BeginTransactionAsync(CancellationToken.None);
        foreach (var write in group)
        {
            await write(database);
        }

        await database.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    });

    /// <summary>Does some work in a transaction and commits it; what it adds to the context is saved with it.</summary>
    public Task WriteAsync(Func<RoostDatabase, Task> work, CancellationToken cancellationToken) => writes.DoAsync(work, cancellationToken);

    public void Dispose() => writes.Dispose();
}
