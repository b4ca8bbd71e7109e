using Microsoft.Extensions.Hosting;

namespace Roost.Edge.Hosting;

/// <summary>Stops the agent when its standard input ends, so that whoever started it leaves no orphan behind, however it ends itself.</summary>
internal sealed class StopWithInput(IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A read of standard input can't be cancelled, so it has a thread of its own that ends with the process.
        new Thread(WaitForEnd) { IsBackground = true, Name = "standard input" }.Start();
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
