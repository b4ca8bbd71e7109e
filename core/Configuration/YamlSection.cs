using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Roost.Configuration;

/// <summary>
/// One mapping of a YAML file. A mistake does not throw: it is added to the list that all sections share, and reading goes on with a
/// default, so that the person sees every mistake at once. What was read may be used only if that list stayed empty.
/// </summary>
public sealed class YamlSection(YamlMappingNode node, string path, List<string> mistakes, string baseDirectory)
{
    private readonly List<string> known = [];

    /// <summary>Reads a whole file's text.</summary>
    /// <param name="text">YAML whose top is a mapping.</param>
    /// <param name="baseDirectory">What relative paths in it count from.</param>
    /// <param name="mistakes">Takes the mistakes of all sections.</param>
    /// <param name="name">What the file is, as the beginning of a sentence.</param>
    /// <param name="keys">The keys that it must have, for the sentence that says so.</param>
    /// <exception cref="SetupException">It is no YAML or no mapping.</exception>
    public static YamlSection Parse(string text, string baseDirectory, List<string> mistakes, string name, string keys)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }, ..]
                ? new(root, "", mistakes, baseDirectory)
                : throw new SetupException($"{name} is empty or no mapping; it must have the keys {keys}.");
        }
        catch (YamlException exception)
        {
            throw new SetupException($"Line {exception.Start.Line} of {char.ToLowerInvariant(name[0])}{name[1..]} is no valid YAML: {exception.Message}");
        }
    }

    /// <summary>Where this section stands in the file, such as <c>coops[0].devices[1]</c>; empty for the whole file.</summary>
    public string Path { get; } = path;

    /// <summary>The path of a key in this section.</summary>
    public string At(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    /// <summary>Notes a mistake that concerns more than one value.</summary>
    public void Reject(string sentence) => mistakes.Add(sentence);

    /// <summary>Notes a mistake that begins with its path, unless that path has one already.</summary>
    public void RejectOnce(string sentence)
    {
        var path = sentence[..(sentence.IndexOf(' ', StringComparison.Ordinal) + 1)];
        if (!mistakes.Exists(mistake => mistake.StartsWith(path, StringComparison.Ordinal)))
        {
            mistakes.Add(sentence);
        }
    }

    /// <summary>Whether a key is there, with whatever value; asking makes it no known key.</summary>
    public bool Has(string key) => node.Children.ContainsKey(new YamlScalarNode(key));

    /// <summary>A value that must be there.</summary>
    public T Required<T>(string key, ScalarRule<T> rule)
    {
        if (Find(key) is { } found)
        {
            return Read(found, At(key), rule);
        }

        mistakes.Add($"{At(key)} is missing; it must be {rule.Allowed}.");
        return default!;
    }

    /// <summary>A value that may be left out.</summary>
    public T Optional<T>(string key, ScalarRule<T> rule, T otherwise) => Find(key) is { } found ? Read(found, At(key), rule) : otherwise;

    /// <summary>A path of a file or directory that must be there; a relative one counts from the configuration file.</summary>
    public string RequiredPath(string key) => Resolve(Required(key, ScalarRules.Text));

    /// <summary>A path as <see cref="RequiredPath"/> understands it.</summary>
    public string Resolve(string? text) => string.IsNullOrEmpty(text) ? "" : System.IO.Path.GetFullPath(text, baseDirectory);

    /// <summary>A section that may be left out; null when it is.</summary>
    public YamlSection? OptionalSection(string key) => Find(key) is null ? null : Section(key);

    /// <summary>A section below this one; null, with the mistake noted, when it is missing.</summary>
    public YamlSection? Section(string key)
    {
        switch (Find(key))
        {
            case YamlMappingNode mapping:
                return new(mapping, At(key), mistakes, baseDirectory);
            case null:
                mistakes.Add($"{At(key)} is missing; it must be a section of keys and values.");
                return null;
            case var other:
                mistakes.Add($"{At(key)} is {Describe(other)}, but it must be a section of keys and values.");
                return null;
        }
    }

    /// <summary>The sections of a list; none when it is left out.</summary>
    public IReadOnlyList<YamlSection> Sections(string key, bool required)
    {
        switch (Find(key))
        {
            case YamlSequenceNode sequence when sequence.Children.Count > 0 || !required:
                return Items(sequence, key);
            case null when !required:
                return [];
            case null:
                mistakes.Add($"{At(key)} is missing; it must be a list with at least one entry.");
                return [];
            case var other:
                mistakes.Add($"{At(key)} is {Describe(other)}, but it must be a list{(required ? " with at least one entry" : "")}.");
                return [];
        }
    }

    /// <summary>The values of a list; none when it is left out.</summary>
    public IReadOnlyList<T> Values<T>(string key, ScalarRule<T> rule)
    {
        switch (Find(key))
        {
            case YamlSequenceNode sequence:
                return [.. sequence.Children.Select((child, index) => Read(child, $"{At(key)}[{index}]", rule))];
            case null:
                return [];
            case var other:
                mistakes.Add($"{At(key)} is {Describe(other)}, but it must be a list.");
                return [];
        }
    }

    /// <summary>Notes every key that nobody asked for; to be called last.</summary>
    public void RejectUnknownKeys()
    {
        foreach (var (key, _) in node.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? Describe(key);
            if (!known.Contains(name))
            {
                mistakes.Add($"{At(name)} is no key that Roost knows here; allowed are {string.Join(", ", known)}.");
            }
        }
    }

    private static string Describe(YamlNode node) => node switch
    {
        YamlScalarNode { Value.Length: > 0 } scalar => $"\"{scalar.Value}\"",
        YamlSequenceNode { Children.Count: 0 } => "an empty list",
        YamlSequenceNode => "a list",
        YamlMappingNode => "a section",
        _ => "empty",
    };

    private List<YamlSection> Items(YamlSequenceNode sequence, string key)
    {
        var sections = new List<YamlSection>(sequence.Children.Count);
        for (var index = 0; index < sequence.Children.Count; index++)
        {
            var at = $"{At(key)}[{index}]";
            if (sequence.Children[index] is YamlMappingNode mapping)
            {
                sections.Add(new(mapping, at, mistakes, baseDirectory));
            }
            else
            {
                mistakes.Add($"{at} is {Describe(sequence.Children[index])}, but it must be a section of keys and values.");
            }
        }

        return sections;
    }

    private T Read<T>(YamlNode found, string at, ScalarRule<T> rule)
    {
        if (found is YamlScalarNode { Value: { } text } && rule.TryRead(text, out var value))
        {
            return value;
        }

        mistakes.Add($"{at} is {Describe(found)}, but it must be {rule.Allowed}.");
        return default!;
    }

    private YamlNode? Find(string key)
    {
        if (!known.Contains(key))
        {
            known.Add(key);
        }

        return node.Children.TryGetValue(new YamlScalarNode(key), out var found) ? found : null;
    }
}
