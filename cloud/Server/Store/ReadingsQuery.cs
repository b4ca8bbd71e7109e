using Roost.Domain.Readings;

namespace Roost.Cloud.Store;

/// <summary>Asks for single readings of a farm.</summary>
/// <param name="Farm">The farm.</param>
/// <param name="Coops">The coops; empty for all of the farm.</param>
/// <param name="From">Start of the period, UTC; itself inside.</param>
/// <param name="To">End of the period, UTC; itself outside.</param>
/// <param name="Quantities">The quantities; null for all, also those that this Roost does not know.</param>
public sealed record ReadingsQuery(
    string Farm, IReadOnlyList<string> Coops, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<Quantity>? Quantities = null);
