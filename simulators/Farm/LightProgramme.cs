namespace Roost.Simulation;

/// <summary>
/// When the light is on, in hours of the farm's day. Source: Aviagen's Ross broiler handbook 2025 (23 h light at placement, 4 to 6 h
/// dark from day 7) and Council Directive 2007/43/EC (6 h dark, at least 20 lx).
/// </summary>
/// <param name="OnHour">Lights on.</param>
/// <param name="OffHour">Lights off; later than on.</param>
/// <param name="Lux">Illuminance at bird height while on.</param>
public readonly record struct LightProgramme(double OnHour, double OffHour, double Lux)
{
    /// <summary>The programme of a flock day; an empty house is dark but for the hours that people clean it.</summary>
    public static LightProgramme Of(int? flockDay) => flockDay switch
    {
        null => new(8, 17, 60),
        < 7 => new(1, 24, 35),
        _ => new(5, 23, 22),
    };

    /// <summary>0 in the dark, 1 in full light, in between while it comes up after on and goes down before off.</summary>
    public double Level(double hour, double rampHours) =>
        Math.Clamp(Math.Min((hour - OnHour) / rampHours, (OffHour - hour) / rampHours), 0, 1);
}
