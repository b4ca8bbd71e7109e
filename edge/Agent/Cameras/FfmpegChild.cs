using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Roost.Edge.Cameras;

/// <summary>
/// One running ffmpeg. It inherits nothing but its three pipes, so when the agent dies without a word the next picture meets a broken pipe
/// and ffmpeg ends by itself. Thread-safe in <see cref="Kill"/> only.
/// </summary>
internal sealed partial class FfmpegChild : IAsyncDisposable
{
    private const int LongestReason = 200;

    private readonly Process process;
    private readonly Task errors;
    private volatile string? lastError;

    private FfmpegChild(Process process)
    {
        this.process = process;
        errors = KeepLastErrorAsync(process.StandardError);
    }

    /// <summary>The process id, for logs.</summary>
    public int Id => process.Id;

    /// <summary>What it writes: YUV4MPEG2.</summary>
    public Stream Pictures => process.StandardOutput.BaseStream;

    /// <summary>Starts ffmpeg for a camera.</summary>
    /// <exception cref="CameraUnavailableException">ffmpeg is not installed or may not be run.</exception>
    public static FfmpegChild Start(CameraOptions options)
    {
        var start = new ProcessStartInfo(options.Ffmpeg)
        {
            // Its own, closed standard input: it must not read the agent's.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in FfmpegArguments.For(options))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return new(process);
        }
        catch (Win32Exception exception)
        {
            throw new CameraUnavailableException(
                $"The program \"{options.Ffmpeg}\", which decodes the cameras, can't be started; install the package ffmpeg.", exception);
        }
    }

    /// <summary>Ends it at once. Its stream then ends too.</summary>
    public void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    /// <summary>
    /// After the end of <see cref="Pictures"/>: waits until it has ended too. Null when it came to the end of its source, else why it ended.
    /// </summary>
    public async Task<string?> EndAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        await errors;
        return process.ExitCode == 0 ? null
            : lastError is { } error ? $"The camera gives no picture: {error.TrimEnd('.')}."
            : process.ExitCode > 128 ? $"ffmpeg was ended by signal {process.ExitCode - 128}."
            : $"ffmpeg ended with code {process.ExitCode} and gave no reason.";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        await errors;
        process.Dispose();
    }

    /// <summary>ffmpeg names the place in its own code before a message and may repeat the address with its password: both are left out.</summary>
    internal static string Plain(string line)
    {
        var text = CameraSources.WithoutPassword(Origin().Replace(line, "").Replace("file:", "", StringComparison.Ordinal)).Trim();
        text = string.Concat(text.Where(character => !char.IsControl(character)));
        return text.Length <= LongestReason ? text : text[..LongestReason];
    }

    private async Task KeepLastErrorAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (Plain(line) is { Length: > 0 } text)
            {
                lastError = text;
            }
        }
    }

    [GeneratedRegex(@"^(\[[^\]]*\]\s*)+")]
    private static partial Regex Origin();
}
