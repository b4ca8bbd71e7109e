using System.Runtime.CompilerServices;
using Roost.Alarms.Packs;
using Roost.Alarms.Words;

namespace Roost.Alarms.Tests.Packs;

/// <summary>The table of rules in the documentation must be the packs'. With ROOST_WRITE_RULES=1 the test writes it instead of comparing it.</summary>
internal sealed class RuleTableTests
{
    private const string Begin = "<!-- rules -->";
    private const string End = "<!-- /rules -->";

    [Test]
    public void The_documented_rules_are_the_packs()
    {
        var path = Documentation();
        var text = File.ReadAllText(path);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("ROOST_WRITE_RULES") == "1")
        {
            File.WriteAllText(path, $"{text[..from]}\n{Table()}{text[to..]}");
            return;
        }

        Assert.That(text[from..to].Trim(), Is.EqualTo(Table().Trim()), "docs/rules.md is not what the packs say; run this test with ROOST_WRITE_RULES=1");
    }

    private static string Table()
    {
        var rows = RulePacks.All
            .SelectMany(pack => pack.Rules.Select(rule => (Pack: pack.Name, Rule: rule)))
            .GroupBy(row => (row.Rule.Name, row.Rule.Severity, Words: RuleWords.Describe(row.Rule, null, "en"), row.Rule.Source))
            .Select(same => (same.Key, Packs: same.Count() == RulePacks.All.Count ? "all" : string.Join(", ", same.Select(row => row.Pack))))
            .OrderBy(row => row.Key.Name, StringComparer.Ordinal)
            .Select(row => $"| {row.Key.Name} | {row.Packs} | {row.Key.Severity.ToString().ToLowerInvariant()} | {row.Key.Words} | {row.Key.Source} |\n");
        return $"| Rule | Packs | Severity | Says | Source |\n|---|---|---|---|---|\n{string.Concat(rows)}";
    }

    private static string Documentation([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "rules.md"));
}
