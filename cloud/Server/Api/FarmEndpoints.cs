using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Farms;
using Roost.Cloud.Live;
using Roost.Cloud.Twins;

namespace Roost.Cloud.Api;

/// <summary>What is known now, of all farms, a farm, a coop.</summary>
internal static class FarmEndpoints
{
    public static void MapFarms(this IEndpointRouteBuilder api)
    {
        api.MapGet("/farms", List).WithName("ListFarms").WithSummary("Every farm and the names of its coops.");
        api.MapGet("/farms/{farm}", FarmAsync).WithName("GetFarm").WithSummary("A farm with the newest readings of all its coops.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/farms/{farm}/coops/{coop}", CoopAsync).WithName("GetCoop").WithSummary("A coop with the newest reading of every series.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Ok<FarmEntry[]> List(FarmDirectory directory) =>
        TypedResults.Ok(directory.Farms.Select(farm => new FarmEntry(farm, directory.TimeZoneOf(farm), directory.CoopsOf(farm) ?? [])).ToArray());

    private static async Task<Results<Ok<FarmSnapshot>, ProblemHttpResult>> FarmAsync(string farm, Snapshots snapshots)
    {
        if (Problems.InvalidName(("farm", farm)) is { } invalid)
        {
            return invalid;
        }

        return await snapshots.OfFarmAsync(farm) is { } snapshot ? TypedResults.Ok(snapshot) : Problems.UnknownFarm(farm);
    }

    private static async Task<Results<Ok<CoopSnapshot>, ProblemHttpResult>> CoopAsync(string farm, string coop, Snapshots snapshots)
    {
        if (Problems.InvalidName(("farm", farm), ("coop", coop)) is { } invalid)
        {
            return invalid;
        }

        return await snapshots.OfCoopAsync(farm, coop) is { } snapshot ? TypedResults.Ok(snapshot) : Problems.UnknownCoop(farm, coop);
    }
}
