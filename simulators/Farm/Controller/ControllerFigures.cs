namespace Roost.Simulation.Controller;

/// <summary>What a house controller reports by itself.</summary>
[Flags]
public enum ControllerAlarms
{
    None = 0,
    TooWarm = 1,
    TooCold = 2,
    TooHumid = 4,
    CarbonDioxide = 8,

    /// <summary>Far from the pressure aimed at while fans run.</summary>
    Pressure = 16,

    NoMains = 32,

    /// <summary>No water for hours with the light on.</summary>
    NoWater = 64,

    /// <summary>More water than birds drink, or water in the dark.</summary>
    WaterLeak = 128,

    /// <summary>The auger runs and the pans don't fill.</summary>
    Feed = 256,

    /// <summary>A sensor that the controller needs shows nothing.</summary>
    Sensor = 512,
}

/// <summary>What the house controller aims at and commands.</summary>
/// <param name="SetPointCelsius">What the air is to be.</param>
/// <param name="Stage">Fans called for beyond minimum ventilation.</param>
/// <param name="MinimumVentilationShare">Share of the five-minute cycle that the timer fans run.</param>
/// <param name="Tunnel">Whether air comes in at the front only.</param>
/// <param name="PadsOn">Whether the pads' pump is told to run.</param>
/// <param name="HeatersOn">Heaters told to burn, front to rear.</param>
/// <param name="Alarms">Its own alarms.</param>
public sealed record ControllerFigures(
    double SetPointCelsius,
    int Stage,
    double MinimumVentilationShare,
    bool Tunnel,
    bool PadsOn,
    IReadOnlyList<bool> HeatersOn,
    ControllerAlarms Alarms);
