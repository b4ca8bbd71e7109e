using System.ComponentModel;
using System.Diagnostics;

namespace Roost.Simulators.Demo;

/// <summary>The file that plays as coop 1's camera: looked at before anything starts, so that a wrong one is not found out by a dark tile.</summary>
internal static class DemoVideo
{
    /// <summary>Full path of a file that holds moving pictures.</summary>
    /// <exception cref="DemoException">There is none, or it can't be played.</exception>
    public static async Task<string> CheckAsync(string file, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path))
        {
            throw new DemoException($"There is no video file \"{file}\".");
        }

        try
        {
            using var probe = Process.Start(new ProcessStartInfo(
                "ffprobe", ["-v", "error", "-select_streams", "v:0", "-show_entries", "stream=codec_type", "-of", "csv=p=0", $"file:{path}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var complaint = probe.StandardError.ReadToEndAsync(cancellationToken);
            var streams = await probe.StandardOutput.ReadToEndAsync(cancellationToken);
            await complaint;
            await probe.WaitForExitAsync(cancellationToken);
            return probe.ExitCode == 0 && streams.Contains("video", StringComparison.Ordinal)
                ? path
                : throw new DemoException($"The file \"{file}\" can't be played as a video; give another with --video.");
        }
        catch (Win32Exception problem)
        {
            throw new DemoException("\"ffprobe\" can't be started, but a camera needs it; install the package ffmpeg.", problem);
        }
    }
}
