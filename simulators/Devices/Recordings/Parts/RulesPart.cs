using System.Text;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Configuration;

namespace Roost.Simulators.Recordings.Parts;

/// <summary>
/// The rules in force: <c>rules.yaml</c> with each coop's pack and the farm's changes, and beside it the files that the packs are made of, so that a
/// later Roost with other packs still judges by these.
/// </summary>
internal static class RulesPart
{
    /// <summary>Its name in the manifest.</summary>
    public const string Name = "rules";

    private const string File = "rules.yaml";
    private const string Prefix = "rules-";

    /// <summary>Writes the packs of some coops and the changes to them, oldest first.</summary>
    public static void Write(RecordingWriter writer, IReadOnlyDictionary<string, string> packByCoop, IReadOnlyList<RecordedChange> changes)
    {
        var packs = packByCoop.Values.Distinct().Order(StringComparer.Ordinal).Select(pack => (Name: pack, Files: RulePacks.FilesOf(pack))).ToList();
        var text = new StringBuilder("# By what the coops were judged. The files lie beside this one; changes are in the order in which they were made.\n");
        YamlText.List(text, "packs", packs.Select(pack => $"pack: {pack.Name}, files: [{string.Join(", ", pack.Files.Select(file => Prefix + file.File))}]"));
        YamlText.List(text, "coops", packByCoop.OrderBy(coop => coop.Key, StringComparer.Ordinal).Select(coop => $"coop: {YamlText.Of(coop.Key)}, pack: {coop.Value}"));
        YamlText.List(text, "changes", changes.Select(each =>
            (each.Coop is { } coop ? $"coop: {YamlText.Of(coop)}, " : "")
            + $"rule: {YamlText.Of(each.Change.Rule)}, what: {YamlText.Of(each.Change.What)}, value: {YamlText.Of(each.Change.Value)}, "
            + $"by: {YamlText.Of(each.Change.By)}, why: {YamlText.Of(each.Change.Why)}, at: {YamlText.Of(each.Change.At)}"));
        System.IO.File.WriteAllText(writer.AddFile(Name, File, changes.Count), text.ToString());
        foreach (var (file, rules) in packs.SelectMany(pack => pack.Files).DistinctBy(file => file.File))
        {
            System.IO.File.WriteAllText(writer.AddFile(Name, Prefix + file, PackFile.Read(file, [(file, rules)]).Rules.Count), rules);
        }
    }

    /// <summary>The rules; null when they were not recorded.</summary>
    /// <exception cref="RecordingException">They can't be understood.</exception>
    public static RecordedRules? Read(Recording recording) => recording.Manifest.Parts.Any(part => part.Part == Name)
        ? YamlText.Read(recording, File, "packs, coops", root =>
        {
            List<RulePack> packs = [];
            foreach (var section in root.Sections("packs", required: false))
            {
                var name = section.Required("pack", ScalarRules.Text);
                var files = section.Values("files", ScalarRules.Text);
                section.RejectUnknownKeys();
                packs.Add(PackFile.Read(name ?? "", [.. files.Select(file => (file, TextOf(recording, file)))]));
            }

            return new RecordedRules(
                root.Sections("coops", required: false).ToDictionary(
                    section => section.Required("coop", ScalarRules.Text) ?? "", section => section.Required("pack", ScalarRules.Text) ?? "", StringComparer.Ordinal),
                [.. root.Sections("changes", required: false).Select(ChangeOf)],
                packs);
        })
        : null;

    private static RecordedChange ChangeOf(YamlSection section) => new(
        section.Optional<string?>("coop", ScalarRules.Text!, null),
        new(
            section.Required("rule", ScalarRules.Text),
            section.Required("what", ScalarRules.Text),
            section.Required("value", ScalarRules.Text),
            section.Required("by", ScalarRules.Text),
            section.Required("why", ScalarRules.Text),
            section.Required("at", YamlText.Time)));

    // Only a file whose checksum the manifest has.
    private static string TextOf(Recording recording, string file) => recording.Manifest.Parts.Any(part => part.Part == Name && part.File == file)
        ? System.IO.File.ReadAllText(Path.Combine(recording.Folder, file))
        : throw new RecordingException($"The recording \"{recording.Folder}\" is damaged: its rules name the file \"{file}\", which its manifest has not.");
}
