using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Roost.Cloud.Api;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Stills;

/// <summary>Which pictures are kept, and the pictures themselves.</summary>
internal static class StillsEndpoints
{
    private const int MostListed = 10_000;
    private const string ListRule = "from and to are ISO 8601 times with their offset (default: the last 24 hours). Oldest first, 10,000 at most: whoever gets as many asks again from the last one's time.";

    // A picture that is on its way to the disk may still come in between; after this long, in real time, none does.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    public static void MapStills(this IEndpointRouteBuilder api)
    {
        api.MapGet("/farms/{farm}/coops/{coop}/stills", ListAsync).WithName("GetStillsOfCoop")
            .WithSummary("The times of the pictures that are kept of all cameras of a coop.").WithDescription(ListRule)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .AddOpenApiOperationTransformer(DescribePeriod);
        api.MapGet("/farms/{farm}/coops/{coop}/cameras/{camera}/stills", ListOfCameraAsync).WithName("GetStills")
            .WithSummary("The times of the pictures that are kept of a camera.").WithDescription(ListRule)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .AddOpenApiOperationTransformer(DescribePeriod);
        api.MapGet("/farms/{farm}/coops/{coop}/cameras/{camera}/stills/nearest", GetNearestAsync).WithName("GetStill")
            .WithSummary("The last picture of a camera at a moment or before it, at most an hour.")
            .WithDescription("Last-Modified says when it was taken. What lies in the past may be kept by whoever asks.")
            .Produces<byte[]>(StatusCodes.Status200OK, "image/jpeg").Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .AddOpenApiOperationTransformer(static (operation, _, _) =>
            {
                OpenApiParameters.Describe(operation, "at", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" }, isRequired: true);
                return Task.CompletedTask;
            });
    }

    private static Task DescribePeriod(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        OpenApiParameters.DescribePeriod(operation);
        return Task.CompletedTask;
    }

    private static Task<Results<Ok<IReadOnlyList<StillEntry>>, ProblemHttpResult>> ListAsync(
        string farm, string coop, string? from, string? to, FarmDirectory directory, FarmClock clock, StillArchive archive, CancellationToken cancellationToken) =>
        ListOfCameraAsync(farm, coop, camera: null, from, to, directory, clock, archive, cancellationToken);

    private static async Task<Results<Ok<IReadOnlyList<StillEntry>>, ProblemHttpResult>> ListOfCameraAsync(
        string farm,
        string coop,
        string? camera,
        string? from,
        string? to,
        FarmDirectory directory,
        FarmClock clock,
        StillArchive archive,
        CancellationToken cancellationToken)
    {
        if (Problems.InvalidName(("farm", farm), ("coop", coop), ("camera", camera ?? coop)) is { } invalid)
        {
            return invalid;
        }

        if (!directory.Knows(farm, coop))
        {
            return Problems.UnknownCoop(farm, coop);
        }

        return QueryPeriod.TryRead(from, to, clock.Now, out var period, out var sentence)
            ? TypedResults.Ok(await archive.ListAsync(farm, coop, camera, period.From, period.To, MostListed, cancellationToken))
            : Problems.Invalid(sentence);
    }

    private static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> GetNearestAsync(
        string farm, string coop, string camera, string? at, FarmClock clock, StillArchive archive, StillFiles files, HttpResponse response, CancellationToken cancellationToken)
    {
        if (Problems.InvalidName(("farm", farm), ("coop", coop), ("camera", camera)) is { } invalid)
        {
            return invalid;
        }

        if (!QueryPeriod.TryReadMoment("at", at, out var moment, out var sentence))
        {
            return Problems.Invalid(sentence);
        }

        var row = await archive.LastAsync(farm, coop, camera, moment, cancellationToken);
        if (row is null || files.Find(row.Sha256) is not { } picture)
        {
            return Problems.Unknown(string.Create(
                CultureInfo.InvariantCulture,
                $"The coop \"{coop}\" of the farm \"{farm}\" has no picture of a camera \"{camera}\" of the hour before {moment:yyyy-MM-dd HH:mm:ss}Z."));
        }

        response.Headers.CacheControl = row.TakenAt == moment || moment < clock.Now - (Settled * Math.Max(1, clock.Speed)) ? "private, max-age=31536000, immutable" : "no-cache";
        return TypedResults.PhysicalFile(picture, "image/jpeg", lastModified: row.TakenAt, entityTag: new EntityTagHeaderValue($"\"{row.Sha256}\""));
    }
}
