namespace Roost.Alarms.Evaluation;

/// <summary>Where a condition stands.</summary>
internal enum Zone
{
    /// <summary>Beyond its limit.</summary>
    Exceeded = 1,

    /// <summary>Between its limit and the one where it is over: nothing changes.</summary>
    Between,

    /// <summary>Over.</summary>
    Cleared,

    /// <summary>A reading that it needs is missing, bad or too old: neither raises nor clears.</summary>
    Unknown,
}
