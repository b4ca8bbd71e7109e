using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Api;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Domain.Breeds;

namespace Roost.Cloud.Flocks.Placing;

/// <summary>Places flocks, corrects what was said of them, and clears them. Whatever is sent twice is kept once.</summary>
internal static class FlockEndpoints
{
    private const int MostBirds = 1_000_000;
    private const int LongestText = 200;
    private const int OldestPullets = 200;

    public static void MapPlacing(this IEndpointRouteBuilder api)
    {
        api.MapGet("/breeds", () => TypedResults.Ok(BreedStandard.All.Select(breed => new BreedEntry(breed.Name, breed.Lays, breed.LastDay)).ToArray()))
            .WithName("ListBreeds").WithSummary("The breeds whose standards Roost knows.");
        api.MapGet("/farms/{farm}/flocks", ListAsync).WithName("ListFlocks").WithSummary("The flocks of a farm, the youngest first.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/farms/{farm}/flocks/{flock}", GetAsync).WithName("GetFlock").WithSummary("A flock, with all that was said of its placement and clearing.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/farms/{farm}/flocks/{flock}", PlaceAsync).WithName("PlaceFlock")
            .WithSummary("Places a flock under a name of the sender's, or corrects its placement; the house is judged by it from now on.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPut("/farms/{farm}/flocks/{flock}/clearing", ClearAsync).WithName("ClearFlock").WithSummary("Says how a flock left, or corrects it; the house is empty from then on.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>The refusal of a farm and flock that can't be; null when the farm is known.</summary>
    public static ProblemHttpResult? Refusal(string farm, string flock, FarmDirectory directory) =>
        Problems.InvalidName(("farm", farm), ("flock", flock)) is { } invalid ? invalid
        : directory.CoopsOf(farm) is null ? Problems.UnknownFarm(farm)
        : null;

    public static ProblemHttpResult UnknownFlock(string farm, string flock) => Problems.Unknown($"The farm \"{farm}\" has no flock \"{flock}\".");

    private static async Task<Results<Ok<IReadOnlyList<Flock>>, ProblemHttpResult>> ListAsync(
        string farm, FarmDirectory directory, FlockBook book, CancellationToken cancellationToken) =>
        Problems.InvalidName(("farm", farm)) is { } invalid ? invalid
        : directory.CoopsOf(farm) is null ? Problems.UnknownFarm(farm)
        : TypedResults.Ok(await book.ListAsync(farm, cancellationToken));

    private static async Task<Results<Ok<Flock>, ProblemHttpResult>> GetAsync(
        string farm, string flock, FarmDirectory directory, FlockBook book, CancellationToken cancellationToken) =>
        Refusal(farm, flock, directory) is { } problem ? problem
        : await book.FindAsync(farm, flock, cancellationToken) is { } found ? TypedResults.Ok(found)
        : UnknownFlock(farm, flock);

    private static async Task<Results<Ok<Flock>, ProblemHttpResult>> PlaceAsync(
        string farm, string flock, PlacementRequest request, FarmDirectory directory, FlockBook book, HouseSettings house, FarmClock clock, CancellationToken cancellationToken)
    {
        if (Refusal(farm, flock, directory) is { } problem)
        {
            return problem;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(directory.TimeZoneOf(farm));
        if ((MistakeOf(request.By, request.Why) ?? MistakeOf(request.Placement, FarmDay.Of(clock.Now, zone))) is { } mistake)
        {
            return Problems.Invalid(mistake);
        }

        if (!directory.Knows(farm, request.Placement!.Coop))
        {
            return Problems.UnknownCoop(farm, request.Placement.Coop);
        }

        var outcome = await book.KeepAsync(farm, flock, request.By!, request.Why, before => (request.Placement, before?.Clearing), cancellationToken);
        return await AnswerAsync(farm, request.By!, outcome, house, cancellationToken);
    }

    private static async Task<Results<Ok<Flock>, ProblemHttpResult>> ClearAsync(
        string farm, string flock, ClearingRequest request, FarmDirectory directory, FlockBook book, HouseSettings house, FarmClock clock, CancellationToken cancellationToken)
    {
        if (Refusal(farm, flock, directory) is { } problem)
        {
            return problem;
        }

        if (await book.FindAsync(farm, flock, cancellationToken) is not { } found)
        {
            return UnknownFlock(farm, flock);
        }

        var today = FarmDay.Of(clock.Now, TimeZoneInfo.FindSystemTimeZoneById(directory.TimeZoneOf(farm)));
        if ((MistakeOf(request.By, request.Why) ?? MistakeOf(request.Clearing, found.Placement, today)) is { } mistake)
        {
            return Problems.Invalid(mistake);
        }

        var outcome = await book.KeepAsync(
            farm, flock, request.By!, request.Why, before => (before?.Placement ?? found.Placement, request.Clearing), cancellationToken);
        return await AnswerAsync(farm, request.By!, outcome, house, cancellationToken);
    }

    private static async Task<Results<Ok<Flock>, ProblemHttpResult>> AnswerAsync(
        string farm, string by, FlockBook.Outcome outcome, HouseSettings house, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case FlockBook.Outcome.Kept kept:
                // Also when nothing was new: a service that stopped between the two leaves the house to the sender's next try.
                await house.FollowAsync(farm, kept.Flock, by, cancellationToken);
                return TypedResults.Ok(kept.Flock);
            case FlockBook.Outcome.Refused refused:
                return TypedResults.Problem(refused.Sentence, statusCode: StatusCodes.Status409Conflict, title: "Something else was said before.");
            default:
                throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "This is no outcome.");
        }
    }

    private static string? MistakeOf(string? by, string? why) =>
        string.IsNullOrWhiteSpace(by) || by.Length > 100 ? "\"by\" must say who it is, in 1 to 100 characters."
        : why?.Length > LongestText ? $"\"why\" must have {LongestText} characters at most."
        : null;

    private static string? MistakeOf(Placement? placement, DateOnly today) =>
        placement is null ? "\"placement\" must be given."
        : Problems.InvalidName(("coop", placement.Coop ?? "")) is not null ? $"\"coop\" must be a coop's name: {Problems.NameRule}."
        : BreedStandard.Find(placement.Breed) is null ? $"\"breed\" must be one of {string.Join(", ", BreedStandard.All.Select(breed => breed.Name))}."
        : placement.Birds is < 1 or > MostBirds ? $"\"birds\" must be a whole number from 1 to {MostBirds}."
        : placement.PlacedOn > today.AddDays(1) || placement.PlacedOn < today.AddYears(-10) ? "\"placedOn\" must be a day of the last ten years, or tomorrow at the latest."
        : placement.HatchedOn is { } hatched && (hatched > placement.PlacedOn || hatched < placement.PlacedOn.AddDays(-OldestPullets))
            ? $"\"hatchedOn\" must be at most {OldestPullets} days before \"placedOn\"."
        : placement.Source?.Length > LongestText ? $"\"source\" must have {LongestText} characters at most."
        : placement.FloorSquareMeters is not (null or (> 0 and <= 100_000)) ? "\"floorSquareMeters\" must be more than 0, and 100000 at most."
        : null;

    private static string? MistakeOf(Clearing? clearing, Placement placement, DateOnly today) =>
        clearing is null ? "\"clearing\" must be given."
        : clearing.ClearedOn < placement.PlacedOn || clearing.ClearedOn > today ? "\"clearedOn\" must be a day from placement until today."
        : clearing.BirdsDelivered is < 0 or > MostBirds ? $"\"birdsDelivered\" must be a whole number from 0 to {MostBirds}."
        : clearing.DeliveredKilograms is not (null or (>= 0 and <= 1e7)) ? "\"deliveredKilograms\" must be from 0 to 10000000."
        : clearing.FeedLeftKilograms is not (null or (>= 0 and <= 1e7)) ? "\"feedLeftKilograms\" must be from 0 to 10000000."
        : null;

    /// <summary>Says what birds were placed.</summary>
    /// <param name="Placement">The birds.</param>
    /// <param name="By">Who says it.</param>
    /// <param name="Why">Why what was said before is corrected; not asked for otherwise.</param>
    public sealed record PlacementRequest(Placement? Placement, string? By, string? Why);

    /// <summary>Says how a flock left.</summary>
    /// <param name="Clearing">How it left.</param>
    /// <param name="By">Who says it.</param>
    /// <param name="Why">Why what was said before is corrected; not asked for otherwise.</param>
    public sealed record ClearingRequest(Clearing? Clearing, string? By, string? Why);

    /// <summary>A breed whose standard Roost knows.</summary>
    /// <param name="Name">The breed as people call it.</param>
    /// <param name="Lays">Whether the hens are kept for their eggs.</param>
    /// <param name="LastDay">The oldest age of the standard, days.</param>
    public sealed record BreedEntry(string Name, bool Lays, int LastDay);
}
