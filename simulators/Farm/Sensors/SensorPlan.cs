using Roost.Domain.Readings;

namespace Roost.Simulation.Sensors;

/// <summary>One sensor of a house.</summary>
/// <param name="Quantity">What it measures.</param>
/// <param name="Place">Where; with the quantity the sensor's name.</param>
/// <param name="Instrument">What kind of instrument it is.</param>
public sealed record SensorPlan(Quantity Quantity, string Place, Instrument Instrument)
{
    /// <summary>As the wire names it: <c>temperature/front</c>.</summary>
    public string Name => $"{QuantityFacts.Of(Quantity).Name}/{Place}";
}
