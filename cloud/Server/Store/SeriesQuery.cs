using Roost.Domain.Readings;

namespace Roost.Cloud.Store;

/// <summary>
/// Asks for the course of one series. A row that sums up a minute or more sums up its whole length, also where that reaches out of the
/// period.
/// </summary>
/// <param name="Farm">The farm.</param>
/// <param name="Coop">The coop.</param>
/// <param name="Quantity">What was measured.</param>
/// <param name="Place">Where in the coop.</param>
/// <param name="From">Start of the period, UTC; itself inside.</param>
/// <param name="To">End of the period, UTC; itself outside.</param>
/// <param name="Points">How many rows the answer may have, at least 2; with steps, these count.</param>
/// <param name="Steps">
/// Where rows begin and, last, where the last one ends, ascending, UTC, to the minute: days or weeks of a farm's calendar, for example. Null
/// for round lengths of time.
/// </param>
public sealed record SeriesQuery(
    string Farm,
    string Coop,
    Quantity Quantity,
    string Place,
    DateTimeOffset From,
    DateTimeOffset To,
    int Points,
    IReadOnlyList<DateTimeOffset>? Steps = null);
