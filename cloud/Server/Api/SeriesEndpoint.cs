using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;
using Roost.Domain.Readings;
using Roost.Domain.Wire;

namespace Roost.Cloud.Api;

/// <summary>The course of one series over time.</summary>
internal static partial class SeriesEndpoint
{
    private const int DefaultPoints = 600;
    private const int FewestPoints = 2;
    private const int MostPoints = 5000;
    private const string TimeRule = "an ISO 8601 time with its offset, of the years 1970 to 8999, for example 2026-01-31T06:00:00Z";
    private static readonly TimeSpan LongestSpan = TimeSpan.FromDays(20 * 366);
    private static readonly TimeSpan DefaultSpan = TimeSpan.FromHours(24);

    public static void MapSeries(this IEndpointRouteBuilder api) =>
        api.MapGet("/farms/{farm}/coops/{coop}/series", GetAsync).WithName("GetSeries")
            .WithSummary("The course of one series, thinned to a number of points.")
            .WithDescription("quantity and place are required; from and to are ISO 8601 times with their offset (default: the last 24 hours); points is 2 to 5000 (default 600).")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddOpenApiOperationTransformer(static (operation, context, _) =>
            {
                Describe(operation, "quantity", new OpenApiSchemaReference(nameof(Quantity), context.Document), isRequired: true);
                Describe(operation, "place", new OpenApiSchema { Type = JsonSchemaType.String }, isRequired: true);
                Describe(operation, "from", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });
                Describe(operation, "to", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });
                Describe(operation, "points", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" });
                return Task.CompletedTask;
            });

    // The parameters are taken as text, so that each mistake gets its own sentence; the description says what they are.
    private static void Describe(OpenApiOperation operation, string name, IOpenApiSchema schema, bool isRequired = false)
    {
        if (operation.Parameters?.FirstOrDefault(parameter => parameter.Name == name) is OpenApiParameter parameter)
        {
            (parameter.Schema, parameter.Required) = (schema, isRequired);
        }
    }

    private static async Task<Results<Ok<SeriesAnswer>, ProblemHttpResult>> GetAsync(
        string farm,
        string coop,
        string? quantity,
        string? place,
        string? from,
        string? to,
        string? points,
        FarmDirectory directory,
        FarmClock clock,
        ITelemetryStore store,
        CancellationToken cancellationToken)
    {
        if (Problems.InvalidName(("farm", farm), ("coop", coop)) is { } invalid)
        {
            return invalid;
        }

        if (!TryRead(quantity, place, from, to, points, clock.Now, out var question, out var sentence))
        {
            return Problems.Invalid(sentence);
        }

        if (!directory.Knows(farm, coop))
        {
            return Problems.UnknownCoop(farm, coop);
        }

        var query = new SeriesQuery(farm, coop, question.Quantity, question.Place, question.From, question.To, question.Points);
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
        else if (!TryReadTime(to, now, out var end))
        {
            sentence = $"\"to\" must be {TimeRule}.";
        }
        else if (!TryReadTime(from, end - DefaultSpan, out var start))
        {
            sentence = $"\"from\" must be {TimeRule}.";
        }
        else if (start >= end)
        {
            sentence = "\"from\" must lie before \"to\".";
        }
        else if (end - start > LongestSpan)
        {
            sentence = "\"from\" and \"to\" must lie at most 20 years apart.";
        }
        else if (!TryReadPoints(points, out var count))
        {
            sentence = $"\"points\" must be a whole number from {FewestPoints} to {MostPoints}.";
        }
        else
        {
            question = new SeriesQuestion(what, place!, start, end, count);
            sentence = null;
        }

        return sentence is null;
    }

    // A time without its offset is refused: whose midnight would it be?
    private static bool TryReadTime(string? text, DateTimeOffset otherwise, out DateTimeOffset time)
    {
        time = otherwise;
        if (text is null)
        {
            return true;
        }

        // In a query "+" is a space: a client that did not escape its offset still means it.
        var read = DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.None, out time)
            && Offset().IsMatch(text) && time.Year is >= 1970 and < 9000;
        time = time.ToUniversalTime();
        return read;
    }

    private static bool TryReadPoints(string? text, out int points)
    {
        points = DefaultPoints;
        return text is null
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out points) && points is >= FewestPoints and <= MostPoints);
    }

    [GeneratedRegex(@"T.*(Z|[+\- ]\d\d:?\d\d)$")]
    private static partial Regex Offset();

    private readonly record struct SeriesQuestion(Quantity Quantity, string Place, DateTimeOffset From, DateTimeOffset To, int Points);
}
