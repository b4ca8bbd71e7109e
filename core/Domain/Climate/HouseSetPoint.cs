using Roost.Domain.Breeds;

namespace Roost.Domain.Climate;

/// <summary>The air temperature that a house usually aims at for a breed: by age for hens, by weight for all others.</summary>
public static class HouseSetPoint
{
    /// <summary>The set-point in °C.</summary>
    /// <param name="breed">The breed's standard.</param>
    /// <param name="ageDays">Days since placement, with fractions.</param>
    public static double TemperatureCelsius(BreedStandard breed, double ageDays) => breed.Lays
        ? LayerSetPoint.TemperatureCelsius(ageDays)
        : BroilerSetPoint.TemperatureCelsius(breed.WeightGrams(ageDays));
}
