namespace Roost.Cloud.Flocks.Sheet;

/// <summary>Which lines of a sheet count. Pure.</summary>
internal static class SheetCorrections
{
    /// <summary>
    /// Marks what counts: of a line and all that corrects it, by however many hands, the one that came last; nothing of it where that strikes
    /// it out.
    /// </summary>
    /// <param name="lines">The lines in the order in which they came.</param>
    public static IReadOnlyList<KeptEntry> Apply(IReadOnlyList<KeptEntry> lines)
    {
        Dictionary<Guid, Guid> first = [];
        Dictionary<Guid, Guid> last = [];
        foreach (var line in lines)
        {
            var root = line.Entry.Corrects is { } corrected && first.TryGetValue(corrected, out var known) ? known : line.Id;
            first[line.Id] = root;
            last[root] = line.Id;
        }

        return [.. lines.Select(line => line with { IsInForce = !line.Entry.Strikes && last[first[line.Id]] == line.Id })];
    }
}
