using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Api;
using Roost.Cloud.Farms;
using Roost.Cloud.Flocks.Placing;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Flocks.Sheet;

/// <summary>A flock's daily sheet. Whoever writes a line gives it its id, so a phone may send it again until it has an answer.</summary>
internal static class SheetEndpoints
{
    public static void MapSheet(this IEndpointRouteBuilder api)
    {
        api.MapGet("/farms/{farm}/flocks/{flock}/sheet", ListAsync).WithName("GetSheet").WithSummary("Every line of a flock's daily sheet in the order in which they came, the corrected ones too.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/farms/{farm}/flocks/{flock}/sheet/{entry:guid}", KeepAsync).WithName("PutSheetEntry").WithSummary("Adds a line under an id of the sender's; sent again it changes nothing.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<IReadOnlyList<KeptEntry>>, ProblemHttpResult>> ListAsync(
        string farm, string flock, FarmDirectory directory, FlockBook flocks, SheetBook sheets, CancellationToken cancellationToken) =>
        FlockEndpoints.Refusal(farm, flock, directory) is { } problem ? problem
        : await flocks.FindAsync(farm, flock, cancellationToken) is null ? FlockEndpoints.UnknownFlock(farm, flock)
        : TypedResults.Ok(await sheets.ListAsync(farm, flock, cancellationToken));

    private static async Task<Results<Ok<IReadOnlyList<KeptEntry>>, ProblemHttpResult>> KeepAsync(
        string farm, string flock, Guid entry, SheetEntry body, FarmDirectory directory, FlockBook flocks, SheetBook sheets, FarmClock clock, CancellationToken cancellationToken)
    {
        if (FlockEndpoints.Refusal(farm, flock, directory) is { } problem)
        {
            return problem;
        }

        if (await flocks.FindAsync(farm, flock, cancellationToken) is not { } found)
        {
            return FlockEndpoints.UnknownFlock(farm, flock);
        }

        var today = FarmDay.Of(clock.Now, TimeZoneInfo.FindSystemTimeZoneById(directory.TimeZoneOf(farm)));
        if (SheetRules.MistakeOf(body, found, today) is { } mistake)
        {
            return Problems.Invalid(mistake);
        }

        return await sheets.KeepAsync(farm, flock, entry, body, cancellationToken) switch
        {
            SheetBook.Outcome.IdTaken => TypedResults.Problem(
                $"Another line has the id {entry}; give a new line a new id.", statusCode: StatusCodes.Status409Conflict, title: "Something else was said before."),
            SheetBook.Outcome.CorrectsNothing => Problems.Invalid("\"corrects\" must be the id of a line of this sheet."),
            _ => TypedResults.Ok(await sheets.ListAsync(farm, flock, cancellationToken)),
        };
    }
}
