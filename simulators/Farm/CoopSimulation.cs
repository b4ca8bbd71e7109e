using Roost.Domain.Readings;
using Roost.Simulation.Events;
using Roost.Simulation.Sensors;

namespace Roost.Simulation;

/// <summary>
/// A coop, stepped: house, flock, machines, controller and sensors act on each other, and what happens to one shows in all. Equal setups
/// and events give equal figures to the last bit. No clock of its own, no I/O; not thread-safe.
/// </summary>
public sealed class CoopSimulation
{
    /// <summary>What one step advances.</summary>
    public static readonly TimeSpan StepLength = TimeSpan.FromSeconds(10);

    private readonly CoopClimate climate;
    private readonly double[] sensors;
    private readonly Quality[] qualities;

    /// <summary>Creates the coop at the farm's midnight of the day that the setup begins with.</summary>
    public CoopSimulation(CoopSetup setup, IReadOnlyList<CoopEvent> events)
    {
        Setup = setup;
        Events = events;
        SensorPlans = setup.Sensors ?? SensorLayout.Of(setup.House);
        var plan = new CoopPlan(setup.Seed, 1, setup.Flock.PlacedOn, setup.TimeZone);
        climate = new(plan);
        var local = setup.Flock.PlacedOn.AddDays(setup.Flock.AgeAtStartDays).ToDateTime(TimeOnly.MinValue);
        Now = new DateTimeOffset(local, setup.TimeZone.GetUtcOffset(local)).ToUniversalTime();
        Truth = climate.At(Now);
        sensors = new double[SensorPlans.Count];
        qualities = new Quality[SensorPlans.Count];
        Array.Fill(qualities, Quality.Good);
    }

    public CoopSetup Setup { get; }

    public IReadOnlyList<CoopEvent> Events { get; }

    /// <summary>What each of <see cref="Sensors"/> is.</summary>
    public IReadOnlyList<SensorPlan> SensorPlans { get; }

    /// <summary>The simulated moment, UTC.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>How it really is, which no sensor says; made anew at each call.</summary>
    public CoopFigures Truth { get; private set; }

    /// <summary>What the sensors show now, in the order of <see cref="SensorPlans"/> and in their quantities' units; NaN for nothing.</summary>
    public ReadOnlySpan<double> Sensors => sensors;

    /// <summary>How far each sensor's own electronics trust the value: bad with NaN, uncertain at the end of a range.</summary>
    public ReadOnlySpan<Quality> Qualities => qualities;

    /// <summary>Advances by <see cref="StepLength"/>.</summary>
    public void Step()
    {
        Now += StepLength;
        Truth = climate.At(Now);
        for (var index = 0; index < sensors.Length; index++)
            sensors[index] = Truth.MiddleTemperatureCelsius;
    }
}
