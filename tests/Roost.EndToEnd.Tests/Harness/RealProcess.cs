using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>A process of its own, as it would run on a farm: its output is kept, it can be killed, and it never outlives the test.</summary>
internal sealed partial class RealProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentQueue<string> printed = new();
    private readonly SemaphoreSlim lineArrived = new(0);

    private RealProcess(Process process, string name)
    {
        this.process = process;
        Name = name;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } printed)
            {
                this.printed.Enqueue(printed);
            }

            Keep(line.Data);
        };
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    public TextWriter Input => process.StandardInput;

    /// <summary>All that it said, on standard output and standard error.</summary>
    public string Output => string.Join('\n', lines);

    /// <summary>What it said on standard output only, line by line.</summary>
    public IReadOnlyList<string> Printed => [.. printed];

    /// <summary>
    /// Starts one of Roost's own programs as people start it, published beside this test's build. It hears Ctrl-C: where the tests run in the background of a
    /// script, their children would inherit that they ignore it.
    /// </summary>
    public static RealProcess StartRoost(string assembly, params string[] arguments) =>
        Start(assembly, "env", ["--default-signal=INT", "dotnet", PublishedAssembly(assembly), .. arguments]);

    /// <summary>
    /// The same in a session and process group of its own, whose number is the process's: as a terminal has it, where Ctrl-C reaches a
    /// program and all its children at once.
    /// </summary>
    public static RealProcess StartRoostInGroup(string assembly, params string[] arguments) =>
        Start(assembly, "setsid", ["env", "--default-signal=INT", "dotnet", PublishedAssembly(assembly), .. arguments]);

    public static string PublishedAssembly(string assembly)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var path = Path.Combine(here.Parent!.Parent!.Parent!.FullName, "publish", assembly, here.Name, $"{assembly}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{assembly} is not published beside the build of this test; ./roost build does it.", path);
    }

    public static RealProcess Start(string name, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        try
        {
            return new RealProcess(Process.Start(start)!, name);
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"\"{program}\" could not be started: {exception.Message}. Run ./roost test, which installs it.", exception);
        }
    }

    /// <summary>Waits until the process has printed a line that holds a text, and returns that line.</summary>
    public async Task<string> LineAsync(string text, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            if (process.HasExited)
            {
                throw new InvalidOperationException($"{Name} ended with {process.ExitCode} before it printed \"{text}\":\n{Output}");
            }

            try
            {
                await lineArrived.WaitAsync(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
            catch (OperationCanceledException exception)
            {
                throw new TimeoutException($"{Name} never printed \"{text}\". It printed:\n{Output}", exception);
            }
        }
    }

    /// <summary>Waits until the process ends by itself, and returns its exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"{Name} did not end. It printed:\n{Output}", exception);
        }
    }

    /// <summary>SIGKILL: no handler runs.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>SIGTERM, or another signal, and the time until the process was gone.</summary>
    public Task<TimeSpan> SignalAsync(int signal, CancellationToken cancellationToken) => SignalAsync(process.Id, signal, cancellationToken);

    /// <summary>A signal to the whole group of a process that has its own, and the time until the process was gone.</summary>
    public Task<TimeSpan> SignalGroupAsync(int signal, CancellationToken cancellationToken) => SignalAsync(-process.Id, signal, cancellationToken);

    private async Task<TimeSpan> SignalAsync(int to, int signal, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        if (SendSignal(to, signal) != 0)
        {
            throw new InvalidOperationException($"{Name} could not be sent signal {signal}.");
        }

        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"{Name} did not end after signal {signal}. It printed:\n{Output}", exception);
        }

        return watch.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
        lineArrived.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
            lineArrived.Release();
        }
    }
}
