using Roost.Simulation.House;

namespace Roost.Simulation.Tests.Flock;

/// <summary>
/// What humidity a house can have at its temperature and the air outside, from a steady balance by hand: heat and water of broilers after CIGR
/// 2002, <c>w = w_outside + water / air</c>, and the air from <c>heat = (UA + 0.335·V)·(T − T_outside)</c>.
/// </summary>
internal readonly record struct HumidityByHand
{
    public HumidityByHand(IReadOnlyList<CoopFigures> hour, HouseSetup house)
    {
        var inside = hour.Average(figures => (figures.FrontTemperatureCelsius + figures.MiddleTemperatureCelsius + figures.RearTemperatureCelsius) / 3);
        var outside = hour.Average(figures => figures.OutsideTemperatureCelsius);
        var brought = hour.Average(figures => Ratio(Saturation(figures.OutsideTemperatureCelsius) * figures.OutsideRelativeHumidityPercent / 100));
        var power = hour[0].Birds * Math.Pow(hour[0].BirdWeightGrams / 1000, 0.75);
        var total = 10.62 * power * (1 + (0.02 * (20 - inside)));
        var sensible = 10.62 * power * ((0.61 * (1 + (0.02 * (20 - inside)))) - (0.000228 * inside * inside));
        var lamps = hour.Average(figures => figures.IlluminanceLux > 0 ? house.LampWatts : 0);
        var kilogramsPerHour = (total - sensible) * 3600 / 2.45e6;

        // The least air of the Ross handbook, and 0.12 house volumes an hour through gaps; the most at 20 Pa.
        var least = (0.864 * power) + (0.12 * house.VolumeCubicMeters);
        var warmer = inside - outside;
        var side = FlowAt20Pascals(house.SideFans);
        var ofBirds = warmer < 0.3 ? side + FlowAt20Pascals(house.TunnelFans)
            : Math.Min(side + FlowAt20Pascals(house.TunnelFans), (((sensible + lamps) / warmer) - house.WallsWattsPerKelvin) / 0.335);
        var air = Math.Max(least, ofBirds);
        OfBirdsAlonePercent = PercentWith(air);

        // Nobody heats a house that is too warm; the timer drives the sidewall fans.
        var isWarm = inside > hour.Average(figures => figures.TemperatureSetPointCelsius) + 0.5;
        var warmed = ofBirds + (1000 * house.Heaters.Kilowatts / (0.335 * Math.Max(0.3, warmer)));
        WithFansAndHeatersPercent = isWarm ? OfBirdsAlonePercent : PercentWith(Math.Min(Math.Max(side, air), Math.Max(air, warmed)));

        double PercentWith(double cubicMetersPerHour)
        {
            var ratio = brought + (kilogramsPerHour / (1.2 * cubicMetersPerHour));
            return Math.Min(100, 100 * 101_325 * ratio / (0.622 + ratio) / Saturation(inside));
        }
    }

    /// <summary>With the air that takes away the birds' own heat, but never less than they must have: the dampest that it need be, without heating.</summary>
    public double OfBirdsAlonePercent { get; }

    /// <summary>With all the air that heaters and timer fans can give: the driest that it can be at this temperature.</summary>
    public double WithFansAndHeatersPercent { get; }

    private static double Saturation(double celsius) => 611.2 * Math.Exp(17.62 * celsius / (243.12 + celsius));

    private static double Ratio(double pascals) => 0.622 * pascals / (101_325 - pascals);

    private static double FlowAt20Pascals(Machines.FanGroup fans) =>
        fans.Count * fans.Curve.FreeCubicMetersPerHour * Math.Sqrt(1 - (20 / fans.Curve.ShutOffPascals));
}
