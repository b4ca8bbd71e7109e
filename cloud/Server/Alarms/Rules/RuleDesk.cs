using Microsoft.EntityFrameworkCore;
using Roost.Alarms.Linter;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms.Houses;
using Roost.Cloud.Alarms.Log;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Twins;

namespace Roost.Cloud.Alarms.Rules;

/// <summary>Changes rules and coop settings: each change is kept with who and why, stands in the alarm log, and holds from then on.</summary>
internal sealed class RuleDesk(
    IDbContextFactory<RoostDatabase> databases, RulesInForce rules, ShippedPacks packs, HouseNotices houses, FarmDirectory directory, FarmClock clock, IGrainFactory grains)
{
    /// <summary>What came of a wish to change a rule.</summary>
    /// <param name="Mistakes">Sentences on what can't be understood; then nothing was changed.</param>
    /// <param name="Findings">What the linter newly finds; nothing was changed when one is refused.</param>
    public sealed record Outcome(IReadOnlyList<string> Mistakes, IReadOnlyList<Finding> Findings)
    {
        public bool IsRefused => Findings.Any(finding => finding.Level == FindingLevel.Refused);
    }

    /// <summary>Changes one value of one rule, for a coop or (null) for the whole farm.</summary>
    public async Task<Outcome> ChangeAsync(string farm, string? coop, RuleChange change, CancellationToken cancellationToken)
    {
        var outcome = await TryAsync(farm, coop, change, cancellationToken);
        if (outcome.Mistakes.Count == 0 && !outcome.IsRefused)
        {
            await KeepAsync(farm, coop, change, cancellationToken);
            await ReloadAsync(coop is null ? directory.CoopsOf(farm) ?? [] : [coop], farm);
        }

        return outcome;
    }

    /// <summary>What would come of a change; changes nothing.</summary>
    public async Task<Outcome> TryAsync(string farm, string? coop, RuleChange change, CancellationToken cancellationToken)
    {
        var kept = await rules.ChangesAsync(farm, coop, cancellationToken);
        RuleChange[] before = [.. kept.Select(each => each.Change)];
        var concerned = await ConcernedAsync(farm, coop, cancellationToken);
        List<string> mistakes = [];
        List<Finding> findings = [];
        foreach (var pack in concerned)
        {
            var old = new PackOverrides(before).Apply(pack, out var earlier);
            var changed = new PackOverrides([.. before, change]).Apply(pack, out var all);
            mistakes.AddRange(all.Skip(earlier.Count));
            var breed = RulePacks.BreedOf(pack.Name);
            var facts = new FlockFacts(breed, 0, breed.LastDay);
            Finding[] news = [.. RuleLinter.Check(changed, facts).Except(RuleLinter.Check(old, facts))];
            var isRefusedOn = news.Any(finding => finding.Level == FindingLevel.Refused) && !old.Rules.Any(rule => rule.Name == change.Rule);
            findings.AddRange(isRefusedOn ? [StaysOff(changed.Rules.First(rule => rule.Name == change.Rule)), .. news] : news);
        }

        // A rule that only some of the farm's flocks have is changed for those.
        return mistakes.Count == concerned.Count ? new([.. mistakes.Distinct()], []) : new([], [.. findings.Distinct()]);
    }

    /// <summary>Keeps what people say of a coop.</summary>
    public async Task KeepAsync(string farm, string coop, CoopSettings settings, string by, CancellationToken cancellationToken)
    {
        await using (var database = await databases.CreateDbContextAsync(cancellationToken))
        {
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            await database.Set<CoopSettingsRow>().Where(row => row.Farm == farm && row.Coop == coop).ExecuteDeleteAsync(cancellationToken);
            database.Add(new CoopSettingsRow { Farm = farm, Coop = coop, Json = AlarmJson.Write(settings) });
            await AlarmLog.AppendAsync(database, farm, clock.Now, [new("coop-settings", null, by, new { coop, settings })], cancellationToken);
            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await ReloadAsync([coop], farm);
        houses.Tell(farm, coop);
    }

    // The values of a rule that is off may be anything; they are held to what protects birds when it is to be judged by them.
    private static Finding StaysOff(Rule rule) => new(
        FindingLevel.Refused,
        rule.Name,
        new(
            $"The rule \"{rule.Text.Title.En}\" stays switched off, because its values, as they were set meanwhile, would not protect the birds; correct them first and then switch it on.",
            $"规则“{rule.Text.Title.ZhCn}”仍保持关闭：关闭期间设定的数值无法保护鸡群。请先改正数值，再启用规则。"));

    private async Task<IReadOnlyList<RulePack>> ConcernedAsync(string farm, string? coop, CancellationToken cancellationToken)
    {
        HashSet<string> names = [];
        foreach (var each in coop is null ? directory.CoopsOf(farm) ?? [] : [coop])
        {
            names.Add((await rules.SettingsAsync(farm, each, cancellationToken)).Pack);
        }

        return names.Count == 0 ? [packs.All[0]] : [.. names.Select(packs.Of).OfType<RulePack>()];
    }

    private async Task KeepAsync(string farm, string? coop, RuleChange change, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await AlarmLog.AppendAsync(database, farm, clock.Now, [new("rule-changed", null, change.By, new { coop, change })], cancellationToken);
        var version = await database.Set<RuleChangeRow>().Where(row => row.Farm == farm).MaxAsync(row => (int?)row.Version, cancellationToken) ?? 0;
        database.Add(new RuleChangeRow { Farm = farm, Version = version + 1, Coop = coop ?? "", Rule = change.Rule, Json = AlarmJson.Write(change) });
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task ReloadAsync(IEnumerable<string> coops, string farm)
    {
        foreach (var coop in coops)
        {
            await grains.GetGrain<ICoopGrain>(CoopKey.Of(farm, coop)).ReloadAsync();
        }
    }
}
