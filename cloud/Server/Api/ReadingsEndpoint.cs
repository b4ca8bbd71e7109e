using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;

namespace Roost.Cloud.Api;

/// <summary>Every single reading of a farm in a period, as CSV: for recordings, and for anybody's own tools.</summary>
internal static class ReadingsEndpoint
{
    public static void MapReadings(this IEndpointRouteBuilder api) =>
        api.MapGet("/farms/{farm}/readings", GetAsync).WithName("GetReadings")
            .WithSummary("Every single reading of a farm in a period, as CSV.")
            .WithDescription(
                $"The columns are {ReadingsCsv.Header}; rows come in the order of time, coop, quantity and place. from and to are ISO 8601 times with "
                + "their offset (default: the last 24 hours); coop may be repeated (default: all). An answer that broke off ends without its last chunk.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddOpenApiOperationTransformer(static (operation, _, _) =>
            {
                OpenApiParameters.DescribePeriod(operation);
                return Task.CompletedTask;
            });

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> GetAsync(
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

        var pages = store.ReadingsAsync(query, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            // The first page decides between an answer and a problem; afterwards the answer can only break off.
            var any = await pages.MoveNextAsync();
            return TypedResults.Stream(body => WriteAsync(body, any, pages, cancellationToken), "text/csv; charset=utf-8", "readings.csv");
        }
        catch (StoreUnavailableException exception)
        {
            await pages.DisposeAsync();
            return TypedResults.Problem(
                exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store can't be read at present.");
        }
    }

    private static async Task WriteAsync(
        Stream body, bool any, IAsyncEnumerator<IReadOnlyList<StoredReading>> pages, CancellationToken cancellationToken)
    {
        await using var ending = pages;
        var bytes = new ArrayBufferWriter<byte>();
        Encoding.UTF8.GetBytes(ReadingsCsv.Header + "\n", bytes);
        for (; any; any = await pages.MoveNextAsync())
        {
            foreach (var reading in pages.Current)
            {
                ReadingsCsv.Write(reading, bytes);
                if (bytes.WrittenCount >= 1 << 16)
                {
                    await body.WriteAsync(bytes.WrittenMemory, cancellationToken);
                    bytes.ResetWrittenCount();
                }
            }
        }

        await body.WriteAsync(bytes.WrittenMemory, cancellationToken);
    }
}
