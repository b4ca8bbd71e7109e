namespace Roost.Cloud.Hosting;

/// <summary>With <c>--StopWithInput true</c> the service stops when its standard input ends, so that a killed parent leaves no orphan.</summary>
internal sealed class StopWithInput(IConfiguration configuration, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration.GetValue("StopWithInput", false))
        {
            // A read of standard input can't be cancelled; a background thread may be left in it when the process ends.
            new Thread(WaitForEnd) { IsBackground = true, Name = "stop with input" }.Start();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void WaitForEnd()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[256];
        while (input.Read(ignored) > 0)
        {
        }

        lifetime.StopApplication();
    }
}
