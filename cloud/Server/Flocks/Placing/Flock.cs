namespace Roost.Cloud.Flocks.Placing;

/// <summary>The birds of one placement.</summary>
/// <param name="Coop">The house that they live in.</param>
/// <param name="Breed">The breed's name, one of <c>GET /api/breeds</c>.</param>
/// <param name="Birds">Birds placed, 1 to 1,000,000.</param>
/// <param name="PlacedOn">Farm-local day of placement, flock day 0.</param>
/// <param name="HatchedOn">Day on which they hatched, at most 200 days before placement (pullets come grown); null where nobody says.</param>
/// <param name="Source">Hatchery or rearer, and its delivery note; null where nobody says.</param>
/// <param name="FloorSquareMeters">The floor that they live on, m²; null where nobody says, which leaves the density unknown.</param>
public sealed record Placement(
    string Coop, string Breed, int Birds, DateOnly PlacedOn, DateOnly? HatchedOn, string? Source, double? FloorSquareMeters);

/// <summary>How a flock left its house.</summary>
/// <param name="ClearedOn">Farm-local day on which the last birds left.</param>
/// <param name="BirdsDelivered">Birds delivered, those thinned before included; null where nobody says.</param>
/// <param name="DeliveredKilograms">Their live weight, kg; null where nobody says.</param>
/// <param name="FeedLeftKilograms">Delivered feed that was not eaten, kg; null where nobody says.</param>
public sealed record Clearing(DateOnly ClearedOn, int? BirdsDelivered, double? DeliveredKilograms, double? FeedLeftKilograms);

/// <summary>What somebody said of a flock's placement and clearing; the newest is in force, the others stay.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Why">Why what was said before was changed; null for the first word on placement or clearing.</param>
/// <param name="Placement">The birds.</param>
/// <param name="Clearing">How they left; null while they live here.</param>
public sealed record FlockChange(DateTimeOffset At, string By, string? Why, Placement Placement, Clearing? Clearing);

/// <summary>A flock from placement to clearing.</summary>
/// <param name="Id">Its name, unique in the farm, given by who placed it.</param>
/// <param name="Placement">The birds, as last said.</param>
/// <param name="Clearing">How they left; null while they live here.</param>
/// <param name="History">All that was said, oldest first; the last is in force.</param>
public sealed record Flock(string Id, Placement Placement, Clearing? Clearing, IReadOnlyList<FlockChange> History)
{
    internal static Flock Of(string id, IReadOnlyList<FlockChange> history) => new(id, history[^1].Placement, history[^1].Clearing, history);

    internal bool Overlaps(Flock other) =>
        Placement.Coop == other.Placement.Coop && Placement.PlacedOn <= other.EndsOn && other.Placement.PlacedOn <= EndsOn;

    private DateOnly EndsOn => Clearing?.ClearedOn ?? DateOnly.MaxValue;
}
