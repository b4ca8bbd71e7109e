using Roost.Simulation.Events;
using Roost.Simulation.House;

namespace Roost.Simulation.Machines;

/// <summary>One heater in each part of the house: on or off.</summary>
internal sealed class Heaters(HeaterSetup setup)
{
    public bool[] Commanded { get; } = new bool[HouseSetup.Zones];

    public bool[] Burning { get; } = new bool[HouseSetup.Zones];

    /// <summary>Heaters that burn, as a share.</summary>
    public double Share => Burning.Count(burns => burns) / (double)HouseSetup.Zones;

    /// <summary>Heaters that are told to burn, as a share.</summary>
    public double CommandedShare => Commanded.Count(told => told) / (double)HouseSetup.Zones;

    public void Step(Disturbances now, ref SourcesByZone sources, CoopBooks books)
    {
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            // A gas valve that sticks stays open without power; a heater that is told to burn needs power for its fan and spark.
            Burning[zone] = now.HeaterSticks[zone] || (Commanded[zone] && now.Powered && !now.HeaterFails[zone]);
            if (!Burning[zone])
                continue;

            var kilowatts = setup.Kilowatts / HouseSetup.Zones;
            sources[zone].HeatWatts += 1000 * kilowatts;
            var (gas, water) = setup.Fuel switch
            {
                HeaterFuel.UnfluedPropane => (0.127, 0.127),
                HeaterFuel.UnfluedNaturalGas => (0.110, 0.162),
                _ => (0.0, 0.0),
            };
            sources[zone].CarbonDioxideCubicMetersPerSecond += kilowatts * gas / 3600;
            sources[zone].VapourKilogramsPerSecond += kilowatts * water / 3600;
            books.WaterIn(kilowatts * water / 3600 * 10);
        }
    }
}
