using Roost.Configuration;

namespace Roost.Simulators.Scenarios;

/// <summary>What an alarm system can have to say of a scenario, in words of its own: rule packs are measured against these, whatever their rules' names.</summary>
internal enum ScenarioAlarm
{
    TemperatureHigh = 1,
    TemperatureLow,
    HeatStress,
    HumidityHigh,
    AmmoniaHigh,
    CarbonDioxideHigh,

    /// <summary>Pressure that does not fit what the fans are told.</summary>
    StaticPressure,

    /// <summary>A fan, a heater or a pad that does not do what it is told.</summary>
    FansNotAsCommanded,
    HeatersNotAsCommanded,
    MainsPowerLost,
    WaterHigh,
    WaterLow,
    WaterStopped,
    FeedLow,
    FeedStopped,
    WeightBehind,
    ActivityLow,
    ActivityHigh,
    Crowding,
    MortalityHigh,
    EggsLow,
    LightNotAsProgrammed,

    /// <summary>A sensor that shows nothing.</summary>
    SensorMissing,
    SensorStuck,

    /// <summary>A sensor that departs from its neighbours or from what is possible.</summary>
    SensorImplausible,
    CameraDark,
    CameraDirty,
    CameraFrozen,
    CameraMoved,
    AgentSilent,
    ClockWrong,
}

/// <summary>The words for <see cref="ScenarioAlarm"/> in files.</summary>
internal static class ScenarioAlarms
{
    public static ScalarRule<ScenarioAlarm> Rule { get; } =
        ScalarRules.OneOf([.. Enum.GetValues<ScenarioAlarm>().Select(alarm => (WordOf(alarm), alarm))]);

    /// <summary><c>temperature-high</c> for <see cref="ScenarioAlarm.TemperatureHigh"/>.</summary>
    public static string WordOf(ScenarioAlarm alarm) =>
        string.Concat(alarm.ToString().Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
