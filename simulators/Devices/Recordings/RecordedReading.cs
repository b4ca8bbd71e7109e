using Roost.Domain.Readings;

namespace Roost.Simulators.Recordings;

/// <summary>One reading of a recording.</summary>
/// <param name="Coop">The coop.</param>
/// <param name="Quantity">Kebab-case name of the quantity: a recording may hold some that only a newer Roost knows.</param>
/// <param name="Place">Where in the coop.</param>
/// <param name="TakenAt">When it was measured, UTC, to the millisecond.</param>
/// <param name="Value">The value in the quantity's unit; null when bad.</param>
/// <param name="Quality">How far to trust it.</param>
/// <param name="Reason">Why the quality is not good; null when good.</param>
internal readonly record struct RecordedReading(
    string Coop, string Quantity, string Place, DateTimeOffset TakenAt, double? Value, Quality Quality, string? Reason)
{
    /// <summary>The cloud keeps no longer reason.</summary>
    private const int LongestReason = 300;

    /// <summary>
    /// The reading as the cloud would keep it, so that what is played and recorded again is the same: without a value when bad, bad without
    /// a usable value, and with a reason whenever it is not good. Zero has no sign: Parquet's dictionaries take both zeros for one.
    /// </summary>
    public RecordedReading Normal()
    {
        var finite = Value is not { } value || double.IsFinite(value);
        var quality = Value is null || !finite ? Quality.Bad : Quality;
        return this with
        {
            TakenAt = DateTimeOffset.FromUnixTimeMilliseconds(TakenAt.ToUnixTimeMilliseconds()),
            Value = quality == Quality.Bad ? null : Value + 0.0,
            Quality = quality,
            Reason = quality == Quality.Good ? null
                : !finite ? "The value was not a finite number."
                : string.IsNullOrEmpty(Reason) ? "No reason was recorded."
                : Reason.Length <= LongestReason ? Reason
                : Reason[..(char.IsHighSurrogate(Reason[LongestReason - 1]) ? LongestReason - 1 : LongestReason)],
        };
    }
}
