using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Alarms.Words;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Api;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Alarms.Endpoints;

/// <summary>The rules by which a farm or a coop is judged, and their changes.</summary>
internal static class RuleEndpoints
{
    private const int LongestText = 2_000;

    public static void MapRules(this IEndpointRouteBuilder api)
    {
        api.MapGet("/farms/{farm}/rules", GetAsync).WithName("GetRules")
            .WithSummary("The rules in force for a coop, or (without coop) for a broiler coop of the farm.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/farms/{farm}/rules/trial", TryAsync).WithName("TryRule")
            .WithSummary("What would speak against a change of a rule; changes nothing.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/farms/{farm}/rules", ChangeAsync).WithName("ChangeRule")
            .WithSummary("Changes one value of one rule, for a coop or the whole farm; refused where it endangers birds.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>A rule in both languages, with the numbers that are in force.</summary>
    public static LocalText WordsOf(Rule rule) => new(RuleWords.Describe(rule, null, "en"), RuleWords.Describe(rule, null, "zh-CN"));

    private static async Task<Results<Ok<RulesAnswer>, ProblemHttpResult>> GetAsync(
        string farm, string? coop, RulesInForce rules, ShippedPacks packs, FarmDirectory directory, CancellationToken cancellationToken) =>
        Refusal(farm, coop, directory) is { } problem ? problem : TypedResults.Ok(await AnswerAsync(farm, coop, rules, packs, cancellationToken));

    private static async Task<Results<Ok<RuleChangeAnswer>, ProblemHttpResult>> ChangeAsync(
        string farm, RuleChangeRequest request, RuleDesk desk, RulesInForce rules, ShippedPacks packs, FarmDirectory directory, FarmClock clock, CancellationToken cancellationToken)
    {
        if (Refusal(farm, request.Coop, directory) is { } problem)
        {
            return problem;
        }

        if (Read(request, [("by", request.By), ("why", request.Why)], clock.Now, out var change) is { } invalid)
        {
            return invalid;
        }

        var outcome = await desk.ChangeAsync(farm, request.Coop, change, cancellationToken);
        if (outcome.Mistakes.Count > 0)
        {
            return Problems.Invalid(string.Join(" ", outcome.Mistakes));
        }

        return outcome.IsRefused
            ? TypedResults.Problem(
                string.Join(" ", outcome.Findings.Select(finding => finding.Sentence.En).Distinct()),
                statusCode: StatusCodes.Status409Conflict,
                title: "The change would endanger birds.",
                extensions: new Dictionary<string, object?> { ["findings"] = outcome.Findings })
            : TypedResults.Ok(new RuleChangeAnswer(await AnswerAsync(farm, request.Coop, rules, packs, cancellationToken), outcome.Findings));
    }

    private static async Task<Results<Ok<RuleTrialAnswer>, ProblemHttpResult>> TryAsync(
        string farm, RuleChangeRequest request, RuleDesk desk, FarmDirectory directory, FarmClock clock, CancellationToken cancellationToken)
    {
        if (Refusal(farm, request.Coop, directory) is { } problem)
        {
            return problem;
        }

        if (Read(request, [], clock.Now, out var change) is { } invalid)
        {
            return invalid;
        }

        var outcome = await desk.TryAsync(farm, request.Coop, change, cancellationToken);
        return outcome.Mistakes.Count > 0 ? Problems.Invalid(string.Join(" ", outcome.Mistakes)) : TypedResults.Ok(new RuleTrialAnswer(outcome.Findings));
    }

    /// <summary>Reads a wish to change a rule; the problem where it can't.</summary>
    public static ProblemHttpResult? Read(RuleChangeRequest request, ReadOnlySpan<(string Name, string? Value)> also, DateTimeOffset now, out RuleChange change)
    {
        change = new RuleChange(request.Rule ?? "", request.What ?? "", request.Value ?? "", request.By ?? "", request.Why ?? "", now);
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("rule", request.Rule), ("what", request.What), ("value", request.Value), .. also])
        {
            if (string.IsNullOrWhiteSpace(value) || value.Length > LongestText)
            {
                return Problems.Invalid($"\"{name}\" must have 1 to {LongestText} characters.");
            }
        }

        return null;
    }

    private static ProblemHttpResult? Refusal(string farm, string? coop, FarmDirectory directory) =>
        Problems.InvalidName(("farm", farm), ("coop", coop ?? "coop")) is { } invalid ? invalid
        : directory.CoopsOf(farm) is null ? Problems.UnknownFarm(farm)
        : coop is not null && !directory.Knows(farm, coop) ? Problems.UnknownCoop(farm, coop)
        : null;

    private static async Task<RulesAnswer> AnswerAsync(string farm, string? coop, RulesInForce rules, ShippedPacks packs, CancellationToken cancellationToken)
    {
        var (pack, context, switchedOff) = await rules.OfAsync(farm, coop ?? "", cancellationToken);
        var shipped = packs.Of(pack.Name)!.Rules.ToDictionary(rule => rule.Name, StringComparer.Ordinal);
        return new(
            pack.Name,
            pack.Version,
            [
                .. pack.Rules.Select(rule => EntryOf(rule, shipped[rule.Name], off: false)),
                .. switchedOff.Select(rule => EntryOf(rule, shipped[rule.Name], off: true)),
            ],
            await rules.ChangesAsync(farm, coop, cancellationToken),
            RulePacks.BreedOf(pack.Name).LastDay,
            context.PlacedOn);
    }

    private static RuleEntry EntryOf(Rule rule, Rule shipped, bool off) => new(
        rule.Name, rule.Severity, rule.Area, rule.At, rule.OnDelay.TotalSeconds, rule.OffDelay.TotalSeconds, rule.Text, WordsOf(rule), rule.Source,
        PackOverrides.ChangeableOf(rule), [.. NamedLimit.Of(rule).Zip(NamedLimit.Of(shipped), LimitOf)], off, rule.InEmptyHouse);

    private static RuleLimit LimitOf(NamedLimit inForce, NamedLimit shipped) => new(
        inForce.What, inForce.Words, inForce.Unit, inForce.IsHigh, inForce.Hysteresis, inForce.Alone, inForce.Limit.Points, shipped.Limit.Points);
}
