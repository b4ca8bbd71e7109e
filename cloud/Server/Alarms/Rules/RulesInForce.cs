using Microsoft.EntityFrameworkCore;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using Roost.Alarms.Storms;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Domain.Breeds;

namespace Roost.Cloud.Alarms.Rules;

/// <summary>By what a coop is judged.</summary>
internal sealed record CoopRules(RulePack Pack, CoopContext Context);

/// <summary>The packs that there are, by name.</summary>
internal sealed record ShippedPacks(IReadOnlyList<RulePack> All)
{
    /// <summary>What an alarm's rule says to people.</summary>
    public RuleText TextOf(Roost.Alarms.AlarmId alarm) => alarm.Rule == CausePrecedence.Storm
        ? StormText.Of(alarm.Place)
        : All.SelectMany(pack => pack.Rules).FirstOrDefault(rule => rule.Name == alarm.Rule)?.Text ?? Nameless(alarm.Rule);

    public RulePack? Of(string name) => All.FirstOrDefault(pack => pack.Name == name);

    // Of a rule that a newer or older Roost had.
    private static RuleText Nameless(string rule) => new(new(rule, rule), new("", ""), new("", ""), []);
}

/// <summary>The rules and the settings by which coops are judged, as the database has them now.</summary>
internal sealed class RulesInForce(IDbContextFactory<RoostDatabase> databases, FarmDirectory directory, ShippedPacks packs)
{
    /// <summary>What is in force for a coop.</summary>
    public async Task<CoopRules> OfAsync(string farm, string coop, CancellationToken cancellationToken)
    {
        var settings = await SettingsAsync(farm, coop, cancellationToken);
        var pack = packs.Of(settings.Pack) ?? packs.All[0];
        var zone = TimeZoneInfo.FindSystemTimeZoneById(directory.TimeZoneOf(farm));
        return new(pack, new(coop, zone, BreedOf(pack.Name), settings.PlacedOn, settings.Birds, settings.Uses));
    }

    /// <summary>A coop's settings.</summary>
    public async Task<CoopSettings> SettingsAsync(string farm, string coop, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.Set<CoopSettingsRow>().FirstOrDefaultAsync(row => row.Farm == farm && row.Coop == coop, cancellationToken);
        return row is null ? CoopSettings.Default : AlarmJson.Read<CoopSettings>(row.Json);
    }

    /// <summary>Keeps a coop's settings.</summary>
    public async Task KeepAsync(string farm, string coop, CoopSettings settings, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.Set<CoopSettingsRow>().FirstOrDefaultAsync(row => row.Farm == farm && row.Coop == coop, cancellationToken);
        if (row is null)
        {
            database.Add(new CoopSettingsRow { Farm = farm, Coop = coop, Json = AlarmJson.Write(settings) });
        }
        else
        {
            row.Json = AlarmJson.Write(settings);
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    private static BreedStandard BreedOf(string pack) => pack switch
    {
        "layer" => BreedStandard.HyLineBrown,
        "slow-growing" => BreedStandard.SlowGrowing,
        _ => BreedStandard.Ross308,
    };
}
