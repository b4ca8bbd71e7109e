using Microsoft.EntityFrameworkCore;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;

namespace Roost.Cloud.Alarms.Rules;

/// <summary>By what a coop is judged.</summary>
/// <param name="Pack">The rules in force.</param>
/// <param name="Context">What is known of the coop.</param>
/// <param name="SwitchedOff">The rules that a farm or coop switched off, with what else it changed of them.</param>
internal sealed record CoopRules(RulePack Pack, CoopContext Context, IReadOnlyList<Rule> SwitchedOff);

/// <summary>A change of a rule as it is kept.</summary>
/// <param name="Version">1 for the farm's first change, then one more each.</param>
/// <param name="Coop">The coop that it is for; null for all of the farm.</param>
/// <param name="Change">What was changed, by whom and why.</param>
public sealed record KeptRuleChange(int Version, string? Coop, RuleChange Change);

/// <summary>The rules and the settings by which coops are judged, as the database has them now.</summary>
internal sealed class RulesInForce(IDbContextFactory<RoostDatabase> databases, FarmDirectory directory, ShippedPacks packs)
{
    /// <summary>What is in force for a coop.</summary>
    public Task<CoopRules> OfAsync(string farm, string coop, CancellationToken cancellationToken) => WithAsync(farm, coop, [], cancellationToken);

    /// <summary>What would be in force for a coop with more changes. What of them its kind of flock does not have is left out.</summary>
    public async Task<CoopRules> WithAsync(string farm, string coop, IReadOnlyList<RuleChange> more, CancellationToken cancellationToken)
    {
        var settings = await SettingsAsync(farm, coop, cancellationToken);
        var shipped = packs.Of(settings.Pack) ?? packs.All[0];
        RuleChange[] changes = [.. (await ChangesAsync(farm, coop, cancellationToken)).Select(kept => kept.Change), .. more];

        // A farm's change may be of a rule that this kind of flock does not have.
        var pack = new PackOverrides(changes).Apply(shipped, out _);
        var every = new PackOverrides([.. changes.Where(change => change.What != PackOverrides.Off)]).Apply(shipped, out _);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(directory.TimeZoneOf(farm));
        return new(
            pack,
            new(coop, zone, RulePacks.BreedOf(pack.Name), settings.PlacedOn, settings.Birds, settings.Uses),
            [.. every.Rules.ExceptBy(pack.Rules.Select(rule => rule.Name), rule => rule.Name)]);
    }

    /// <summary>The changes that hold for a coop, or those of the whole farm alone where it is null; oldest first.</summary>
    public async Task<IReadOnlyList<KeptRuleChange>> ChangesAsync(string farm, string? coop, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Set<RuleChangeRow>().AsNoTracking().Where(row => row.Farm == farm && (row.Coop == "" || row.Coop == coop))
            .OrderBy(row => row.Version).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new KeptRuleChange(row.Version, row.Coop.Length == 0 ? null : row.Coop, AlarmJson.Read<RuleChange>(row.Json)))];
    }

    /// <summary>A coop's settings.</summary>
    public async Task<CoopSettings> SettingsAsync(string farm, string coop, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.Set<CoopSettingsRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Farm == farm && row.Coop == coop, cancellationToken);
        return row is null ? CoopSettings.Default : AlarmJson.Read<CoopSettings>(row.Json);
    }
}
