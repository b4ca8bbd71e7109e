using Roost.Simulation.Events;
using Roost.Simulation.Flock;
using Roost.Simulation.Weather;

namespace Roost.Simulation.Tests;

/// <summary>Coops for tests, and ways through their time.</summary>
internal static class Coop
{
    public static readonly DateOnly Spring = new(2026, 3, 1);

    /// <summary>A broiler house in weather that stays as it is.</summary>
    public static CoopSetup Steady(int ageDays, double outsideCelsius = 8, double outsidePercent = 75, ulong seed = 1, BirdKind? kind = null) =>
        CoopSetup.BroilerHouse(seed, Spring, kind, ageDays) with { Weather = WeatherSetup.Steady(outsideCelsius, outsidePercent) };

    /// <summary>The farm's midnight at which a setup begins.</summary>
    public static DateTimeOffset Start(CoopSetup setup) => new CoopSimulation(setup with { StartTime = default }, []).Now;

    public static CoopSimulation Of(CoopSetup setup, params CoopEvent[] events) => new(setup, events);

    public static CoopSimulation After(this CoopSimulation coop, TimeSpan time)
    {
        coop.RunTo(coop.Now + time);
        return coop;
    }

    /// <summary>The truth of every <paramref name="step"/>, from now on for a time; 310 s runs through the phases of the fans' five-minute cycle.</summary>
    public static List<CoopFigures> Every(this CoopSimulation coop, TimeSpan time, int step = 310)
    {
        var figures = new List<CoopFigures>();
        for (var until = coop.Now + time; coop.Now + TimeSpan.FromSeconds(step) <= until;)
            figures.Add(coop.After(TimeSpan.FromSeconds(step)).Truth);
        return figures;
    }

    public static int Sensor(this CoopSimulation coop, string name) =>
        coop.SensorPlans.Index().Single(plan => plan.Item.Name == name).Index;

    public static double Reading(this CoopSimulation coop, string name) => coop.Sensors[coop.Sensor(name)];

    public static void Measured(FormattableString text) => TestContext.Out.WriteLine("Measured: " + FormattableString.Invariant(text));
}
