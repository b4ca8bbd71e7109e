using System.ComponentModel;
using System.Diagnostics;

namespace Roost.Edge.LocalAlarms.Sirens;

/// <summary>
/// A program that runs while the siren must sound. It is ended by SIGTERM; one that ends by itself is started again. However the agent ends, the
/// program ends with it: a shell watches a pipe whose other end is the agent's.
/// </summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="time">Real time.</param>
internal sealed class CommandSiren(IReadOnlyList<string> command, TimeProvider time) : ISiren
{
    private const string Shell = "/bin/sh";

    // The shell becomes the program; what it leaves behind waits for the pipe to close, and ends the program then.
    private const string Script = "exec 3<&0; (read -r _ <&3; kill $$) & exec \"$@\" </dev/null 3<&-";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private Process? program;

    /// <inheritdoc/>
    public async ValueTask SetAsync(bool sounds, CancellationToken cancellationToken)
    {
        if (!sounds)
        {
            await EndAsync();
        }
        else if (program is null)
        {
            program = Start();
        }
        else if (program.HasExited)
        {
            var code = program.ExitCode;
            await EndAsync();
            program = Start();
            throw new SirenUnavailableException($"The siren's program \"{command[0]}\" ended by itself with exit code {code} while it should sound; it was started again.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        program?.Dispose();
    }

    private Process Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo(Shell, ["-c", Script, "siren", .. command]) { RedirectStandardInput = true })!;
        }
        catch (Win32Exception fault)
        {
            throw new SirenUnavailableException($"The siren's program \"{command[0]}\" can't be started: {fault.Message}", fault);
        }
    }

    private async ValueTask EndAsync()
    {
        if (program is not { } ending)
        {
            return;
        }

        program = null;
        using (ending)
        {
            ending.StandardInput.Close();
            using var limit = new CancellationTokenSource(Patience, time);
            try
            {
                await ending.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                ending.Kill(entireProcessTree: true);
            }
        }
    }
}
