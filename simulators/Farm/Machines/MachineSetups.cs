namespace Roost.Simulation.Machines;

/// <summary>
/// What a fan moves against pressure: <c>Q(p) = Q0·√(1 − p/pmax)</c>. 40,400 m³/h and 90 Pa fit BigDutchman's AirMaster V130 1.0 hp
/// (40,400 at 0 Pa, 36,100 at 20, 33,100 at 30, 29,900 at 40) within 2 %.
/// </summary>
public sealed record FanCurve(double FreeCubicMetersPerHour, double ShutOffPascals);

/// <summary>Fans of one kind.</summary>
/// <param name="Count">How many.</param>
/// <param name="Curve">Of one new fan.</param>
/// <param name="WattsPerThousandCubicMetersPerHour">25 to 53 for fans of this size.</param>
/// <param name="WearPercentPerDay">Air lost to dust and belts: 0.1 % a day is 4 % over a flock (the project's own figure).</param>
public sealed record FanGroup(
    int Count, FanCurve Curve, double WattsPerThousandCubicMetersPerHour = 35, double WearPercentPerDay = 0.1);

/// <summary>Air inlets, as openings that air flows through without contraction (Cd·A).</summary>
/// <param name="SideSquareMeters">All sidewall inlets, fully open.</param>
/// <param name="TunnelSquareMeters">The tunnel inlet at the front, fully open, with its pads.</param>
/// <param name="SecondsToOpen">From shut to open.</param>
public sealed record InletSetup(double SideSquareMeters = 6, double TunnelSquareMeters = 14, double SecondsToOpen = 60);

/// <summary>Evaporative pads.</summary>
/// <param name="Efficiency">Share of the way from dry to wet bulb: 0.70 to 0.85 by design.</param>
/// <param name="SecondsToSoak">Time constant of getting wet and of drying.</param>
public sealed record PadSetup(double Efficiency = 0.75, double SecondsToSoak = 240);

/// <summary>What burns in the heaters, and where its fumes go.</summary>
public enum HeaterFuel
{
    /// <summary>A boiler or flued heater: heat only.</summary>
    Flued = 1,

    /// <summary>0.127 m³ of carbon dioxide and 0.127 kg of water in the house for each kWh (stoichiometry, lower heating value).</summary>
    UnfluedPropane,

    /// <summary>0.110 m³ of carbon dioxide and 0.162 kg of water in the house for each kWh (stoichiometry, lower heating value).</summary>
    UnfluedNaturalGas,
}

/// <summary>One heater in each part of the house.</summary>
/// <param name="Kilowatts">All together. Ross broiler handbook 2025: 0.05 kW for each m³ in hot, 0.075 in temperate, 0.10 in cold climates. 0: none are built in.</param>
/// <param name="Fuel">What burns.</param>
public sealed record HeaterSetup(double Kilowatts = 210, HeaterFuel Fuel = HeaterFuel.Flued);

/// <summary>Feed bin, auger and pans.</summary>
/// <param name="BinKilograms">What the bin holds.</param>
/// <param name="PansKilograms">What pans and pipes hold.</param>
/// <param name="AugerKilogramsPerMinute">What the auger brings while it runs.</param>
public sealed record FeederSetup(double BinKilograms = 18_000, double PansKilograms = 350, double AugerKilogramsPerMinute = 40);
