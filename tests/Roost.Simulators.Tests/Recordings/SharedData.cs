using System.Runtime.CompilerServices;

namespace Roost.Simulators.Tests.Recordings;

/// <summary>Real data that lies beside the checkout on the machines that develop Roost. Its licences keep it out of it.</summary>
internal static class SharedData
{
    /// <summary>The path of a file; skips the test, with the reason, where there is none.</summary>
    public static string PathOf(string file)
    {
        var beside = Path.Combine(Root(), "..", "shared", "data");
        var path = Path.GetFullPath(Path.Combine(Environment.GetEnvironmentVariable("ROOST_SHARED_DATA") ?? beside, file));
        if (!File.Exists(path))
        {
            Assert.Ignore($"\"{file}\" is not part of a clone: its licence does not allow it. Set ROOST_SHARED_DATA to the folder that holds it.");
        }

        return path;
    }

    /// <summary>The path of a map that comes with Roost.</summary>
    public static string MapOf(string name) => Path.Combine(Root(), "simulators", "maps", $"{name}.yaml");

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
