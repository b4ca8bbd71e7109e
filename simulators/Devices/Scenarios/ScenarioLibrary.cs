using Roost.Configuration;

namespace Roost.Simulators.Scenarios;

/// <summary>The scenarios that Roost ships, and anybody's own by their file's path.</summary>
internal static class ScenarioLibrary
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "scenarios");

    /// <summary>The shipped ones, in order of their names.</summary>
    public static IReadOnlyList<string> Names =>
        [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    /// <summary>A shipped scenario by its name, or one by the path of its file.</summary>
    /// <exception cref="SetupException">There is none, or something in it is wrong.</exception>
    public static Scenario Find(string nameOrPath)
    {
        if (Names.Contains(nameOrPath))
        {
            return ScenarioReader.ReadFile(Path.Combine(Folder, $"{nameOrPath}.yaml"));
        }

        return File.Exists(nameOrPath)
            ? ScenarioReader.ReadFile(nameOrPath)
            : throw new SetupException($"There is no scenario and no file \"{nameOrPath}\"; Roost's own are {string.Join(", ", Names)}.");
    }
}
