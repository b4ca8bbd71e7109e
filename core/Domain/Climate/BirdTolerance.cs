using Roost.Domain.Breeds;

namespace Roost.Domain.Climate;

/// <summary>Temperatures of still air that birds do not survive for long.</summary>
public static class BirdTolerance
{
    /// <summary>
    /// Above it birds begin to die within 20 to 30 minutes, °C: 36 °C for birds of 1 kg and more (University of Kentucky, "Poultry production manual",
    /// chapter 7), more for lighter ones, up to 41 °C for a chick of a day (the project's own).
    /// </summary>
    public static double HighestCelsius(BreedStandard breed, double ageDays) => 41 - (5 * Math.Min(1, breed.WeightGrams(ageDays) / 1000));

    /// <summary>
    /// How far below the set-point chilled birds begin to die, K: 8 K for chicks that can't keep themselves warm, 20 K for feathered birds (the project's
    /// own, after the brooding chapters of Aviagen's Ross broiler handbook 2025).
    /// </summary>
    public static double KelvinBelowSetPoint(double ageDays) => 8 + (12 * Math.Clamp((ageDays - 7) / 21, 0, 1));
}
