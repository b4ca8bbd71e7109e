using Roost.Simulation.Events;

namespace Roost.Simulation.Machines;

/// <summary>The drinker lines: what birds get out of those that give water, what leaks, and the meters.</summary>
internal sealed class WaterLines(int lines)
{
    private const double StepHours = 10.0 / 3600;

    /// <summary>How many times the usual peak all lines together can give.</summary>
    private const double Capacity = 2.5;

    /// <summary>Through each line's meter since midnight, L.</summary>
    public double[] Liters { get; } = new double[lines];

    /// <summary>Through the house's meter since midnight, L.</summary>
    public double TotalLiters { get; private set; }

    /// <summary>What the meter runs at, averaged over about ten minutes, L/h.</summary>
    public double LitersPerHour { get; private set; }

    public void StartDay()
    {
        Array.Clear(Liters);
        TotalLiters = 0;
    }

    /// <summary>Gives the birds what they want as far as it goes; returns what they drank, L.</summary>
    public double Step(Disturbances now, double wantedLiters, double usualPeakLitersPerHour)
    {
        var open = 0;
        for (var line = 0; line < Liters.Length; line++)
            open += now.LineBlocked[line] ? 0 : 1;

        var drunk = Math.Min(wantedLiters, Capacity * usualPeakLitersPerHour * StepHours * open / Liters.Length);
        double metered = 0;
        for (var line = 0; line < Liters.Length; line++)
        {
            if (now.LineBlocked[line])
                continue;

            var through = (drunk / open) + (now.LineLeakLitersPerHour[line] * StepHours);
            Liters[line] += through;
            metered += through;
        }

        TotalLiters += metered;
        LitersPerHour += ((metered / StepHours) - LitersPerHour) / 60;
        return open == 0 ? 0 : drunk;
    }
}
