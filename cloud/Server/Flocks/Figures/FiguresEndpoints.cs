using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using Roost.Cloud.Api;
using Roost.Cloud.Farms;
using Roost.Cloud.Flocks.Placing;
using Roost.Cloud.Store;

namespace Roost.Cloud.Flocks.Figures;

/// <summary>A flock's figures beside its breed's standard, and where its weight goes.</summary>
internal static class FiguresEndpoints
{
    public static void MapFigures(this IEndpointRouteBuilder api)
    {
        api.MapGet("/farms/{farm}/flocks/{flock}/figures", FiguresAsync).WithName("GetFlockFigures").WithSummary("A flock's figures day by day, beside its breed's standard.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/farms/{farm}/weights", WeightsAsync).WithName("ListWeights").WithSummary("What the birds of each coop weighed last, in the last seven days, beside their breed's standard.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/farms/{farm}/flocks/{flock}/forecast", ForecastAsync).WithName("GetFlockForecast").WithSummary("Where a flock's weight goes, with a band of 90 %.")
            .WithDescription("grams, 100 to 30000, asks when that mean weight is reached.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddOpenApiOperationTransformer(static (operation, _, _) =>
            {
                OpenApiParameters.Describe(operation, "grams", new OpenApiSchema { Type = JsonSchemaType.Number });
                return Task.CompletedTask;
            });
    }

    private static async Task<Results<Ok<FlockFigures>, ProblemHttpResult>> FiguresAsync(
        string farm, string flock, FarmDirectory directory, FlockBook flocks, FlockDesk desk, CancellationToken cancellationToken)
    {
        if (FlockEndpoints.Refusal(farm, flock, directory) is { } problem)
        {
            return problem;
        }

        if (await flocks.FindAsync(farm, flock, cancellationToken) is not { } found)
        {
            return FlockEndpoints.UnknownFlock(farm, flock);
        }

        try
        {
            return TypedResults.Ok(await desk.FiguresAsync(farm, found, cancellationToken));
        }
        catch (StoreUnavailableException exception)
        {
            return Unavailable(exception);
        }
    }

    private static async Task<Results<Ok<List<FlockWeight>>, ProblemHttpResult>> WeightsAsync(
        string farm, FarmDirectory directory, FlockBook flocks, FlockDesk desk, CancellationToken cancellationToken)
    {
        if (Problems.InvalidName(("farm", farm)) is { } invalid)
        {
            return invalid;
        }

        if (directory.CoopsOf(farm) is null)
        {
            return Problems.UnknownFarm(farm);
        }

        try
        {
            List<FlockWeight> weights = [];
            foreach (var flock in await flocks.ListAsync(farm, cancellationToken))
            {
                if (await desk.WeightAsync(farm, flock, cancellationToken) is { } weight)
                {
                    weights.Add(weight);
                }
            }

            return TypedResults.Ok(weights);
        }
        catch (StoreUnavailableException exception)
        {
            return Unavailable(exception);
        }
    }

    private static async Task<Results<Ok<FlockForecast>, ProblemHttpResult>> ForecastAsync(
        string farm, string flock, string? grams, FarmDirectory directory, FlockBook flocks, FlockDesk desk, CancellationToken cancellationToken)
    {
        if (FlockEndpoints.Refusal(farm, flock, directory) is { } problem)
        {
            return problem;
        }

        double? target = double.TryParse(grams, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (grams is not null && target is not (>= 100 and <= 30_000))
        {
            return Problems.Invalid("\"grams\" must be a number from 100 to 30000.");
        }

        if (await flocks.FindAsync(farm, flock, cancellationToken) is not { } found)
        {
            return FlockEndpoints.UnknownFlock(farm, flock);
        }

        try
        {
            return TypedResults.Ok(await desk.ForecastAsync(farm, found, target, cancellationToken));
        }
        catch (StoreUnavailableException exception)
        {
            return Unavailable(exception);
        }
    }

    private static ProblemHttpResult Unavailable(StoreUnavailableException exception) => TypedResults.Problem(
        exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store can't be read at present.");
}
