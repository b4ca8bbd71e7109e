using Roost.Simulation.House;

namespace Roost.Simulation;

/// <summary>
/// What went into the house and out of it since the simulation began. Energy is that of the air, its water vapour and the mass of house
/// and litter; water is that of air, litter and birds' guts; each book must balance with what is stored.
/// </summary>
public sealed class CoopBooks
{
    private double startJoules, startKilograms, startCubicMeters;

    public double EnergyInJoules { get; private set; }

    public double EnergyOutJoules { get; private set; }

    public double WaterInKilograms { get; private set; }

    public double WaterOutKilograms { get; private set; }

    public double CarbonDioxideInCubicMeters { get; private set; }

    public double CarbonDioxideOutCubicMeters { get; private set; }

    public double EnergyStoredJoules { get; private set; }

    public double WaterStoredKilograms { get; private set; }

    public double CarbonDioxideStoredCubicMeters { get; private set; }

    /// <summary>Of the energy that came in from birds, heaters and sun alone, without the air's own.</summary>
    public double HeatProducedJoules { get; private set; }

    /// <summary>What the energy book misses, as a share of the heat that was made in the house.</summary>
    public double EnergyGap => Gap(EnergyInJoules - EnergyOutJoules - (EnergyStoredJoules - startJoules), HeatProducedJoules);

    /// <summary>What the water book misses, as a share of what was drunk, eaten and spilt.</summary>
    public double WaterGap => Gap(WaterInKilograms - WaterOutKilograms - (WaterStoredKilograms - startKilograms), WaterBroughtKilograms);

    /// <summary>What the carbon dioxide book misses, as a share of what birds and heaters made.</summary>
    public double CarbonDioxideGap =>
        Gap(CarbonDioxideInCubicMeters - CarbonDioxideOutCubicMeters - (CarbonDioxideStoredCubicMeters - startCubicMeters), CarbonDioxideMadeCubicMeters);

    /// <summary>Of the water that came in, what did not come with the air.</summary>
    public double WaterBroughtKilograms { get; private set; }

    /// <summary>Of the carbon dioxide that came in, what birds and heaters made.</summary>
    public double CarbonDioxideMadeCubicMeters { get; private set; }

    internal void Open(double joules, double kilograms, double cubicMeters) =>
        (startJoules, startKilograms, startCubicMeters) = (joules, kilograms, cubicMeters);

    internal void Close(double joules, double kilograms, double cubicMeters) =>
        (EnergyStoredJoules, WaterStoredKilograms, CarbonDioxideStoredCubicMeters) = (joules, kilograms, cubicMeters);

    internal void AirIn(double cubicMeters, double celsius, double ratio, double carbonDioxide)
    {
        var kilograms = MoistAir.Density * cubicMeters;
        EnergyInJoules += kilograms * ((MoistAir.SpecificHeat * celsius) + (MoistAir.EvaporationHeat * ratio));
        WaterInKilograms += kilograms * ratio;
        CarbonDioxideInCubicMeters += cubicMeters * carbonDioxide;
    }

    internal void AirOut(double cubicMeters, double celsius, double ratio, double carbonDioxide)
    {
        var kilograms = MoistAir.Density * cubicMeters;
        EnergyOutJoules += kilograms * ((MoistAir.SpecificHeat * celsius) + (MoistAir.EvaporationHeat * ratio));
        WaterOutKilograms += kilograms * ratio;
        CarbonDioxideOutCubicMeters += cubicMeters * carbonDioxide;
    }

    internal void HeatOut(double joules) => EnergyOutJoules += joules;

    /// <summary>Heat and gas of birds, heaters, lamps and sun; their vapour brings its heat of evaporation along.</summary>
    internal void ZoneSources(in ZoneSources sources, double seconds)
    {
        var joules = (sources.HeatWatts + (MoistAir.EvaporationHeat * sources.VapourKilogramsPerSecond)) * seconds;
        EnergyInJoules += joules;
        HeatProducedJoules += Math.Abs(joules);
        CarbonDioxideInCubicMeters += sources.CarbonDioxideCubicMetersPerSecond * seconds;
        CarbonDioxideMadeCubicMeters += sources.CarbonDioxideCubicMetersPerSecond * seconds;
    }

    /// <summary>Water that is drunk, eaten, made of feed or flame, or spilt.</summary>
    internal void WaterIn(double kilograms)
    {
        WaterInKilograms += kilograms;
        WaterBroughtKilograms += kilograms;
    }

    /// <summary>Water that leaves in birds, or runs off.</summary>
    internal void WaterOut(double kilograms) => WaterOutKilograms += kilograms;

    private static double Gap(double missing, double turnover) => turnover > 0 ? Math.Abs(missing) / turnover : 0;
}
