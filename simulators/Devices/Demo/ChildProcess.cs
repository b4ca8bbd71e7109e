using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Roost.Simulators.Demo;

/// <summary>One run of a program. Its standard input is a pipe from the demo: when the demo is gone, the pipe ends and the program stops.</summary>
internal sealed partial class ChildProcess : IDisposable
{
    private const int KillSignal = 9;
    private const int TerminateSignal = 15;

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly Process process = new() { EnableRaisingEvents = true };
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the program.</summary>
    /// <exception cref="DemoException">It can't be started at all.</exception>
    public ChildProcess(ChildProgram program, ChildLog log)
    {
        process.StartInfo = new ProcessStartInfo(ProgramFiles.Runtime, [program.Assembly, .. program.Arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(program.Assembly)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process.Exited += (_, _) => exited.TrySetResult();
        process.OutputDataReceived += (_, line) => log.Add(line.Data);
        process.ErrorDataReceived += (_, line) => log.Add(line.Data);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            throw new DemoException($"\"{ProgramFiles.Runtime}\" can't be started: {problem.Message}", problem);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool HasExited => process.HasExited;

    /// <summary>Valid once it has exited; 128 + signal when a signal ended it.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>
    /// Ends when the program has ended and what it printed is in the log; what a program of its own still holds open is not waited for.
    /// </summary>
    public async Task WaitAsync(TimeProvider time)
    {
        await exited.Task;
        await process.WaitForExitAsync(CancellationToken.None)
            .WaitAsync(LastWords, time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Asks it to stop.</summary>
    public void Terminate() => Send(TerminateSignal);

    /// <summary>Ends it at once. What it started itself sees its pipe break and ends too.</summary>
    public void Kill() => Send(KillSignal);

    public void Dispose() => process.Dispose();

    private void Send(int signal)
    {
        if (!process.HasExited)
        {
            _ = SendSignal(process.Id, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
