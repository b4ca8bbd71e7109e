using Roost.Simulation;

namespace Roost.Simulators.Scenarios;

/// <summary>
/// Means of what goes up and down with the fans' five-minute cycle. A chart that looks at timer fans now and then would show a beat between
/// its own step and theirs, and none of what they move.
/// </summary>
/// <param name="window">How far back a mean goes: whole cycles.</param>
internal sealed class CycleMeans(TimeSpan window)
{
    private readonly Queue<CoopFigures> figures = new();
    private readonly int most = (int)(window / CoopSimulation.StepLength);

    /// <summary>Takes the figures of a step in.</summary>
    public void Add(CoopFigures step)
    {
        if (figures.Count == most)
        {
            figures.Dequeue();
        }

        figures.Enqueue(step);
    }

    /// <summary>Figures with the means of the window that ends with them; at least one step must have been taken in.</summary>
    public CoopFigures Of(CoopFigures now) => now with
    {
        FanSpeedPercent = figures.Average(step => step.FanSpeedPercent),
        HeaterPercent = figures.Average(step => step.HeaterPercent),
        PadsWetPercent = figures.Average(step => step.PadsWetPercent),
        VentilationCubicMetersPerHour = figures.Average(step => step.VentilationCubicMetersPerHour),
        StaticPressurePascals = figures.Average(step => step.StaticPressurePascals),
        CarbonDioxidePpm = figures.Average(step => step.CarbonDioxidePpm),
    };
}
