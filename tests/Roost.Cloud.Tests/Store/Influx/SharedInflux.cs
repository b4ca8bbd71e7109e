namespace Roost.Cloud.Tests.Store.Influx;

/// <summary>One influxd for all tests that each take a database of it; started by the first of them.</summary>
internal static class SharedInflux
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static InfluxServer? server;
    private static int databases;

    public static async Task<InfluxServer> GetAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        try
        {
            return server ??= await InfluxServer.StartAsync(cancellationToken);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A database that nobody else uses.</summary>
    public static string NewDatabase() => $"test-{Interlocked.Increment(ref databases)}";

    public static async Task StopAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}
