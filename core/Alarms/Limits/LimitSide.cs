namespace Roost.Alarms.Limits;

/// <summary>On which side of its limit a value is an excursion.</summary>
public enum LimitSide
{
    /// <summary>Values above the limit.</summary>
    Above = 1,

    /// <summary>Values below the limit.</summary>
    Below,
}
