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
    private static readonly double[] HoursByWeek = [18, 18, 16, 14, 12, 11, 10, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 10, 11, 12, 13, 14];

    /// <summary>The programme of a flock day; an empty house is dark but for the hours that people clean it.</summary>
    public static LightProgramme Of(int? flockDay) => flockDay switch
    {
        null => new(8, 17, 60),
        < 7 => new(1, 24, 35),
        _ => new(5, 23, 22),
    };

    /// <summary>
    /// The programme of hens on a flock day. Source: Lohmann Brown-Classic cage guide: 24 h at first, 9 h from week 7 to 16, 14 h from week
    /// 21; always off at 20 h. Lux as the guide says: 30, then 5, then 12.
    /// </summary>
    public static LightProgramme OfLayers(int flockDay)
    {
        const double Off = 20;
        var hours = flockDay < 7 ? 18 : HoursByWeek[Math.Min((flockDay / 7) + 1, HoursByWeek.Length - 1)];
        return new(Off - hours, Off, flockDay < 7 ? 30 : flockDay < 17 * 7 ? 6 : 12);
    }

    /// <summary>0 in the dark, 1 in full light, in between while it comes up after on and goes down before off.</summary>
    public double Level(double hour, double rampHours) =>
        Math.Clamp(Math.Min((hour - OnHour) / rampHours, (OffHour - hour) / rampHours), 0, 1);
}
