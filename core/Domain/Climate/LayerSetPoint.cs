namespace Roost.Domain.Climate;

/// <summary>
/// The air temperature that a house of pullets or hens aims at, by their age. Source: Hy-Line Brown and Lohmann Brown-Classic guides (floor rearing;
/// lay at 18 to 25 °C), the middle of their ranges.
/// </summary>
public static class LayerSetPoint
{
    private static readonly double[] CelsiusByWeek = [34, 32, 29, 26.5, 24, 22, 21, 20];

    /// <summary>The set-point of the whole house in °C, between two weeks on a straight line.</summary>
    /// <param name="ageDays">Days since hatch, with fractions.</param>
    public static double TemperatureCelsius(double ageDays)
    {
        var weeks = Math.Clamp(ageDays / 7, 0, CelsiusByWeek.Length - 1);
        var week = Math.Min((int)weeks, CelsiusByWeek.Length - 2);
        return CelsiusByWeek[week] + ((weeks - week) * (CelsiusByWeek[week + 1] - CelsiusByWeek[week]));
    }
}
