namespace Roost.Domain.Readings;

/// <summary>One measurement of one coop. The same record goes from the driver to the screen.</summary>
/// <param name="Quantity">What was measured.</param>
/// <param name="Place">Where in the coop: <c>front</c>, <c>line-2</c>, <c>camera-1</c>; a <see cref="Wire.WireName"/>.</param>
/// <param name="TakenAt">When the sensor was read, UTC, to the millisecond. Never re-stamped on the way.</param>
/// <param name="Value">The value in the quantity's unit; null only when <paramref name="Quality"/> is bad.</param>
/// <param name="Quality">How far to trust it.</param>
/// <param name="Reason">Why the quality is not good, one English sentence without the value; null when good.</param>
public readonly record struct Reading(
    Quantity Quantity,
    string Place,
    DateTimeOffset TakenAt,
    double? Value,
    Quality Quality,
    string? Reason = null);
