using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;
using Roost.Domain.Readings;
using Roost.Domain.Wire;

namespace Roost.Cloud.Api.Series;

/// <summary>The course of one series over time.</summary>
internal static class SeriesEndpoint
{
    public static void MapSeries(this IEndpointRouteBuilder api) =>
        api.MapGet("/farms/{farm}/coops/{coop}/series", GetAsync).WithName("GetSeries")
            .WithSummary("The course of one series, thinned to a number of points.")
            .WithDescription(
                "quantity and place are required; from and to are ISO 8601 times with their offset (default: the last 24 hours); points is 2 to 5000 (default 600). "
                + "step is auto, hour, day, week or month of the farm's calendar (default auto: a round length that keeps to the points).")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddOpenApiOperationTransformer(static (operation, context, _) =>
            {
                OpenApiParameters.Describe(operation, "quantity", new OpenApiSchemaReference(nameof(Quantity), context.Document), isRequired: true);
                OpenApiParameters.Describe(operation, "place", new OpenApiSchema { Type = JsonSchemaType.String }, isRequired: true);
                OpenApiParameters.DescribePeriod(operation);
                OpenApiParameters.Describe(operation, "points", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" });
                OpenApiParameters.Describe(operation, "step", new OpenApiSchema { Type = JsonSchemaType.String });
                return Task.CompletedTask;
            });

    private static async Task<Results<Ok<SeriesAnswer>, ProblemHttpResult>> GetAsync(
        string farm,
        string coop,
        string? quantity,
        string? place,
        string? from,
        string? to,
        string? points,
        string? step,
        FarmDirectory directory,
        FarmClock clock,
        ITelemetryStore store,
        CancellationToken cancellationToken)
    {
        if (Problems.InvalidName(("farm", farm), ("coop", coop)) is { } invalid)
        {
            return invalid;
        }

        if (!TryRead(quantity, place, from, to, points, step, clock.Now, out var question, out var sentence))
        {
            return Problems.Invalid(sentence);
        }

        if (!directory.Knows(farm, coop))
        {
            return Problems.UnknownCoop(farm, coop);
        }

        var (period, scale) = (question.Period, question.Scale);
        if (!scale.TrySteps(period, TimeZoneInfo.FindSystemTimeZoneById(directory.TimeZoneOf(farm)), out var steps, out sentence))
        {
            return Problems.Invalid(sentence);
        }

        var query = new SeriesQuery(farm, coop, question.Quantity, question.Place, period.From, period.To, scale.Points, steps);
        try
        {
            return TypedResults.Ok(await store.SeriesAsync(query, cancellationToken));
        }
        catch (StoreUnavailableException exception)
        {
            return TypedResults.Problem(
                exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store can't be read at present.");
        }
    }

    /// <summary>Reads the query; where it can't, <paramref name="sentence"/> says what is wrong with the first parameter that is.</summary>
    private static bool TryRead(
        string? quantity,
        string? place,
        string? from,
        string? to,
        string? points,
        string? step,
        DateTimeOffset now,
        out SeriesQuestion question,
        [NotNullWhen(false)] out string? sentence)
    {
        question = default;
        if (!QuantityFacts.TryParse(quantity, out var what))
        {
            sentence = $"\"quantity\" must be one of {string.Join(", ", QuantityFacts.All.Select(known => QuantityFacts.Of(known).Name))}.";
        }
        else if (!WireName.IsValid(place))
        {
            sentence = $"\"place\" must be a place's name: {Problems.NameRule}.";
        }
        else if (!QueryPeriod.TryRead(from, to, now, out var period, out sentence))
        {
            return false;
        }
        else if (!SeriesScale.TryRead(points, step, out var scale, out sentence))
        {
            return false;
        }
        else
        {
            question = new SeriesQuestion(what, place!, period, scale);
            sentence = null;
        }

        return sentence is null;
    }

    private readonly record struct SeriesQuestion(Quantity Quantity, string Place, QueryPeriod Period, SeriesScale Scale);
}
