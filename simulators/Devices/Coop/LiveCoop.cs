using Roost.Simulation;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Coop;

/// <summary>
/// A scenario that is played in time with a clock: everything that stands behind a wire looks at it. Stepped by one caller; what it shows
/// may be read by many.
/// </summary>
internal sealed class LiveCoop
{
    private readonly CoopSimulation coop;
    private volatile SensorReadings readings;

    /// <summary>Begins a scenario and plays what the screens are to find already done.</summary>
    /// <param name="scenario">The story.</param>
    /// <param name="played">How much of it has passed.</param>
    /// <param name="cancellationToken">Ends the playing.</param>
    public LiveCoop(Scenario scenario, TimeSpan played, CancellationToken cancellationToken)
    {
        coop = scenario.Begin();
        End = coop.Now + scenario.Length;
        AdvanceTo(coop.Now + played, cancellationToken);
        readings = Observe();
    }

    /// <summary>Where the scenario ends, in its own time.</summary>
    public DateTimeOffset End { get; }

    /// <summary>The scenario's moment.</summary>
    public DateTimeOffset Now => coop.Now;

    /// <summary>What its sensors show.</summary>
    public SensorReadings Readings => readings;

    /// <summary>How it really is.</summary>
    public CoopFigures Truth => coop.Truth;

    /// <summary>Plays on to a moment; does nothing when it is there already.</summary>
    public void AdvanceTo(DateTimeOffset when, CancellationToken cancellationToken)
    {
        var moved = false;
        while (coop.Now + CoopSimulation.StepLength <= when)
        {
            cancellationToken.ThrowIfCancellationRequested();
            coop.Step();
            moved = true;
        }

        if (moved)
        {
            readings = Observe();
        }
    }

    private SensorReadings Observe()
    {
        var seen = new SensorReading[coop.SensorPlans.Count];
        for (var index = 0; index < seen.Length; index++)
        {
            var value = coop.Sensors[index];
            seen[index] = new(coop.SensorPlans[index], double.IsFinite(value) ? value : null);
        }

        return new(coop.Now, seen);
    }
}
