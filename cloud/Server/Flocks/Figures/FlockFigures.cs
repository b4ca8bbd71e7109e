using Roost.Cloud.Flocks.Sheet;
using Roost.Domain.Flocks;

namespace Roost.Cloud.Flocks.Figures;

/// <summary>A flock's figures, day by day.</summary>
/// <param name="Flock">The flock.</param>
/// <param name="Coop">The coop.</param>
/// <param name="Breed">The breed whose standard stands beside the figures.</param>
/// <param name="Lays">Whether the hens are kept for their eggs.</param>
/// <param name="PlacedOn">Farm-local day of placement, flock day 0.</param>
/// <param name="WithdrawalUntil">The last farm-local day on which meat and eggs must not be sold; null where nothing was given that lasts.</param>
/// <param name="Days">Every day from placement to today, or to the clearing.</param>
/// <param name="Result">What it came to; null until it is cleared, and for hens.</param>
public sealed record FlockFigures(
    string Flock,
    string Coop,
    string Breed,
    bool Lays,
    DateOnly PlacedOn,
    DateOnly? WithdrawalUntil,
    IReadOnlyList<DayFigures> Days,
    FlockResult? Result);

/// <summary>Where a flock's weight goes.</summary>
/// <param name="Weights">The mean live weight at the middle of each day to come, with a band of 90 %; empty for a cleared flock.</param>
/// <param name="Target">The weight that was asked for, g; null where none was.</param>
/// <param name="Reached">When it is reached; null where that is not asked for, or past already, or beyond the breed's standard.</param>
public sealed record FlockForecast(IReadOnlyList<ExpectedWeight> Weights, double? Target, ExpectedAge? Reached);

/// <summary>A flock's days as they are known, of which figures and forecast are made.</summary>
/// <param name="Days">The days, from placement on.</param>
/// <param name="Lines">The sheet's lines that are in force.</param>
internal sealed record FlockRecord(IReadOnlyList<FlockDay> Days, IReadOnlyList<SheetEntry> Lines);
