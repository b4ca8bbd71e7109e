namespace Roost.Cloud.Store;

/// <summary>Makes roll-ups right now and then, while the store is open.</summary>
internal static partial class MendingLoop
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Mends what is due, again and again, until it is cancelled.</summary>
    public static async Task RunAsync(Func<CancellationToken, Task> mend, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                try
                {
                    await mend(cancellationToken);
                }
                catch (StoreUnavailableException exception)
                {
                    LogNotMended(logger, exception);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The store closes; what is dirty stays marked.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Roll-ups could not be mended; readings are read instead, and it is tried again.")]
    private static partial void LogNotMended(ILogger logger, Exception exception);
}
