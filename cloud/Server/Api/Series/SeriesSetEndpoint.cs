using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Roost.Cloud.Api.Series;

/// <summary>The courses of many series at once, written as they are read: JSON, CSV or Arrow, as the client accepts.</summary>
internal static class SeriesSetEndpoint
{
    public static void MapSeriesSet(this IEndpointRouteBuilder api) =>
        api.MapGet("/farms/{farm}/series", GetAsync).WithName("GetSeriesSet")
            .WithSummary("The courses of many series, each thinned to a number of points: of several coops, or of several flocks by age.")
            .WithDescription(
                "series is quantity/place and may be repeated. coop may be repeated (default: all coops). flock may be repeated instead, as coop/date with the "
                + "farm-local date of placement: each flock's period is then days days (default 60) from the midnight before it, so that flocks can be laid over "
                + "one another by age. from and to are ISO 8601 times with their offset (default: the last 24 hours); points is 2 to 5000 (default 600); step is "
                + "auto, hour, day, week or month of the farm's calendar (default auto). Accept says the form: application/json, text/csv or "
                + "application/vnd.apache.arrow.stream. An answer that broke off ends without its last chunk.")
            .Produces<SeriesAnswer[]>(StatusCodes.Status200OK, "application/json", SeriesCsv.ContentType, SeriesArrow.ContentType)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddOpenApiOperationTransformer(static (operation, _, _) =>
            {
                OpenApiParameters.DescribePeriod(operation);
                OpenApiParameters.Describe(operation, "points", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" });
                OpenApiParameters.Describe(operation, "days", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" });
                return Task.CompletedTask;
            });

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> GetAsync(
        string farm,
        [AsParameters] Question question,
        HttpRequest request,
        FarmDirectory directory,
        FarmClock clock,
        ITelemetryStore store,
        IOptions<HttpJsonOptions> json,
        CancellationToken cancellationToken)
    {
        if (Problems.InvalidName([("farm", farm), .. (question.Coop ?? []).Select(name => ("coop", name))]) is { } invalid)
        {
            return invalid;
        }

        if (directory.CoopsOf(farm) is not { } coops)
        {
            return Problems.UnknownFarm(farm);
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(directory.TimeZoneOf(farm));
        if (!question.TryRead(farm, coops, zone, clock.Now, out var queries, out var sentence))
        {
            return Problems.Invalid(sentence);
        }

        if (queries.Find(query => !directory.Knows(farm, query.Coop)) is { } unknown)
        {
            return Problems.UnknownCoop(farm, unknown.Coop);
        }

        try
        {
            // The first decides between an answer and a problem; afterwards the answer can only break off.
            var first = queries.Count > 0 ? await store.SeriesAsync(queries[0], cancellationToken) : null;
            var answers = AnswersAsync(first, queries, store, cancellationToken);
            return Accepted(request) switch
            {
                SeriesCsv.ContentType => TypedResults.Stream(body => SeriesCsv.WriteAsync(answers, body, cancellationToken), "text/csv; charset=utf-8"),
                SeriesArrow.ContentType => TypedResults.Stream(body => SeriesArrow.WriteAsync(answers, body, cancellationToken), SeriesArrow.ContentType),
                _ => TypedResults.Stream(
                    body => JsonSerializer.SerializeAsync(body, answers, json.Value.SerializerOptions, cancellationToken), "application/json; charset=utf-8"),
            };
        }
        catch (StoreUnavailableException exception)
        {
            return TypedResults.Problem(
                exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store can't be read at present.");
        }
    }

    private static string? Accepted(HttpRequest request) =>
        request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1).Select(type => type.MediaType.Value?.ToLowerInvariant())
            .FirstOrDefault(type => type is "application/json" or SeriesCsv.ContentType or SeriesArrow.ContentType);

    private static async IAsyncEnumerable<SeriesAnswer> AnswersAsync(
        SeriesAnswer? first,
        IReadOnlyList<SeriesQuery> queries,
        ITelemetryStore store,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (first is not null)
        {
            yield return first;
        }

        foreach (var query in queries.Skip(1))
        {
            yield return await store.SeriesAsync(query, cancellationToken);
        }
    }

    /// <summary>The query's parameters as they were written.</summary>
    public readonly record struct Question(
        string[]? Series, string[]? Coop, string[]? Flock, string? Days, string? From, string? To, string? Points, string? Step)
    {
        internal bool TryRead(
            string farm,
            IReadOnlyList<string> coops,
            TimeZoneInfo zone,
            DateTimeOffset now,
            out List<SeriesQuery> queries,
            [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? sentence)
        {
            queries = [];
            List<SeriesSetRequest.Span> spans;
            if (!SeriesSetRequest.TryReadSeries(Series ?? [], out var series, out sentence) || !SeriesScale.TryRead(Points, Step, out var scale, out sentence))
            {
                return false;
            }

            if (Flock is { Length: > 0 })
            {
                sentence = Coop is { Length: > 0 } || From is not null || To is not null
                    ? "\"flock\" says the coop and the period; leave out \"coop\", \"from\" and \"to\"."
                    : null;
                if (sentence is not null || !SeriesSetRequest.TryReadFlocks(Flock, Days, zone, out spans, out sentence))
                {
                    return false;
                }
            }
            else if (QueryPeriod.TryRead(From, To, now, out var period, out sentence))
            {
                spans = [.. (Coop is { Length: > 0 } ? Coop.Distinct(StringComparer.Ordinal) : coops).Select(coop => new SeriesSetRequest.Span(coop, period))];
            }
            else
            {
                return false;
            }

            return SeriesSetRequest.TryQuery(farm, spans, series, scale, zone, out queries, out sentence);
        }
    }
}
