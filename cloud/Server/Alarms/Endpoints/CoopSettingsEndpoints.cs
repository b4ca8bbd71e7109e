using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Api;
using Roost.Cloud.Farms;

namespace Roost.Cloud.Alarms.Endpoints;

/// <summary>What people say of a coop: its kind of flock, when it was placed, what the house is used for.</summary>
internal static class CoopSettingsEndpoints
{
    private const int MostBirds = 1_000_000;
    private const int MostUses = 1_000;

    public static void MapCoopSettings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/farms/{farm}/coops/{coop}/settings", GetAsync).WithName("GetCoopSettings").WithSummary("What people say of a coop, by which it is judged.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/farms/{farm}/coops/{coop}/settings", PutAsync).WithName("PutCoopSettings").WithSummary("Keeps what is said of a coop, and judges it by that from now on.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<CoopSettings>, ProblemHttpResult>> GetAsync(
        string farm, string coop, RulesInForce rules, FarmDirectory directory, CancellationToken cancellationToken) =>
        Refusal(farm, coop, directory) is { } problem ? problem : TypedResults.Ok(await rules.SettingsAsync(farm, coop, cancellationToken));

    private static async Task<Results<Ok<CoopSettings>, ProblemHttpResult>> PutAsync(
        string farm, string coop, CoopSettingsRequest request, RuleDesk desk, ShippedPacks packs, FarmDirectory directory, CancellationToken cancellationToken)
    {
        if (Refusal(farm, coop, directory) is { } problem)
        {
            return problem;
        }

        if (string.IsNullOrWhiteSpace(request.By) || request.By.Length > 100)
        {
            return Problems.Invalid("\"by\" must say who it is, in 1 to 100 characters.");
        }

        if (request.Settings is not { Uses: not null } settings || packs.Of(settings.Pack ?? "") is null)
        {
            return Problems.Invalid($"\"settings\" must have \"uses\", and a \"pack\" of {string.Join(", ", packs.All.Select(pack => pack.Name))}.");
        }

        if (settings.Birds is < 1 or > MostBirds)
        {
            return Problems.Invalid($"\"birds\" must be a whole number from 1 to {MostBirds}, or null.");
        }

        if (settings.Uses.Count > MostUses || settings.Uses.Zip(settings.Uses.Skip(1)).Any(pair => pair.First.From >= pair.Second.From))
        {
            return Problems.Invalid($"\"uses\" must be at most {MostUses}, oldest first.");
        }

        await desk.KeepAsync(farm, coop, settings, request.By, cancellationToken);
        return TypedResults.Ok(settings);
    }

    private static ProblemHttpResult? Refusal(string farm, string coop, FarmDirectory directory) =>
        Problems.InvalidName(("farm", farm), ("coop", coop)) is { } invalid ? invalid
        : directory.CoopsOf(farm) is null ? Problems.UnknownFarm(farm)
        : !directory.Knows(farm, coop) ? Problems.UnknownCoop(farm, coop)
        : null;
}
