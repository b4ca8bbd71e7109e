using Roost.Alarms.Rules;
using Roost.Domain.Breeds;

namespace Roost.Alarms.Packs;

/// <summary>The packs that Roost brings, made of the YAML files beside this one.</summary>
public static class RulePacks
{
    private static readonly Lazy<RulePack> broiler = new(() => Shipped("broiler"));
    private static readonly Lazy<RulePack> layer = new(() => Shipped("layer"));
    private static readonly Lazy<RulePack> slowGrowing = new(() => Shipped("slow-growing"));

    /// <summary>Fast-growing broilers: Ross 308, Cobb 500 and their like.</summary>
    public static RulePack Broiler => broiler.Value;

    /// <summary>Pullets and hens kept for their eggs.</summary>
    public static RulePack Layer => layer.Value;

    /// <summary>Slow-growing and native birds kept for meat.</summary>
    public static RulePack SlowGrowing => slowGrowing.Value;

    /// <summary>All packs.</summary>
    public static IReadOnlyList<RulePack> All => [Broiler, Layer, SlowGrowing];

    /// <summary>The pack of a name; null when there is none.</summary>
    public static RulePack? For(string name) => name switch
    {
        "broiler" => Broiler,
        "layer" => Layer,
        "slow-growing" => SlowGrowing,
        _ => null,
    };

    /// <summary>The breed whose standard a pack's flocks are held against, in house and cloud alike.</summary>
    public static BreedStandard BreedOf(string name) => name switch
    {
        "layer" => BreedStandard.HyLineBrown,
        "slow-growing" => BreedStandard.SlowGrowing,
        _ => BreedStandard.Ross308,
    };

    /// <summary>The pack for flocks of a breed.</summary>
    public static RulePack PackFor(BreedStandard breed) =>
        breed.Lays ? Layer : breed == BreedStandard.Ross308 || breed == BreedStandard.Cobb500 ? Broiler : SlowGrowing;

    /// <summary>Name and text of the files that a shipped pack is made of, in their order, as <see cref="PackFile.Read"/> takes them.</summary>
    /// <param name="name">The pack's name.</param>
    /// <exception cref="ArgumentException">Roost ships no such pack.</exception>
    public static IReadOnlyList<(string File, string Text)> FilesOf(string name)
    {
        string[] files = name switch
        {
            "broiler" => ["common.yaml", "meat.yaml", "broiler.yaml"],
            "layer" => ["common.yaml", "layer.yaml"],
            "slow-growing" => ["common.yaml", "meat.yaml", "slow-growing.yaml"],
            _ => throw new ArgumentException($"Roost ships no pack \"{name}\".", nameof(name)),
        };
        return [.. files.Select(file => (file, Resource(file)))];
    }

    private static RulePack Shipped(string name) => PackFile.Read(name, FilesOf(name));

    private static string Resource(string file)
    {
        using var stream = typeof(RulePacks).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The rule file \"{file}\" is not part of Roost.Alarms.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
