using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;

namespace Roost.Cloud.Api;

/// <summary>Every single reading of a farm in a period as one Parquet file: a whole flock for a researcher's own tools.</summary>
internal static class ExportEndpoint
{
    public static void MapExport(this IEndpointRouteBuilder api) =>
        api.MapGet("/farms/{farm}/export", GetAsync).WithName("ExportReadings")
            .WithSummary("Every single reading of a farm in a period, as a Parquet file.")
            .WithDescription(
                "The columns are those of the CSV of readings; rows come in the order of coop, quantity, place and time. from and to are ISO 8601 times with "
                + "their offset (default: the last 24 hours); coop may be repeated (default: all).")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/vnd.apache.parquet")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddOpenApiOperationTransformer(static (operation, _, _) =>
            {
                OpenApiParameters.DescribePeriod(operation);
                return Task.CompletedTask;
            });

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> GetAsync(
        string farm,
        string? from,
        string? to,
        string[]? coop,
        FarmDirectory directory,
        FarmClock clock,
        ITelemetryStore store,
        CancellationToken cancellationToken)
    {
        if (!FarmReadings.TryRead(farm, from, to, coop, directory, clock.Now, out var query, out var problem))
        {
            return problem;
        }

        try
        {
            return TypedResults.Stream(await store.ExportAsync(query, cancellationToken), "application/vnd.apache.parquet", $"{farm}.parquet");
        }
        catch (StoreUnavailableException exception)
        {
            return TypedResults.Problem(
                exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store can't be read at present.");
        }
    }
}
