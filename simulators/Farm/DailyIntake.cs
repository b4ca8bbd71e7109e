namespace Roost.Simulation;

/// <summary>
/// How birds spread a day's feed over its hours: next to nothing in the dark, most in the first hour of light and again before the
/// light goes. The weights are the project's own; the shape is that of houses with a dark block of 6 h.
/// </summary>
public static class DailyIntake
{
    private const double DarkWeight = 0.02;
    private const double LightWeight = 1;
    private const double FirstHourWeight = 2;
    private const double LastHourWeight = 1.5;

    /// <summary>Share of a day's intake that is eaten in an hour at this speed, by the hour of the day.</summary>
    public static double ShareOfHour(double hour, LightProgramme light)
    {
        var (on, off) = (light.OnHour, light.OffHour);
        var weight = hour < on || hour >= off ? DarkWeight : hour < on + 1 ? FirstHourWeight : hour >= off - 1 ? LastHourWeight : LightWeight;
        return weight / Sum(24, light);
    }

    /// <summary>What birds eat in the dark, as a share of what they eat in the light.</summary>
    public const double DarkShare = DarkWeight / LightWeight;

    private static double Sum(double hour, LightProgramme light)
    {
        var (on, off) = (light.OnHour, light.OffHour);
        return Part(hour, 0, on, DarkWeight) + Part(hour, on, on + 1, FirstHourWeight) + Part(hour, on + 1, off - 1, LightWeight)
            + Part(hour, off - 1, off, LastHourWeight) + Part(hour, off, 24, DarkWeight);
    }

    private static double Part(double hour, double from, double to, double weight) =>
        weight * Math.Clamp(hour - from, 0, to - from);
}
