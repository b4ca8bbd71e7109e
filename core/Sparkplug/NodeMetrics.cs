namespace Roost.Sparkplug;

/// <summary>Metric names that the specification itself gives to every edge node.</summary>
public static class NodeMetrics
{
    /// <summary>Birth/death sequence number: ties a death to the birth of the same connection.</summary>
    public const string BirthDeathSequence = "bdSeq";

    /// <summary>Boolean; written true in a node command it asks for fresh births.</summary>
    public const string Rebirth = "Node Control/Rebirth";
}
