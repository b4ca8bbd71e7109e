namespace Roost.Cloud.Tests.Harness;

/// <summary>Waits for something that no message announces, as long as the test's own time limit allows.</summary>
internal static class Until
{
    public static Task IsTrueAsync(Func<bool> condition, CancellationToken cancellationToken) =>
        IsTrueAsync(() => Task.FromResult(condition()), cancellationToken);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (!await condition())
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
