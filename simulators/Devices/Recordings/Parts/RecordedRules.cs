using Roost.Alarms.Packs;
using Roost.Alarms.Rules;

namespace Roost.Simulators.Recordings.Parts;

/// <summary>The rules by which the coops of a recording were judged.</summary>
/// <param name="PackByCoop">Name of the pack of each coop.</param>
/// <param name="Changes">What the farm has its own way, oldest first.</param>
/// <param name="Packs">The packs as they were shipped then.</param>
internal sealed record RecordedRules(
    IReadOnlyDictionary<string, string> PackByCoop, IReadOnlyList<RecordedChange> Changes, IReadOnlyList<RulePack> Packs)
{
    /// <summary>What was in force for a coop; null when the recording does not say.</summary>
    public RulePack? Of(string coop) => PackByCoop.TryGetValue(coop, out var name) && Packs.FirstOrDefault(pack => pack.Name == name) is { } shipped
        // A farm's change may be of a rule that this kind of flock does not have.
        ? new PackOverrides([.. ChangesOf(coop).Select(each => each.Change)]).Apply(shipped, out _)
        : null;

    /// <summary>The changes that hold for a coop, its own and the farm's, oldest first.</summary>
    public IEnumerable<RecordedChange> ChangesOf(string coop) => Changes.Where(each => each.Coop is null || each.Coop == coop);
}

/// <summary>A value of a rule that a farm or a coop has its own way.</summary>
/// <param name="Coop">The coop; null for the whole farm.</param>
/// <param name="Change">What was changed, by whom and why.</param>
internal sealed record RecordedChange(string? Coop, RuleChange Change);
