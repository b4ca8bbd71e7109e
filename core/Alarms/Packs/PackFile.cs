using Roost.Alarms.Rules;
using Roost.Configuration;

namespace Roost.Alarms.Packs;

/// <summary>Reads the rules of pack files.</summary>
public static class PackFile
{
    /// <summary>A pack of the rules of several files, in their order; each name may occur once.</summary>
    /// <param name="name">What the pack is called.</param>
    /// <param name="files">Name and text of each file.</param>
    /// <exception cref="SetupException">A file has mistakes: all of them, a sentence each, with file and path.</exception>
    public static RulePack Read(string name, IReadOnlyList<(string File, string Text)> files)
    {
        var sentences = new List<string>();
        var rules = new List<Rule>();
        foreach (var (file, text) in files)
        {
            var mistakes = new List<string>();
            rules.AddRange(Rules(file, text, mistakes));
            sentences.AddRange(mistakes.Select(mistake => $"{file}: {mistake}"));
        }

        sentences.AddRange(rules.CountBy(rule => rule.Name).Where(rule => rule.Value > 1)
            .Select(rule => $"The pack \"{name}\" has {rule.Value} rules called \"{rule.Key}\"; give each a name of its own."));
        return sentences.Count == 0 ? new(name, 1, rules) : throw new SetupException(sentences);
    }

    private static List<Rule> Rules(string file, string text, List<string> mistakes)
    {
        var root = YamlSection.Parse(text, "/", mistakes, $"The rule file {file}", "rules");
        var rules = new List<Rule>();
        foreach (var section in root.Sections("rules", required: true))
        {
            if (RuleSection.Read(section) is { } rule)
            {
                rules.Add(rule);
            }
        }

        root.RejectUnknownKeys();
        return rules;
    }
}
