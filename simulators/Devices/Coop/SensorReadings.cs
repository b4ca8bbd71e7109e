using Roost.Domain.Readings;
using Roost.Simulation.Sensors;

namespace Roost.Simulators.Coop;

/// <summary>What every sensor of a coop shows at one moment; never changed once made.</summary>
/// <param name="Time">When, UTC, in the coop's clock.</param>
/// <param name="Readings">Each sensor with its value in the quantity's unit; null for a sensor that shows nothing.</param>
internal sealed record SensorReadings(DateTimeOffset Time, IReadOnlyList<SensorReading> Readings)
{
    /// <summary>Whether the house has such a sensor.</summary>
    public bool Has(Quantity quantity, string place) => Readings.Any(reading => reading.Plan.Quantity == quantity && reading.Plan.Place == place);

    /// <summary>The value of a sensor; null when it shows nothing or the house has none such.</summary>
    public double? Of(Quantity quantity, string place)
    {
        foreach (var reading in Readings)
        {
            if (reading.Plan.Quantity == quantity && reading.Plan.Place == place)
            {
                return reading.Value;
            }
        }

        return null;
    }
}

/// <summary>What one sensor shows.</summary>
internal readonly record struct SensorReading(SensorPlan Plan, double? Value);
