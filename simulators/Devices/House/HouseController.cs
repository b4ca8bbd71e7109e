using Roost.Domain.Readings;
using Roost.Simulation;
using Roost.Simulators.Modbus;

namespace Roost.Simulators.House;

/// <summary>
/// The controller of a simulated house: shows the house's figures in the registers of a Modbus device. Its map is also where the
/// agents' configuration, the controller's log and the table in the README come from, so that they can't differ.
/// </summary>
/// <param name="bank">The registers of its device.</param>
internal sealed class HouseController(RegisterBank bank)
{
    /// <summary>Every value, in the order of table and address. Addresses are unique over both tables, so a forced one is one value.</summary>
    public static IReadOnlyList<HouseRegister> Map { get; } =
    [
        Input(Quantity.Temperature, "front", 0, RegisterType.Int16, 0.1, 0.05, figures => figures.FrontTemperatureCelsius),
        Input(Quantity.Temperature, "middle", 1, RegisterType.Int16, 0.1, 0.05, figures => figures.MiddleTemperatureCelsius),
        Input(Quantity.Temperature, "rear", 2, RegisterType.Int16, 0.1, 0.05, figures => figures.RearTemperatureCelsius),
        Input(Quantity.RelativeHumidity, "middle", 3, RegisterType.UInt16, 0.1, 0.4, figures => figures.RelativeHumidityPercent),
        Input(Quantity.Ammonia, "middle", 4, RegisterType.UInt16, 0.1, 0.15, figures => figures.AmmoniaPpm),
        Input(Quantity.CarbonDioxide, "middle", 5, RegisterType.UInt16, 1, 15, figures => figures.CarbonDioxidePpm),
        Input(Quantity.StaticPressure, "house", 6, RegisterType.Int16, 0.1, 0.5, figures => figures.StaticPressurePascals),
        Input(Quantity.Illuminance, "middle", 7, RegisterType.UInt16, 0.1, 0.5, figures => figures.IlluminanceLux),
        Input(Quantity.Water, "line-1", 8, RegisterType.UInt32, 1, 0.5, figures => Line(figures, 1)),
        Input(Quantity.Feed, "line-1", 10, RegisterType.UInt32, 0.1, 0.5, figures => figures.FeedKilograms, WordOrder.Little),
        Input(Quantity.BirdWeight, "scale-1", 12, RegisterType.Float32, 1, 2, figures => figures.BirdWeightGrams),
        Input(Quantity.AirSpeed, "middle", 14, RegisterType.Float32, 1, 0.02, figures => figures.AirSpeedMetersPerSecond, WordOrder.Little),
        Input(Quantity.FanSpeed, "house", 16, RegisterType.UInt16, 0.1, 0.5, figures => figures.FanSpeedPercent),
        Input(Quantity.Heater, "house", 17, RegisterType.UInt16, 0.1, 0.5, figures => figures.HeaterPercent),
        Input(Quantity.MainsPower, "house", 18, RegisterType.UInt16, 1, 0, figures => figures.MainsPower ? 1 : 0),
        Input(Quantity.Activity, "middle", 19, RegisterType.UInt16, 0.1, 0.3, figures => figures.ActivityPercent),
        Input(Quantity.Water, "line-2", 20, RegisterType.UInt32, 1, 0.5, figures => Line(figures, 2)),
        Input(Quantity.Water, "line-3", 22, RegisterType.UInt32, 1, 0.5, figures => Line(figures, 3)),
        Input(Quantity.Water, "line-4", 24, RegisterType.UInt32, 1, 0.5, figures => Line(figures, 4)),
        Input(Quantity.FanCommand, "house", 26, RegisterType.UInt16, 0.1, 0.5, figures => figures.FanCommandPercent),
        Input(Quantity.HeaterCommand, "house", 27, RegisterType.UInt16, 0.1, 0.5, figures => figures.HeaterCommandPercent),
        Input(Quantity.Mortality, "house", 28, RegisterType.UInt16, 1, 0, figures => figures.BirdsFoundDead),
        Input(Quantity.BirdCount, "house", 29, RegisterType.UInt32, 1, 0, figures => figures.BirdsCounted),
        new(
            Quantity.TemperatureSetPoint, "house", RegisterTable.Holding, 100, RegisterType.Int16, 0.1, 0.05,
            figures => figures.TemperatureSetPointCelsius),
        new(Quantity.FlockDay, "house", RegisterTable.Holding, 101, RegisterType.UInt16, 1, 0, figures => figures.FlockDay ?? 0),
    ];

    /// <summary>Shows what is measured now in the registers.</summary>
    /// <param name="valueOf">What stands behind a register; NaN for nothing.</param>
    public void Show(Func<HouseRegister, double> valueOf)
    {
        Span<ushort> words = stackalloc ushort[2];
        foreach (var register in Map)
        {
            var length = register.Encode(valueOf(register), words);
            if (register.Table == RegisterTable.Input)
                bank.SetInput(register.Address, words[..length]);
            else
                bank.SetHolding(register.Address, words[..length]);
        }
    }

    // A house with fewer lines has meters that stand still.
    private static double Line(CoopFigures figures, int line) => figures.LineWaterLiters.ElementAtOrDefault(line - 1);

    private static HouseRegister Input(
        Quantity quantity, string place, ushort address, RegisterType type, double scale, double deadband, Func<CoopFigures, double> figure,
        WordOrder order = WordOrder.Big) =>
        new(quantity, place, RegisterTable.Input, address, type, scale, deadband, figure) { WordOrder = order };
}
