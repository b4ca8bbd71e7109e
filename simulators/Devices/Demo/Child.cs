using System.Globalization;

namespace Roost.Simulators.Demo;

/// <summary>What to run.</summary>
/// <param name="Name">What people call it; its log has this name.</param>
/// <param name="Assembly">Full path of its assembly.</param>
/// <param name="Arguments">Its command line.</param>
internal sealed record ChildProgram(string Name, string Assembly, IReadOnlyList<string> Arguments);

/// <summary>A program that runs as long as the demo: started again when it dies, given up when it can't live.</summary>
/// <param name="program">What to run.</param>
/// <param name="logFolder">Where its log goes.</param>
/// <param name="time">Real time.</param>
/// <param name="tell">Takes a sentence for the user.</param>
internal sealed class Child(ChildProgram program, string logFolder, TimeProvider time, Action<string> tell) : IDisposable
{
    /// <summary>Exit code of a program whose settings are wrong: another start would end the same.</summary>
    private const int WrongSettings = 2;

    private const int SignalsFrom = 128;
    private const int AbortSignal = 6;
    private const int MostEarlyDeaths = 3;
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private readonly ChildLog log = new(logFolder, program.Name);
    private ChildProcess? process;
    private bool stopping;

    /// <summary>What it printed last, the latest line last.</summary>
    public IReadOnlyList<string> LastLines => log.LastLines;

    public string LogFile => log.File;

    /// <summary>Runs the program until <see cref="Terminate"/> or <see cref="Kill"/>.</summary>
    /// <exception cref="DemoException">It can't be kept running.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var earlyDeaths = 0;
        while (TryStart() is { } running)
        {
            var began = time.GetTimestamp();
            await running.WaitAsync(time);
            var code = running.ExitCode;
            lock (gate)
            {
                process = null;
                running.Dispose();
                if (stopping)
                {
                    return;
                }
            }

            earlyDeaths = time.GetElapsedTime(began) < Early ? earlyDeaths + 1 : 0;
            var death = string.Create(CultureInfo.InvariantCulture, $"{program.Name} ended by itself ({Why(code)}).");
            if (code == WrongSettings || earlyDeaths == MostEarlyDeaths)
            {
                throw new DemoException($"{death} Its log is {log.File}.");
            }

            tell($"{death} It is started again; its log is {log.File}.");
            await Task.Delay(Pause * earlyDeaths, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Asks it to stop, and not to be started again.</summary>
    public void Terminate()
    {
        lock (gate)
        {
            stopping = true;
            process?.Terminate();
        }
    }

    /// <summary>Ends it at once.</summary>
    public void Kill()
    {
        lock (gate)
        {
            stopping = true;
            process?.Kill();
        }
    }

    public void Dispose()
    {
        Kill();
        log.Dispose();
    }

    private ChildProcess? TryStart()
    {
        lock (gate)
        {
            return process = stopping ? null : new ChildProcess(program, log);
        }
    }

    /// <summary>Its exit code, with the last thing that it said where that may tell more; not the frames of a stack.</summary>
    private string Why(int code)
    {
        // 128 + signal. Who is killed has no last words; who aborts has.
        if (code > SignalsFrom && code != SignalsFrom + AbortSignal)
        {
            return string.Create(CultureInfo.InvariantCulture, $"by signal {code - SignalsFrom}");
        }

        var last = log.LastLines.LastOrDefault(line => !string.IsNullOrWhiteSpace(line) && !line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
        return string.Create(
            CultureInfo.InvariantCulture, $"exit code {code}: {(last is null ? "it printed nothing" : last.Trim().TrimEnd('.'))}");
    }
}
