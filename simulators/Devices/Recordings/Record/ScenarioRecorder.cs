using Roost.Alarms.Packs;
using Roost.Domain.Readings;
using Roost.Simulators.Recordings.Parts;
using Roost.Simulators.Scenarios;
using Roost.Simulators.Score;

namespace Roost.Simulators.Recordings.Record;

/// <summary>
/// Records what the sensors of a simulated coop show, as fast as it goes and without anything in between, with the alarms that the shipped rules make of
/// it, the rules and the flock.
/// </summary>
/// <param name="scenario">The coop's story.</param>
/// <param name="coop">The coop's name in the recording.</param>
/// <param name="every">Time between two readings of a sensor.</param>
internal sealed class ScenarioRecorder(Scenario scenario, string coop, TimeSpan every)
{
    /// <summary>What a recording of sensors can't hold of the scenario, one sentence each.</summary>
    public IReadOnlyList<string> Notes =>
    [
        .. scenario.Events
            .Where(each => each.Event is NetworkOutage or AgentClockWrong or CameraTrouble)
            .Select(each => $"The scenario's {each.What} happens on the way to the cloud, which is not recorded."),
    ];

    /// <summary>Plays the scenario to its end; returns the period that was recorded, its end outside.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Record(RecordingWriter writer, CancellationToken cancellationToken)
    {
        var simulation = scenario.Begin();
        var (from, end) = (simulation.Now, simulation.Now + scenario.Length);
        var flock = scenario.Setup.Flock;
        var pack = ScoreRun.PackOf(flock.Kind);

        // As a cloud judges the coop that is told its pack and its flock.
        var judge = new RecordingJudge(name => new(pack, new(name, scenario.Setup.TimeZone, RulePacks.BreedOf(pack.Name), flock.PlacedOn, flock.Birds, [])));
        string[] quantities = [.. simulation.SensorPlans.Select(plan => QuantityFacts.Of(plan.Quantity).Name)];
        while (simulation.Now < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var sensor = 0; sensor < quantities.Length; sensor++)
            {
                var (value, quality) = (simulation.Sensors[sensor], simulation.Qualities[sensor]);
                RecordedReading reading = new(
                    coop, quantities[sensor], simulation.SensorPlans[sensor].Place, simulation.Now, double.IsFinite(value) ? value : null, quality,
                    quality switch
                    {
                        Quality.Good => null,
                        Quality.Uncertain => "The sensor is at the end of its range.",
                        _ => "The sensor shows nothing.",
                    });
                writer.Add(reading);
                judge.Take(reading.Normal());
            }

            simulation.RunTo(simulation.Now + every);
        }

        AlarmsPart.Write(writer, judge.Finish(), end);
        RulesPart.Write(writer, new Dictionary<string, string> { [coop] = pack.Name }, []);
        FlocksPart.Write(writer, [new(coop, flock.Kind.Name, flock.PlacedOn, flock.Birds, [])]);
        return (from, end);
    }
}
