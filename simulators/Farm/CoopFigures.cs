using Roost.Simulation.Controller;
using Roost.Simulation.Flock;

namespace Roost.Simulation;

/// <summary>Everything that can be measured in a simulated house at one moment.</summary>
public sealed record CoopFigures
{
    /// <summary>Age of the flock in farm-local days; null while the house is empty.</summary>
    public required int? FlockDay { get; init; }

    public required double Birds { get; init; }

    /// <summary>Mean live weight; 0 while the house is empty.</summary>
    public required double BirdWeightGrams { get; init; }

    public required double TemperatureSetPointCelsius { get; init; }

    public required double FrontTemperatureCelsius { get; init; }

    public required double MiddleTemperatureCelsius { get; init; }

    public required double RearTemperatureCelsius { get; init; }

    public required double OutsideTemperatureCelsius { get; init; }

    public required double RelativeHumidityPercent { get; init; }

    public required double AmmoniaPpm { get; init; }

    public required double CarbonDioxidePpm { get; init; }

    /// <summary>Pressure of the house below outside.</summary>
    public required double StaticPressurePascals { get; init; }

    public required double AirSpeedMetersPerSecond { get; init; }

    public required double IlluminanceLux { get; init; }

    public required double FanSpeedPercent { get; init; }

    public required double HeaterPercent { get; init; }

    /// <summary>What the controller commands its fans; when it has no power, what it commanded last.</summary>
    public double FanCommandPercent { get; init; }

    /// <summary>What the controller commands its heaters; when it has no power, what it commanded last.</summary>
    public double HeaterCommandPercent { get; init; }

    /// <summary>Dead that the farmer found since the farm's midnight.</summary>
    public double BirdsFoundDead { get; init; }

    /// <summary>Birds in the farmer's book: placed less found dead.</summary>
    public double BirdsCounted { get; init; }

    /// <summary>Water through the meter since the farm's midnight: what is drunk and what leaks.</summary>
    public required double WaterLiters { get; init; }

    /// <summary>Feed eaten since the farm's midnight.</summary>
    public required double FeedKilograms { get; init; }

    public required bool MainsPower { get; init; }

    /// <summary>Share of the floor on which something moves.</summary>
    public required double ActivityPercent { get; init; }

    /// <summary>Birds that live, what they do and how they are; null while the house is empty.</summary>
    public FlockFigures? Flock { get; init; }

    /// <summary>What the house controller aims at and commands.</summary>
    public ControllerFigures? Controller { get; init; }

    public double OutsideRelativeHumidityPercent { get; init; }

    public double FrontRelativeHumidityPercent { get; init; }

    public double RearRelativeHumidityPercent { get; init; }

    public double FrontAmmoniaPpm { get; init; }

    public double RearAmmoniaPpm { get; init; }

    public double FrontCarbonDioxidePpm { get; init; }

    public double RearCarbonDioxidePpm { get; init; }

    /// <summary>Air that comes into the house, by fans, inlets and gaps.</summary>
    public double VentilationCubicMetersPerHour { get; init; }

    /// <summary>Litter, floor and walls, on average.</summary>
    public double MassTemperatureCelsius { get; init; }

    /// <summary>Water of the litter's wet weight, in front, middle and rear.</summary>
    public IReadOnlyList<double> LitterMoisturePercent { get; init; } = [];

    /// <summary>Speed of each fan, sidewall fans first, %.</summary>
    public IReadOnlyList<double> FanSpeedsPercent { get; init; } = [];

    /// <summary>How wet the pads are, %; 0 without pads.</summary>
    public double PadsWetPercent { get; init; }

    /// <summary>Sidewall inlets, % of fully open.</summary>
    public double SideInletsOpenPercent { get; init; }

    /// <summary>Tunnel inlet, % of fully open.</summary>
    public double TunnelInletOpenPercent { get; init; }

    /// <summary>Power from mains or generator.</summary>
    public bool Powered { get; init; } = true;

    /// <summary>What fans and lamps draw from mains or generator.</summary>
    public double ElectricWatts { get; init; }

    /// <summary>Feed left in the bin.</summary>
    public double BinKilograms { get; init; }

    /// <summary>Water through the meter since the farm's midnight, by drinker line, leaks included.</summary>
    public IReadOnlyList<double> LineWaterLiters { get; init; } = [];
}
