using Roost.Simulation.House;
using Roost.Simulation.Numbers;

namespace Roost.Simulation.Flock;

/// <summary>What one bird gives off at this moment, W.</summary>
/// <param name="Total">Made in the body.</param>
/// <param name="Sensible">Given to the air as warmth.</param>
/// <param name="Latent">Given to the air as vapour from breath and skin; droppings dry in the litter.</param>
internal readonly record struct BirdHeat(double Total, double Sensible, double Latent)
{
    /// <summary>Usual core temperature.</summary>
    public const double NormalCelsius = 41.2;

    /// <summary>
    /// Heat of a bird. Source: CIGR, 4th report of the working group on climatization of animal houses, 2002 (total heat −2 % for each kelvin
    /// above 20 °C; sensible heat at house level). What of the latent heat droppings take up in the litter, and how near saturation the
    /// breath can no longer take water along, is the project's own: humid, still air above 34 °C lets a bird of 2.3 kg warm by 3 °C an hour.
    /// </summary>
    /// <param name="wattsAt20">Total heat at 20 °C, by kind, weight and activity.</param>
    /// <param name="lays">Hens: another split into sensible and latent.</param>
    /// <param name="airCelsius">Air around the bird.</param>
    /// <param name="vapourPascals">Water in that air.</param>
    /// <param name="airMetersPerSecond">Wind on the bird; above 0.2 m/s it cools as Bjerg et al. 2018 have it.</param>
    /// <param name="bodyCelsius">Core temperature.</param>
    public static BirdHeat Of(
        double wattsAt20, bool lays, double airCelsius, double vapourPascals, double airMetersPerSecond, double bodyCelsius)
    {
        var felt = airCelsius - (0.15 * Math.Max(0, 41 - airCelsius) * Math.Clamp(airMetersPerSecond - 0.2, 0, 2.5));
        var warmer = 20 - felt;
        var total = wattsAt20 * Math.Max(0.3, 1 + (0.02 * (20 - airCelsius)));
        var square = felt * felt;
        var share = lays
            ? (0.67 * (1 + (0.02 * warmer))) - (9.8e-11 * square * square * square)
            : (0.61 * (1 + (0.02 * warmer))) - (0.000228 * square);
        var houseSensible = Math.Min(total, wattsAt20 * Math.Max(0, share));
        var houseLatent = total - houseSensible;

        // From droppings comes a quarter at comfort and a tenth when the bird pants. Their water dries in the litter and takes its heat there.
        var droppings = houseLatent * Math.Clamp(0.25 - (0.02 * (airCelsius - 25)), 0.1, 0.25);
        var warmBody = bodyCelsius - NormalCelsius;
        var sensible = houseSensible + droppings;
        sensible *= Math.Clamp((bodyCelsius - airCelsius) / Math.Max(1, NormalCelsius - airCelsius), 0, 2);
        sensible -= 0.03 * wattsAt20 * Math.Max(0, airCelsius - NormalCelsius);
        var wanted = houseLatent - droppings + (0.25 * wattsAt20 * Math.Max(0, warmBody)) - (0.1 * wattsAt20 * Math.Max(0, -warmBody));

        // Breath leaves at 37.5 °C and 6,450 Pa; at 35 °C and 50 % a grown bird can give off three quarters of its heat at 20 °C.
        var most = 0.75 * wattsAt20 * Math.Max(0, 6450 - vapourPascals) / (6450 - 2810);
        return new(total, sensible, Math.Clamp(wanted, 0, most));
    }

    /// <summary>
    /// The temperature that birds feel. Source: Bjerg, Wang et al. 2018 (doi 10.5772/intechopen.72821), fitted to the weight gain of broilers:
    /// the air's own at 50 % and 0.2 m/s.
    /// </summary>
    public static double EffectiveCelsius(double airCelsius, double ratio, double airMetersPerSecond) =>
        (0.794 * airCelsius) + (0.25 * MoistAir.WetBulbCelsius(airCelsius, ratio)) + 0.70
        - (0.15 * (41 - airCelsius) * (Math.Max(0.2, airMetersPerSecond) - 0.2));

    /// <summary>Total heat of a bird at 20 °C: by the ¾ power of its weight; a hen's egg of a day adds 25 W for each kg (CIGR 2002).</summary>
    public static double WattsAt20(BirdKind kind, double grams, double eggGramsPerDay) =>
        (kind.HeatWatts * PortableMath.ThreeQuarterPower(grams / 1000)) + (0.025 * eggGramsPerDay);

    /// <summary>
    /// Carbon dioxide, m³/s: 0.170 m³/h for each kW of total heat below 0.5 kg, 0.180 above. Source: Pedersen et al. 2008.
    /// </summary>
    public static double CarbonDioxideCubicMetersPerSecond(double totalWatts, double grams) =>
        totalWatts / 1000 * (grams < 500 ? 0.170 : 0.180) / 3600;
}
