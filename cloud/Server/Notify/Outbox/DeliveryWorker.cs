using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Notify.Outbox;

/// <summary>
/// Takes due chains a step on and sends what is in the outbox, as long as the service runs. Attempts run side by side, so that a slow server
/// holds up nobody else's alarm.
/// </summary>
internal sealed partial class DeliveryWorker(
    PageRound round, Delivery delivery, IDbContextFactory<RoostDatabase> databases, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<DeliveryWorker> logger) : BackgroundService
{
    private const int MostAtOnce = 32;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    // A service that tells nobody must not look alive: it says why and ends, and whoever looks after it starts it again.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(exception);
            Environment.ExitCode = StartupLog.Failed;
            lifetime.StopApplication();
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        List<Task> attempts = [];
        var complained = false;
        await ReleaseAsync(stoppingToken);
        try
        {
            do
            {
                try
                {
                    await round.RunAsync(stoppingToken);
                    await FinishedAsync(attempts);
                    attempts.AddRange(await BeginAsync(MostAtOnce - attempts.Count, stoppingToken));
                    complained = false;
                }
                catch (Exception exception) when (IsOfDatabase(exception))
                {
                    // Whatever is wrong with the database, alarms are waiting: say it once and go on.
                    if (!complained)
                    {
                        LogDatabase(exception);
                    }

                    complained = true;
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Attempts under way are cut off by the same token, and made again after the restart.
            await Task.WhenAll(attempts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // What EF Core takes for a passing fault of the server it wraps in an advice to try again, which this does.
    private static bool IsOfDatabase(Exception exception) =>
        exception is DbException or DbUpdateException or InvalidOperationException { InnerException: DbException };

    // A process before this one may have ended in the middle of attempts. With SQLite there is no other that could still be at them.
    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (database.Database.IsSqlite())
        {
            var now = time.GetUtcNow();
            await database.Set<OutboxRow>().Where(row => row.State == DeliveryState.Waiting && row.ClaimedBy != null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now).SetProperty(row => row.ClaimedBy, (Guid?)null), cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Task>> BeginAsync(int free, CancellationToken cancellationToken)
    {
        if (free <= 0)
        {
            return [];
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var due = await database.Set<OutboxRow>().AsNoTracking().Where(row => row.State == DeliveryState.Waiting && row.DueAt <= now)
            .OrderBy(row => row.DueAt).Take(free).ToListAsync(cancellationToken);
        List<Task> begun = [];
        foreach (var row in due)
        {
            if (await delivery.TryClaimAsync(database, row, cancellationToken))
            {
                begun.Add(delivery.AttemptAsync(row, cancellationToken));
            }
        }

        return begun;
    }

    private static async Task FinishedAsync(List<Task> attempts)
    {
        foreach (var attempt in attempts.Where(attempt => attempt.IsCompleted).ToArray())
        {
            attempts.Remove(attempt);
            await attempt;
        }
    }

    [LoggerMessage(LogLevel.Critical, "The notification of people failed; the service stops, to be started again.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Error, "Notifications can't be read from or written to the database; trying on.")]
    private partial void LogDatabase(Exception exception);
}
