namespace Roost.Cloud.Access;

/// <summary>Says in the log how the first person gets in, where a key is needed and there is none.</summary>
internal sealed partial class FirstKeyNotice(KeyGate gate, KeyRing ring, IHostApplicationLifetime lifetime, ILogger<FirstKeyNotice> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Only a server that listens knows to whom.
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stoppingToken);
        if (gate.IsRequired && !(await ring.ListAsync(stoppingToken)).Any(static key => key.Kind == KeyKind.Person))
        {
            LogNoKey();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Others than this machine can reach the dashboard, so a key is needed, and nobody has one yet: make the first with  ./roost key \"YOUR NAME\"  and this service's settings.")]
    private partial void LogNoKey();
}
