using Roost.Simulation;
using Roost.Simulation.Events;
using Roost.Simulators.House;

namespace Roost.Simulators.Coop;

/// <summary>
/// A coop that is played in time with a clock: everything that stands behind a wire looks at it. Stepped by one caller; what its sensors
/// show may be read by many.
/// </summary>
internal sealed class LiveCoop
{
    private readonly CoopSimulation coop;
    private volatile SensorReadings readings;
    private CoopFigures? truth;

    public LiveCoop(CoopSimulation coop)
    {
        this.coop = coop;
        readings = Observe();
    }

    /// <summary>The coop's moment.</summary>
    public DateTimeOffset Now => coop.Now;

    public double FloorSquareMeters => coop.Setup.House.FloorSquareMeters;

    public ulong Seed => coop.Setup.Seed;

    /// <summary>Whether the house controller has power: without it, it answers nobody.</summary>
    public bool ControllerIsPowered => coop.SensorsArePowered;

    /// <summary>What its sensors show.</summary>
    public SensorReadings Readings => readings;

    /// <summary>How it really is.</summary>
    public CoopFigures Truth => truth ??= coop.Truth;

    /// <summary>What the house controller measures: what a sensor shows, NaN for nothing, and where there is no sensor what it knows itself.</summary>
    public double Measure(HouseRegister register) => readings.Has(register.Quantity, register.Place)
        ? readings.Of(register.Quantity, register.Place) ?? double.NaN
        : register.Figure(Truth);

    /// <summary>The event of a kind that goes on now; null for none.</summary>
    public TEvent? EventNow<TEvent>()
        where TEvent : CoopEvent => coop.Events.OfType<TEvent>().FirstOrDefault(each => each.IsOnAt(coop.Now));

    /// <summary>Plays on to a moment; does nothing when it is there already.</summary>
    public void AdvanceTo(DateTimeOffset when, CancellationToken cancellationToken)
    {
        var moved = false;
        while (coop.Now + CoopSimulation.StepLength <= when)
        {
            cancellationToken.ThrowIfCancellationRequested();
            coop.Step();
            truth = null;
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
