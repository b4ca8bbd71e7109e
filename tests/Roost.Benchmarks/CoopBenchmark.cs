using System.Diagnostics;
using System.Globalization;
using Roost.Simulation;
using Roost.Simulation.Flock;

namespace Roost.Benchmarks;

/// <summary>
/// What a simulated coop-day costs on one core: physics, flock, controller and all sensors at 10 s, beside what the noise alone of as many
/// readings costs with the system's generator (Box and Muller's normal numbers). In turn, in the same run; the ratio of a pair is the figure.
/// </summary>
internal static class CoopBenchmark
{
    private const int Days = 7;

    public static int Run(int rounds)
    {
        var start = new DateOnly(2026, 5, 1);
        var setup = CoopSetup.BroilerHouse(1, start, BirdKind.Ross308, ageAtStartDays: 24);
        var readings = new CoopSimulation(setup, []).SensorPlans.Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{readings} sensors, {Days} days of 8,640 steps a round; {rounds} rounds after one to warm up."));
        Console.WriteLine("round   noise alone ms/day   coop ms/day   bytes/step   ratio");
        var (days, ratios) = (new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            var noise = Noise(readings);
            var (coop, bytes) = Coop(setup);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(round == 0 ? "warm-up" : round.ToString(CultureInfo.InvariantCulture)),-7} {noise,18:0.00} {coop,13:0.00} {bytes,12:0.0} {coop / noise,7:0.00}"));
            if (round > 0)
            {
                days.Add(coop);
                ratios.Add(coop / noise);
            }
        }

        days.Sort();
        ratios.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"median {days[days.Count / 2]:0.0} ms a coop-day on one core (aim: under 50), {86_400_000 / days[days.Count / 2]:N0} times real time; median ratio {ratios[ratios.Count / 2]:0.00}"));
        return 0;
    }

    private static (double MillisecondsADay, double BytesAStep) Coop(CoopSetup setup)
    {
        var coop = new CoopSimulation(setup, []);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        for (var step = 0; step < Days * 8640; step++)
            coop.Step();

        var elapsed = watch.Elapsed.TotalMilliseconds / Days;
        return (elapsed, (GC.GetAllocatedBytesForCurrentThread() - before) / (Days * 8640.0));
    }

    private static double Noise(int readings)
    {
        var random = new Random(1);
        var shown = new double[readings];
        var watch = Stopwatch.StartNew();
        for (var step = 0; step < Days * 8640; step++)
        {
            for (var index = 0; index < shown.Length; index++)
                shown[index] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        }

        var elapsed = watch.Elapsed.TotalMilliseconds / Days;
        return double.IsNaN(shown[0]) ? double.NaN : elapsed;
    }
}
