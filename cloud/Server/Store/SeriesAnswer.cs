using Roost.Domain.Readings;

namespace Roost.Cloud.Store;

/// <summary>
/// The course of one series as columns of equal length, oldest first. A row of nulls is a gap: nothing was measured there, or nothing
/// usable, and a line must not be drawn across it.
/// </summary>
/// <param name="Farm">The farm.</param>
/// <param name="Coop">The coop.</param>
/// <param name="Quantity">What was measured.</param>
/// <param name="Place">Where in the coop.</param>
/// <param name="From">Start of the period, UTC.</param>
/// <param name="To">End of the period, UTC; itself outside.</param>
/// <param name="ResolutionSeconds">Length of what one row sums up; 0 when each row is one reading. Of given steps the longest one's.</param>
/// <param name="Times">Unix seconds: of the reading, or of the start of what the row sums up.</param>
/// <param name="Mean">The mean of the usable readings, in the quantity's unit.</param>
/// <param name="Minimum">The lowest of them.</param>
/// <param name="Maximum">The highest of them.</param>
/// <param name="Last">The last of them; any of several that were taken at once.</param>
/// <param name="Readings">How many readings a row sums up, usable or not; 0 in a gap.</param>
/// <param name="Good">The share of them, 0 to 1, whose quality is good; null in a gap.</param>
public sealed record SeriesAnswer(
    string Farm,
    string Coop,
    Quantity Quantity,
    string Place,
    DateTimeOffset From,
    DateTimeOffset To,
    double ResolutionSeconds,
    IReadOnlyList<double> Times,
    IReadOnlyList<double?> Mean,
    IReadOnlyList<double?> Minimum,
    IReadOnlyList<double?> Maximum,
    IReadOnlyList<double?> Last,
    IReadOnlyList<long> Readings,
    IReadOnlyList<double?> Good);
