using Roost.Simulation;
using Roost.Simulation.Sensors;

namespace Roost.Simulators.Scenarios;

/// <summary>A scenario played to its end, kept at even steps for charts and tables.</summary>
/// <param name="Scenario">What was played.</param>
/// <param name="Step">Between two points.</param>
/// <param name="Sensors">What the house's sensors are.</param>
/// <param name="Points">Truth and sensors at each, oldest first.</param>
internal sealed record ScenarioTrace(Scenario Scenario, TimeSpan Step, IReadOnlyList<SensorPlan> Sensors, IReadOnlyList<TracePoint> Points)
{
    private const int MostPoints = 1500;

    private static readonly TimeSpan FanCycle = TimeSpan.FromMinutes(5);

    // Divisors of an hour: what happens in minutes must show in scenarios of days.
    private static readonly int[] StepMinutes = [1, 2, 5, 10, 15, 20, 30, 60];

    /// <summary>Plays a scenario as fast as it goes.</summary>
    public static ScenarioTrace Play(Scenario scenario, CancellationToken cancellationToken)
    {
        var coop = scenario.Begin();
        var end = coop.Now + scenario.Length;
        var step = StepOf(scenario.Length);
        List<TracePoint> points = [new(coop.Now, coop.Truth, coop.Sensors.ToArray())];
        var cycle = new CycleMeans(step > FanCycle ? step : FanCycle);
        while (coop.Now < end)
        {
            coop.Step();
            var truth = coop.Truth;
            cycle.Add(truth);
            if ((coop.Now - points[0].Time).Ticks % step.Ticks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                points.Add(new(coop.Now, cycle.Of(truth), coop.Sensors.ToArray()));
            }
        }

        return new(scenario, step, coop.SensorPlans, points);
    }

    private static TimeSpan StepOf(TimeSpan length) => StepMinutes
        .Select(minutes => TimeSpan.FromMinutes(minutes))
        .FirstOrDefault(step => length / step <= MostPoints, TimeSpan.FromHours(2));
}

/// <summary>The house at one moment of a trace.</summary>
/// <param name="Time">When.</param>
/// <param name="Figures">How it really is; of what goes by the fans' five-minute cycle, the mean of the last cycles.</param>
/// <param name="Shown">What each sensor shows; NaN for nothing.</param>
internal readonly record struct TracePoint(DateTimeOffset Time, CoopFigures Figures, IReadOnlyList<double> Shown);
