using Roost.Domain.Readings;
using Roost.Simulation;
using Roost.Simulation.Sensors;

namespace Roost.Simulators.Scenarios;

/// <summary>A scenario played to its end, kept at even steps for charts and tables.</summary>
/// <param name="Scenario">What was played.</param>
/// <param name="Step">Between two points.</param>
/// <param name="Sensors">What the house's sensors are.</param>
/// <param name="Points">Truth and sensors at each, oldest first.</param>
/// <param name="Pictures">What the camera sees shortly before and after each of its faults begins.</param>
internal sealed record ScenarioTrace(
    Scenario Scenario, TimeSpan Step, IReadOnlyList<SensorPlan> Sensors, IReadOnlyList<TracePoint> Points, IReadOnlyList<TracePicture> Pictures)
{
    private const int MostPoints = 1500;

    // A camera looks every eight minutes.
    private static readonly TimeSpan AroundFault = TimeSpan.FromMinutes(10);

    private static readonly IReadOnlyDictionary<Quantity, double> Unseen = new Dictionary<Quantity, double>();

    private static readonly TimeSpan FanCycle = TimeSpan.FromMinutes(5);

    // Divisors of an hour: what happens in minutes must show in scenarios of days.
    private static readonly int[] StepMinutes = [1, 2, 5, 10, 15, 20, 30, 60];

    /// <summary>Plays a scenario as fast as it goes.</summary>
    public static ScenarioTrace Play(Scenario scenario, CancellationToken cancellationToken)
    {
        var coop = scenario.Begin();
        var end = coop.Now + scenario.Length;
        var step = StepOf(scenario.Length);
        List<TracePoint> points = [new(coop.Now, coop.Truth, coop.Sensors.ToArray(), Unseen)];
        List<TracePicture> pictures = [];
        var cycle = new CycleMeans(step > FanCycle ? step : FanCycle);
        var troubles = coop.Events.OfType<CameraTrouble>().ToList();
        var wanted = new Queue<DateTimeOffset>(troubles.SelectMany(each => new[] { each.From - AroundFault, each.From + AroundFault }).Order());
        using var camera = troubles.Count > 0 ? new ScenarioCamera(coop) : null;
        List<Reading> looked = [];
        var seen = Unseen;
        while (coop.Now < end)
        {
            coop.Step();
            looked.Clear();
            camera?.Take(looked);
            if (looked.Count > 0)
            {
                seen = looked.ToDictionary(reading => reading.Quantity, reading => reading.Value ?? double.NaN);
                if (wanted.TryPeek(out var from) && coop.Now >= from && camera!.Jpeg() is { } jpeg)
                {
                    wanted.Dequeue();
                    pictures.Add(new(coop.Now, jpeg));
                }
            }

            var truth = coop.Truth;
            cycle.Add(truth);
            if ((coop.Now - points[0].Time).Ticks % step.Ticks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                points.Add(new(coop.Now, cycle.Of(truth), coop.Sensors.ToArray(), seen));
            }
        }

        return new(scenario, step, coop.SensorPlans, points, pictures);
    }

    private static TimeSpan StepOf(TimeSpan length) => StepMinutes
        .Select(minutes => TimeSpan.FromMinutes(minutes))
        .FirstOrDefault(step => length / step <= MostPoints, TimeSpan.FromHours(2));
}

/// <summary>The house at one moment of a trace.</summary>
/// <param name="Time">When.</param>
/// <param name="Figures">How it really is; of what goes by the fans' five-minute cycle, the mean of the last cycles.</param>
/// <param name="Shown">What each sensor shows; NaN for nothing.</param>
/// <param name="Seen">What the camera's last picture measures; empty without a camera that has faults.</param>
internal readonly record struct TracePoint(
    DateTimeOffset Time, CoopFigures Figures, IReadOnlyList<double> Shown, IReadOnlyDictionary<Quantity, double> Seen);

/// <summary>A picture of the coop's camera.</summary>
/// <param name="Time">When it was taken.</param>
/// <param name="Jpeg">The picture.</param>
internal readonly record struct TracePicture(DateTimeOffset Time, byte[] Jpeg);
