using System.Globalization;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>Who started whom, by /proc.</summary>
internal static class ProcessTree
{
    /// <summary>The processes that a process started and that were not taken over by another.</summary>
    public static IReadOnlyList<int> ChildrenOf(int process) =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(id => StateOf(id) is { } state && state.Parent == process)];

    /// <summary>Whether a process is there and not just waiting to be buried.</summary>
    public static bool IsAlive(int process) => StateOf(process) is { State: not 'Z' };

    // The name in /proc/ID/stat stands in brackets and may hold anything; state and parent follow the last one.
    private static (char State, int Parent)? StateOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var rest = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (rest[0][0], int.Parse(rest[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
