using Roost.Simulation;

namespace Roost.Simulators.Scenarios;

/// <summary>A scenario played to its end, kept at even steps for charts and tables.</summary>
/// <param name="Scenario">What was played.</param>
/// <param name="Step">Between two points.</param>
/// <param name="Points">The truth at each, oldest first.</param>
internal sealed record ScenarioTrace(Scenario Scenario, TimeSpan Step, IReadOnlyList<TracePoint> Points)
{
    private const int MostPoints = 1500;

    /// <summary>Plays a scenario as fast as it goes.</summary>
    public static ScenarioTrace Play(Scenario scenario, CancellationToken cancellationToken)
    {
        var coop = scenario.Begin();
        var end = coop.Now + scenario.Length;
        var step = StepOf(scenario.Length);
        List<TracePoint> points = [new(coop.Now, coop.Truth)];
        while (coop.Now < end)
        {
            coop.Step();
            if ((coop.Now - points[0].Time).Ticks % step.Ticks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                points.Add(new(coop.Now, coop.Truth));
            }
        }

        return new(scenario, step, points);
    }

    // Whole minutes that divide an hour: what happens in minutes must show in scenarios of days.
    private static TimeSpan StepOf(TimeSpan length) => new[] { 1, 2, 5, 10, 15, 20, 30, 60 }
        .Select(minutes => TimeSpan.FromMinutes(minutes))
        .FirstOrDefault(step => length / step <= MostPoints, TimeSpan.FromHours(2));
}

/// <summary>The house at one moment of a trace.</summary>
internal readonly record struct TracePoint(DateTimeOffset Time, CoopFigures Figures);
