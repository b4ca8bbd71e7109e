using System.Runtime.CompilerServices;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>Real clips that lie beside the checkout on the machines that develop Roost. Their licences keep them out of it.</summary>
internal static class Recordings
{
    /// <summary>The path of a clip; skips the test, with the reason, where there is none.</summary>
    public static string PathOf(string clip)
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("ROOST_SHARED_DATA") ?? Beside(), clip);
        if (!File.Exists(path))
        {
            Assert.Ignore($"The recording \"{clip}\" is not part of a clone: its licence does not allow it. Set ROOST_SHARED_DATA to the folder that holds it.");
        }

        return path;
    }

    private static string Beside([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "shared", "data"));
}
