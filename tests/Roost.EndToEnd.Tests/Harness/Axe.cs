using System.Text.Json;
using Microsoft.Playwright;

namespace Roost.EndToEnd.Tests.Harness;

/// <summary>Judges a page as axe-core does: whether people who see or move otherwise can use it.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() => File.ReadAllText(Foreign.Script("node_modules/axe-core/axe.min.js")));

    /// <summary>What is seriously or critically wrong with the page as it is now, a sentence each.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        await page.EvaluateAsync(Script.Value);
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations");
        return
        [
            .. found.EnumerateArray()
                .Where(violation => violation.GetProperty("impact").GetString() is "serious" or "critical")
                .SelectMany(violation => violation.GetProperty("nodes").EnumerateArray().Select(node =>
                    $"{violation.GetProperty("id").GetString()}: {violation.GetProperty("help").GetString()}: {node.GetProperty("html").GetString()} ({node.GetProperty("failureSummary").GetString()})")),
        ];
    }
}
