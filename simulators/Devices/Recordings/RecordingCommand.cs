using System.CommandLine;

namespace Roost.Simulators.Recordings;

/// <summary>What the commands about recordings share: how a mistake is told, and how a stop ends them.</summary>
internal static class RecordingCommand
{
    private const int Failed = 2;
    private const int Stopped = 130;

    internal static async Task<int> RunAsync(string command, ParseResult parsed, Func<InvocationConfiguration, Task<int>> work)
    {
        var console = parsed.InvocationConfiguration;
        try
        {
            return await work(console);
        }
        catch (RecordingException problem)
        {
            await console.Error.WriteLineAsync($"roost {command}: {problem.Message}");
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await console.Error.WriteLineAsync($"roost {command}: stopped before it was done.");
            return Stopped;
        }
    }
}
