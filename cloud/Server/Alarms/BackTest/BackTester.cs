using Roost.Alarms.BackTest;
using Roost.Alarms.Linter;
using Roost.Alarms.Packs;
using Roost.Cloud.Alarms.Judging;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;

namespace Roost.Cloud.Alarms.BackTest;

/// <summary>A change of a rule that nobody has saved yet.</summary>
/// <param name="Coop">The coop that it is for; null for all of the farm.</param>
/// <param name="Change">The change.</param>
internal sealed record ProposedChange(string? Coop, RuleChange Change);

/// <summary>Judges what the store has of coops by the rules in force and by those with changes. One test at a time: live readings go first.</summary>
internal sealed class BackTester(ITelemetryStore store, RulesInForce rules, ShippedPacks packs, FarmClock clock) : IDisposable
{
    /// <summary>The furthest back, in days.</summary>
    public const int MostDays = 60;

    /// <summary>Most days of single coops in one test: some minutes of work.</summary>
    public const int MostCoopDays = 400;

    private const int MostListed = 200;

    private readonly SemaphoreSlim one = new(1);

    /// <summary>Since when a coop's readings are judged: since so many days, or since its flock was placed.</summary>
    public async Task<DateTimeOffset> SinceAsync(string farm, string coop, int? days, CancellationToken cancellationToken)
    {
        var furthest = clock.Now.AddDays(-(days ?? MostDays));
        var (_, context, _) = await rules.OfAsync(farm, coop, cancellationToken);
        if (days is not null || context.PlacedOn is not { } placedOn)
        {
            return furthest;
        }

        var midnight = placedOn.ToDateTime(TimeOnly.MinValue);
        var placed = new DateTimeOffset(midnight, context.TimeZone.GetUtcOffset(midnight)).ToUniversalTime();
        return placed > furthest && placed < clock.Now ? placed : furthest;
    }

    /// <summary>Sentences on the changes that no flock of these coops can have; empty when all can be made.</summary>
    public async Task<IReadOnlyList<string>> MistakesAsync(string farm, IReadOnlyList<string> coops, IReadOnlyList<ProposedChange> changes, CancellationToken cancellationToken)
    {
        List<string> mistakes = [];
        foreach (var (of, change) in changes)
        {
            HashSet<string> sentences = [];
            var taken = false;
            foreach (var coop in coops.Where(coop => of is null || of == coop))
            {
                var pack = packs.Of((await rules.SettingsAsync(farm, coop, cancellationToken)).Pack) ?? packs.All[0];
                new PackOverrides([change]).Apply(pack, out var found);
                taken |= found.Count == 0;
                sentences.UnionWith(found);
            }

            mistakes.AddRange(taken ? [] : sentences);
        }

        return mistakes;
    }

    /// <summary>Tests changes on coops, each since its own moment; null while another test runs.</summary>
    public async Task<BackTestAnswer?> TryRunAsync(
        string farm, IReadOnlyList<(string Coop, DateTimeOffset Since)> coops, IReadOnlyList<ProposedChange> changes, CancellationToken cancellationToken)
    {
        if (!await one.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return null;
        }

        try
        {
            List<CoopBackTest> tests = [];
            List<Finding> findings = [];
            foreach (var (coop, since) in coops)
            {
                var before = await rules.OfAsync(farm, coop, cancellationToken);
                var after = await rules.WithAsync(farm, coop, [.. changes.Where(each => each.Coop is null || each.Coop == coop).Select(each => each.Change)], cancellationToken);
                var breed = RulePacks.BreedOf(before.Pack.Name);
                var facts = new FlockFacts(breed, 0, breed.LastDay);
                findings.AddRange(RuleLinter.Check(after.Pack, facts).Except(RuleLinter.Check(before.Pack, facts)));
                tests.Add(Shortened(coop, await JudgeAsync(farm, before, after, since, cancellationToken)));
            }

            return new(tests, tests.Sum(test => test.Result.PagesAWeekBefore), tests.Sum(test => test.Result.PagesAWeekAfter), [.. findings.Distinct()]);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<BackTestResult> JudgeAsync(string farm, CoopRules before, CoopRules after, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (coop, now) = (before.Context.Coop, clock.Now);
        var test = new BackTesting(before.Pack, after.Pack, before.Context);
        if (test.Quantities.Count > 0)
        {
            await foreach (var reading in StoredHistory.ReadAsync(store, farm, coop, since, now, test.Quantities, cancellationToken))
            {
                test.Step(reading);
            }
        }

        // Beyond the coop's last reading nobody knows what was silent and what was only not sent yet.
        var latest = await store.LatestAsync(farm, coop, cancellationToken);
        var last = latest.Count > 0 ? latest.Max(reading => reading.TakenAt) : now;
        return test.Finish(last < now ? last : now);
    }

    private static CoopBackTest Shortened(string coop, BackTestResult result) => new(
        coop,
        result with { Gained = [.. result.Gained.Take(MostListed)], Lost = [.. result.Lost.Take(MostListed)], Moved = [.. result.Moved.Take(MostListed)] },
        result.Gained.Count,
        result.Lost.Count,
        result.Moved.Count);
}
