using System.Runtime.CompilerServices;

namespace Roost.Simulation.House;

/// <summary>A figure for each part of the house, from front to rear.</summary>
[InlineArray(HouseSetup.Zones)]
internal struct ByZone
{
    private double first;

    /// <summary>Mean of the parts.</summary>
    public readonly double Mean => (this[0] + this[1] + this[2]) / HouseSetup.Zones;

    public static ByZone Of(double value)
    {
        ByZone zones = default;
        zones[0] = zones[1] = zones[2] = value;
        return zones;
    }
}

/// <summary>Air on its way, m³/s. What enters a part of the house leaves it: the flows between the parts follow from that.</summary>
internal struct AirFlows
{
    /// <summary>From outside into each part.</summary>
    public ByZone In;

    /// <summary>Of that, what comes through the pads; all of it into the front.</summary>
    public double ThroughPads;

    /// <summary>From each part to outside.</summary>
    public ByZone Out;

    /// <summary>To and fro between neighbours, without a net flow.</summary>
    public double Mixing;

    /// <summary>Net flow from front to middle; negative the other way.</summary>
    public readonly double FrontToMiddle => In[0] - Out[0];

    /// <summary>Net flow from middle to rear; negative the other way.</summary>
    public readonly double MiddleToRear => Out[2] - In[2];

    public readonly double Total => In[0] + In[1] + In[2];

    /// <summary>What air of a part moves at, by the flow through it along the house.</summary>
    public readonly double AlongZone(int zone) => zone switch
    {
        0 => Math.Max(Math.Abs(FrontToMiddle), ThroughPads),
        1 => 0.5 * (Math.Abs(FrontToMiddle) + Math.Abs(MiddleToRear)),
        _ => Math.Abs(MiddleToRear),
    };
}
