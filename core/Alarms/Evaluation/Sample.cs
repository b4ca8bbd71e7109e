namespace Roost.Alarms.Evaluation;

/// <summary>What a signal is just now.</summary>
/// <param name="Value">In the signal's unit; NaN when unknown.</param>
/// <param name="Trust">How far to trust it: as far as the least trusted reading in it.</param>
internal readonly record struct Sample(double Value, Trust Trust)
{
    public static Sample Unknown => new(double.NaN, Trust.Unknown);

    public static Trust Least(Trust one, Trust other) => one < other ? one : other;

    /// <summary>A number made of two samples; unknown when one is.</summary>
    public static Sample Of(double value, Sample one, Sample other) =>
        one.Trust is Trust.Unknown || other.Trust is Trust.Unknown || !double.IsFinite(value) ? Unknown : new(value, Least(one.Trust, other.Trust));
}

/// <summary>How far a sample may be trusted, least first.</summary>
internal enum Trust
{
    /// <summary>There is no number.</summary>
    Unknown = 1,

    /// <summary>Evidence of danger, not of safety.</summary>
    Uncertain,

    /// <summary>Evidence of both.</summary>
    Good,
}
