using Roost.Simulation.Flock;

namespace Roost.Simulation.House;

/// <summary>What birds, heaters and lamps put into one part of the house during a step.</summary>
internal struct ZoneSources
{
    public double HeatWatts;
    public double VapourKilogramsPerSecond;
    public double CarbonDioxideCubicMetersPerSecond;

    /// <summary>Water that birds, leaks and drips bring onto the litter.</summary>
    public double LitterKilogramsPerSecond;

    /// <summary>Dry matter of droppings.</summary>
    public double DroppingsKilogramsPerSecond;

    public double AirMetersPerSecond;
}

/// <summary>A source for each part of the house.</summary>
[System.Runtime.CompilerServices.InlineArray(HouseSetup.Zones)]
internal struct SourcesByZone
{
    private ZoneSources first;
}

/// <summary>
/// The air of the house, its mass and its litter. Per part of the house: heat in the air and in the mass behind it (two nodes), water,
/// carbon dioxide and ammonia. New values come from balances that are implicit in them; the books take the fluxes with the new values,
/// so they close whatever happens.
/// </summary>
internal sealed class HouseAir
{
    private const double StepSeconds = 10;

    /// <summary>kg of water onto walls for each m², second and kg/kg: 3 W/(m²·K), of still air, by Lewis' relation.</summary>
    private const double CondensationPerSquareMeter = 3 / MoistAir.SpecificHeat;

    /// <summary>In which fog falls out.</summary>
    private const double FogSeconds = 120;

    /// <summary>Litter takes water from damp air more slowly than it gives it away: it has to go in from the surface (the project's own figure).</summary>
    private const double AbsorptionShare = 0.15;

    /// <summary>mg in a m³ for each ppm of ammonia at 25 °C.</summary>
    private const double AmmoniaMilligramsPerPpm = 0.696;

    /// <summary>Air that holds so much ammonia, mg/m³ (250 ppm), takes no more from the litter (the project's own figure).</summary>
    private const double FullOfAmmonia = 250 * AmmoniaMilligramsPerPpm;

    private readonly HouseSetup house;
    private readonly double zoneCubicMeters;
    private readonly double wallsOfZone;
    private readonly double massOfZone;
    private readonly double surfaceOfZone;
    private readonly double floorOfZone;
    private readonly Litter[] litter = new Litter[HouseSetup.Zones];

    public ByZone Celsius;
    public ByZone MassCelsius;
    public ByZone Ratio;
    public ByZone CarbonDioxide; // m³/m³
    public ByZone Ammonia; // mg/m³

    public HouseAir(HouseSetup house, double ageDays)
    {
        this.house = house;
        zoneCubicMeters = house.VolumeCubicMeters / HouseSetup.Zones;
        wallsOfZone = house.WallsWattsPerKelvin / HouseSetup.Zones;
        massOfZone = house.MassJoulesPerKelvin / HouseSetup.Zones;
        surfaceOfZone = house.SurfaceSquareMeters / HouseSetup.Zones;
        floorOfZone = house.FloorSquareMeters / HouseSetup.Zones;

        // An older flock has already left its droppings, and the litter is as damp as it usually gets (20 to 30 %).
        var dry = floorOfZone * (house.Litter.DryKilogramsPerSquareMeter + Math.Min(25, 0.007 * ageDays * ageDays));
        var moisture = Math.Min(0.26, (house.Litter.MoisturePercent / 100) + (0.004 * ageDays));
        Array.Fill(litter, new Litter { DryKilograms = dry, WaterKilograms = dry * moisture / (1 - moisture) });
    }

    public ReadOnlySpan<Litter> Litter => litter;

    public double AmmoniaPpm(int zone) => Ammonia[zone] / AmmoniaMilligramsPerPpm;

    public double HumidityPercent(int zone) => MoistAir.RelativeHumidityPercent(Celsius[zone], Ratio[zone]);

    public void Fill(StartAir air)
    {
        Celsius = MassCelsius = ByZone.Of(air.TemperatureCelsius);
        Ratio = ByZone.Of(MoistAir.Ratio(air.TemperatureCelsius, air.RelativeHumidityPercent));
        CarbonDioxide = ByZone.Of(air.CarbonDioxidePpm * 1e-6);
        Ammonia = ByZone.Of(air.AmmoniaPpm * AmmoniaMilligramsPerPpm);
    }

    /// <summary>Renews what changes slowly, once a minute.</summary>
    public void RenewLitter(BirdKind kind, in ByZone birds, double ageDays)
    {
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
            litter[zone].Renew(house.Litter, kind, birds[zone], ageDays, 0.5 * (Celsius[zone] + MassCelsius[zone]));
    }

    public void Step(in AirFlows flows, in OutsideState outside, double padShare, in SourcesByZone sources, CoopBooks books)
    {
        var transport = new ZoneTransport(flows, zoneCubicMeters, StepSeconds);
        var held = zoneCubicMeters / StepSeconds;

        // Air through wet pads swaps heat for water at the same enthalpy.
        var cooled = padShare * (outside.Celsius - outside.WetBulbCelsius);
        var padCelsius = outside.Celsius - cooled;
        var padRatio = outside.Ratio + (MoistAir.SpecificHeat * cooled / MoistAir.EvaporationHeat);
        var plainFront = flows.In[0] - flows.ThroughPads;

        // Water first: what evaporates and condenses is needed for the heat.
        ByZone sinks = default, supplies = default, wallKilograms = default, wallRatio = default, fogKilograms = default, fogRatio = default, drying = default;
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            var celsius = Celsius[zone];
            drying[zone] = Simulation.House.Litter.EvaporationKilogramsPerSecond(floorOfZone, sources[zone].AirMetersPerSecond)
                * (Ratio[zone] > litter[zone].SurfaceRatio ? AbsorptionShare : 1);
            var sink = drying[zone];
            var supply = (drying[zone] * litter[zone].SurfaceRatio) + sources[zone].VapourKilogramsPerSecond;

            // The inner surface of an insulated wall lies a twelfth of the way from the air inside to the air outside.
            var surface = MoistAir.SaturationRatio(celsius - ((celsius - outside.Celsius) / 12));
            if (Ratio[zone] > surface)
            {
                wallKilograms[zone] = CondensationPerSquareMeter * surfaceOfZone;
                wallRatio[zone] = surface;
                sink += wallKilograms[zone];
                supply += wallKilograms[zone] * surface;
                var saturated = MoistAir.SaturationRatio(celsius);
                if (Ratio[zone] > saturated)
                {
                    fogKilograms[zone] = MoistAir.Density * zoneCubicMeters / FogSeconds;
                    fogRatio[zone] = saturated;
                    sink += fogKilograms[zone];
                    supply += fogKilograms[zone] * saturated;
                }
            }

            sinks[zone] = sink / MoistAir.Density;
            supplies[zone] = (held * Ratio[zone]) + (flows.In[zone] * outside.Ratio) + (supply / MoistAir.Density);
        }

        supplies[0] += flows.ThroughPads * (padRatio - outside.Ratio);
        var ratio = transport.Solve(sinks, supplies);

        ByZone heatSinks = default, heatSupplies = default, coupling = default, wallHeat = default;
        const double HeatOfCubicMeter = MoistAir.Density * MoistAir.SpecificHeat;
        var massPerSecond = massOfZone / StepSeconds;
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            var evaporated = drying[zone] * (litter[zone].SurfaceRatio - ratio[zone]);
            var fog = fogKilograms[zone] * (ratio[zone] - fogRatio[zone]);
            var wall = wallKilograms[zone] * (ratio[zone] - wallRatio[zone]);
            ref readonly var source = ref sources[zone];
            var runOff = litter[zone].Wet((source.LitterKilogramsPerSecond + fog + wall - evaporated) * StepSeconds);
            litter[zone].DryKilograms += source.DroppingsKilogramsPerSecond * StepSeconds;
            books.WaterOut(runOff);

            coupling[zone] = MassCoupling(zone);
            wallHeat[zone] = wall * MoistAir.EvaporationHeat;
            var throughMass = coupling[zone] / (massPerSecond + coupling[zone]);
            heatSinks[zone] = (wallsOfZone + (massPerSecond * throughMass)) / HeatOfCubicMeter;
            heatSupplies[zone] = (held * Celsius[zone]) + (flows.In[zone] * outside.Celsius)
                + ((source.HeatWatts + (MoistAir.EvaporationHeat * (fog - evaporated)) + (wallsOfZone * outside.Celsius)
                    + (throughMass * ((massPerSecond * MassCelsius[zone]) + wallHeat[zone]))) / HeatOfCubicMeter);
        }

        heatSupplies[0] += flows.ThroughPads * (padCelsius - outside.Celsius);
        Celsius = transport.Solve(heatSinks, heatSupplies);
        Ratio = ratio;

        ByZone none = default, gas = default, ammonia = default;
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            MassCelsius[zone] = ((massPerSecond * MassCelsius[zone]) + (coupling[zone] * Celsius[zone]) + wallHeat[zone])
                / (massPerSecond + coupling[zone]);
            gas[zone] = (held * CarbonDioxide[zone]) + (flows.In[zone] * OutsideState.CarbonDioxide) + sources[zone].CarbonDioxideCubicMetersPerSecond;
            ammonia[zone] = (held * Ammonia[zone]) + (litter[zone].AmmoniaMilligramsPerSecond * Math.Max(0, 1 - (Ammonia[zone] / FullOfAmmonia)));
        }

        CarbonDioxide = transport.Solve(none, gas);
        Ammonia = transport.Solve(none, ammonia);

        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            books.AirOut(flows.Out[zone] * StepSeconds, Celsius[zone], Ratio[zone], CarbonDioxide[zone]);
            books.HeatOut(wallsOfZone * (Celsius[zone] - outside.Celsius) * StepSeconds);
            books.ZoneSources(sources[zone], StepSeconds);
        }

        var plain = plainFront + flows.In[1] + flows.In[2];
        books.AirIn(plain * StepSeconds, outside.Celsius, outside.Ratio, OutsideState.CarbonDioxide);
        books.AirIn(flows.ThroughPads * StepSeconds, padCelsius, padRatio, OutsideState.CarbonDioxide);
    }

    /// <summary>What the house holds now, for the books.</summary>
    public (double Joules, double Kilograms, double CubicMeters) Stored()
    {
        double joules = 0, kilograms = 0, gas = 0;
        for (var zone = 0; zone < HouseSetup.Zones; zone++)
        {
            var air = MoistAir.Density * zoneCubicMeters;
            joules += (air * ((MoistAir.SpecificHeat * Celsius[zone]) + (MoistAir.EvaporationHeat * Ratio[zone]))) + (massOfZone * MassCelsius[zone]);
            kilograms += (air * Ratio[zone]) + litter[zone].WaterKilograms;
            gas += zoneCubicMeters * CarbonDioxide[zone];
        }

        return (joules, kilograms, gas);
    }

    /// <summary>
    /// W/K from the air to what stores heat. Dry, fluffy litter insulates the floor; matted under a grown flock it conducts. The two ends are
    /// fitted to the project's figures for a house that loses its heating with chicks and its fans with grown birds.
    /// </summary>
    private double MassCoupling(int zone)
    {
        var droppings = (litter[zone].DryKilograms / floorOfZone) - house.Litter.DryKilogramsPerSquareMeter;
        var matted = Math.Min(1, droppings / 4);
        return (surfaceOfZone * 1.9) + (floorOfZone * (1.7 + (16.7 * matted)));
    }
}
