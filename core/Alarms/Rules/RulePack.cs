namespace Roost.Alarms.Rules;

/// <summary>The rules for a kind of flock.</summary>
/// <param name="Name"><c>broiler</c>, <c>layer</c> or <c>slow-growing</c>.</param>
/// <param name="Version">Grows with every change of a farm's overrides; 1 as shipped.</param>
/// <param name="Rules">The rules, each name once.</param>
public sealed record RulePack(string Name, int Version, IReadOnlyList<Rule> Rules);
