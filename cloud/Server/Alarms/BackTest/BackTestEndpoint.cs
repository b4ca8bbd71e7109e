using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Alarms.Endpoints;
using Roost.Cloud.Api;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;

namespace Roost.Cloud.Alarms.BackTest;

/// <summary>Changes of rules, tried on the last flocks before they are saved.</summary>
internal static class BackTestEndpoint
{
    private const int MostChanges = 50;

    public static void MapBackTest(this IEndpointRouteBuilder api) =>
        api.MapPost("/farms/{farm}/back-test", TestAsync).WithName("BackTest")
            .WithSummary("What changes of rules would have made of the last flocks: alarms gained and lost, pages a week; changes nothing.")
            .WithDescription($"At most {BackTester.MostCoopDays} days of single coops at once, and one test at a time.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<BackTestAnswer>, ProblemHttpResult>> TestAsync(
        string farm, BackTestRequest request, BackTester tester, FarmDirectory directory, FarmClock clock, CancellationToken cancellationToken)
    {
        if (Read(farm, request, directory, clock, out var changes, out var coops) is { } invalid)
        {
            return invalid;
        }

        if (await tester.MistakesAsync(farm, coops, changes, cancellationToken) is { Count: > 0 } mistakes)
        {
            return Problems.Invalid(string.Join(" ", mistakes));
        }

        List<(string Coop, DateTimeOffset Since)> tested = [];
        foreach (var coop in coops)
        {
            tested.Add((coop, await tester.SinceAsync(farm, coop, request.Days, cancellationToken)));
        }

        var days = (int)Math.Round(tested.Sum(each => (clock.Now - each.Since).TotalDays));
        if (days > BackTester.MostCoopDays)
        {
            return Problems.Invalid($"Asked for are {coops.Count} coops and {days} of their days, but a back-test takes {BackTester.MostCoopDays} at most: choose fewer coops or days.");
        }

        try
        {
            return await tester.TryRunAsync(farm, tested, changes, cancellationToken) is { } answer
                ? TypedResults.Ok(answer)
                : TypedResults.Problem("Another back-test is running; try again when it is done.", statusCode: StatusCodes.Status429TooManyRequests);
        }
        catch (StoreUnavailableException unavailable)
        {
            return TypedResults.Problem(unavailable.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store can't be read at present.");
        }
    }

    private static ProblemHttpResult? Read(
        string farm, BackTestRequest request, FarmDirectory directory, FarmClock clock, out List<ProposedChange> changes, out IReadOnlyList<string> coops)
    {
        (changes, coops) = ([], []);
        if (request.Changes is not { Count: >= 1 and <= MostChanges } asked)
        {
            return Problems.Invalid($"\"changes\" must be 1 to {MostChanges} changes of rules.");
        }

        if (request.Days is < 1 or > BackTester.MostDays)
        {
            return Problems.Invalid($"\"days\" must be a whole number from 1 to {BackTester.MostDays}, or null.");
        }

        string[] named = [.. (request.Coops ?? []).Concat(asked.Select(change => change.Coop).OfType<string>()).Distinct(StringComparer.Ordinal)];
        if (Problems.InvalidName([("farm", farm), .. named.Select(coop => ("coop", coop))]) is { } invalid)
        {
            return invalid;
        }

        if (directory.CoopsOf(farm) is not { } all)
        {
            return Problems.UnknownFarm(farm);
        }

        if (Array.Find(named, coop => !directory.Knows(farm, coop)) is { } unknown)
        {
            return Problems.UnknownCoop(farm, unknown);
        }

        foreach (var each in asked)
        {
            if (RuleEndpoints.Read(each, [], clock.Now, out var change) is { } problem)
            {
                return problem;
            }

            changes.Add(new(each.Coop, change));
        }

        coops = request.Coops is { Count: > 0 } wanted ? [.. wanted.Distinct(StringComparer.Ordinal)]
            : changes.Exists(change => change.Coop is null) ? all
            : named;
        var tested = coops;
        return changes.Find(change => change.Coop is { } coop && !tested.Contains(coop)) is { Coop: { } left }
            ? Problems.Invalid($"\"coops\" leaves out the coop \"{left}\", which a change is for.")
            : null;
    }
}
