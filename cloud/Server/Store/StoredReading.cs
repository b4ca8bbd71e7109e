using Roost.Domain.Readings;

namespace Roost.Cloud.Store;

/// <summary>A reading as the store gives it out, with the coop it is of.</summary>
/// <param name="Coop">The coop.</param>
/// <param name="Quantity">Name of the quantity: the store may hold some that only a newer Roost knows.</param>
/// <param name="Place">Where in the coop.</param>
/// <param name="TakenAt">When it was measured, UTC, to the millisecond.</param>
/// <param name="Value">The value in the quantity's unit; null when bad.</param>
/// <param name="Quality">How far to trust it.</param>
/// <param name="Reason">Why the quality is not good; null when good.</param>
public readonly record struct StoredReading(
    string Coop, string Quantity, string Place, DateTimeOffset TakenAt, double? Value, Quality Quality, string? Reason);
