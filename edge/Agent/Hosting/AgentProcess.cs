using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Roost.Configuration;
using Roost.Domain.Clocks;
using Roost.Edge.Configuration;
using Roost.Edge.Spool;

namespace Roost.Edge.Hosting;

/// <summary>Runs the agent as a process.</summary>
internal static class AgentProcess
{
    private const int WrongSetup = 2;

    /// <summary>Runs until SIGTERM, SIGINT or the end of standard input; returns the exit code.</summary>
    public static async Task<int> RunAsync(string configurationFile, string? clock, bool stopWithInput, CancellationToken cancellationToken)
    {
        try
        {
            var configuration = ConfigurationReader.ReadFile(configurationFile);
            var builder = AgentHost.CreateBuilder(configuration, ClockOf(clock), TimeProvider.System);
            builder.AddConsoleLog();
            if (stopWithInput)
            {
                builder.Services.AddHostedService<StopWithInput>();
            }

            using var host = builder.Build();
            host.Services.GetRequiredService<DiskSpool>(); // here a directory that can't be used is a sentence; while the host starts it would be a crash
            await host.RunAsync(cancellationToken);
            return 0;
        }
        catch (SetupException exception)
        {
            foreach (var sentence in exception.Sentences)
            {
                await Console.Error.WriteLineAsync(sentence);
            }

            return WrongSetup;
        }
    }

    private static TimeProvider ClockOf(string? text)
    {
        try
        {
            return text is null ? TimeProvider.System : ScaledClock.Parse(text, TimeProvider.System);
        }
        catch (FormatException exception)
        {
            throw new SetupException($"--clock: {exception.Message}");
        }
    }
}
