namespace Roost.EndToEnd.Tests.Harness;

/// <summary>Waits for what other processes bring about; says what did not happen when the test's time is over.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    public static async Task<T> GetAsync<T>(string what, Func<Task<T?>> look, CancellationToken cancellationToken)
        where T : class
    {
        Exception? last = null;
        using var timer = new PeriodicTimer(Between);
        try
        {
            while (true)
            {
                try
                {
                    if (await look() is { } found)
                    {
                        return found;
                    }
                }
                catch (HttpRequestException exception)
                {
                    // The server may be starting or just killed; the next look tells.
                    last = exception;
                }

                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"This did not happen in time: {what}.", last ?? exception);
        }
    }

    public static async Task TrueAsync(string what, Func<Task<bool>> look, CancellationToken cancellationToken) =>
        await GetAsync(what, async () => await look() ? "" : null, cancellationToken);
}
