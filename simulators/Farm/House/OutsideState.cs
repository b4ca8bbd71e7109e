namespace Roost.Simulation.House;

/// <summary>The air outside a house at one moment.</summary>
internal readonly record struct OutsideState(
    double Celsius, double Ratio, double WetBulbCelsius, double HumidityPercent, double SunWattsPerSquareMeter)
{
    /// <summary>420 ppm, as m³/m³.</summary>
    public const double CarbonDioxide = 420e-6;
}
