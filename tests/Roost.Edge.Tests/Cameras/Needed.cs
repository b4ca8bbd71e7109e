using System.ComponentModel;
using System.Diagnostics;

namespace Roost.Edge.Tests.Cameras;

/// <summary>What these tests need of the machine. Missing programs fail where everything is to be tested, else the test is skipped.</summary>
internal static class Needed
{
    /// <summary>The programs are missing.</summary>
    public static void Missing(string what)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"This test needs {what}.");
        }

        Assert.Ignore($"This test needs {what}.");
    }

    /// <summary>Runs ffmpeg to its end.</summary>
    public static async Task FfmpegAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg", ["-nostdin", "-loglevel", "error", .. arguments]);
        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(cancellationToken);
            Assert.That(process.ExitCode, Is.Zero, "ffmpeg could not make the test's video");
        }
        catch (Win32Exception)
        {
            Missing("ffmpeg: install ffmpeg");
        }
    }

    /// <summary>A recording of real birds. They are not part of a clone: ROOST_SHARED_DATA, or shared/data beside the checkout, holds them.</summary>
    public static string Recording(string path)
    {
        var roots = new List<string>();
        if (Environment.GetEnvironmentVariable("ROOST_SHARED_DATA") is { Length: > 0 } named)
        {
            roots.Add(named);
        }

        // The artifacts may lie outside the checkout, the sources don't: both ways up are tried.
        roots.AddRange(Above(TestContext.CurrentContext.TestDirectory));
        roots.AddRange(Above(Environment.CurrentDirectory));
        roots.AddRange(Above(SourceFolder()));
        var found = roots.Select(root => Path.Combine(root, path)).FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.Ignore($"The recordings are not part of a clone: {path} is neither under ROOST_SHARED_DATA nor in shared/data beside the checkout.");
        }

        return found!;
    }

    private static IEnumerable<string> Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return Path.Combine(at.FullName, "shared", "data");
        }
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
