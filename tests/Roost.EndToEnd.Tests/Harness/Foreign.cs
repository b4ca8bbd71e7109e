using System.Runtime.CompilerServices;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>Other people's programs that the tests hold ours against; see <c>tests/foreign</c>.</summary>
internal static class Foreign
{
    public static RealProcess Node(string script, params string[] arguments) =>
        RealProcess.Start(script, "node", [Script(script), .. arguments]);

    public static string Script(string name, [CallerFilePath] string here = "")
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "foreign"));
        return Directory.Exists(Path.Combine(folder, "node_modules"))
            ? Path.Combine(folder, name)
            : throw new InvalidOperationException("The foreign parts are missing: run ./roost test, or \"npm ci\" in tests/foreign.");
    }
}
