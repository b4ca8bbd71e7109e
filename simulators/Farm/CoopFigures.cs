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

    /// <summary>Water drunk since the farm's midnight.</summary>
    public required double WaterLiters { get; init; }

    /// <summary>Feed eaten since the farm's midnight.</summary>
    public required double FeedKilograms { get; init; }

    public required bool MainsPower { get; init; }

    /// <summary>Share of the floor on which something moves.</summary>
    public required double ActivityPercent { get; init; }
}
