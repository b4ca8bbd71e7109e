using System.Globalization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Packs;
using Roost.Domain.Readings;
using Roost.Simulation;
using Roost.Simulation.Flock;

namespace Roost.Benchmarks;

/// <summary>
/// Readings that one core judges in a second: a day of a simulated broiler house's sensors at 10 s, sensor noise and all, through the shipped
/// broiler pack with every window full; beside what only going through the same readings costs. One operation is one reading.
/// </summary>
[MemoryDiagnoser]
public class AlarmBenchmark
{
    private const int StepsOfDay = 8640;
    private const int AgeDays = 24;
    private const int WarmUpDays = 4;

    private readonly List<Verdict> said = [];
    private Reading[] day = [];
    private CoopEvaluation evaluation = null!;
    private int days;

    /// <summary>How many readings an invocation judges; known only when the house is.</summary>
    internal static int ReadingsOfDay { get; } = StepsOfDay * Simulated().SensorPlans.Count;

    internal static int Run()
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(2).WithIterationCount(9))
            .AddColumn(TargetMethodColumn.Method, StatisticColumn.Median, StatisticColumn.Min, StatisticColumn.Max)
            .AddColumnProvider(DefaultColumnProviders.Metrics)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(ConsoleLogger.Default)
            .WithOptions(ConfigOptions.DisableLogFile);
        var summary = BenchmarkRunner.Run<AlarmBenchmark>(config);
        foreach (var report in summary.Reports)
        {
            var seconds = report.ResultStatistics!.Median / 1e9;
            var bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{report.BenchmarkCase.Descriptor.WorkloadMethod.Name,-12} median {ReadingsOfDay / seconds,12:N0} readings/s, {bytes / (double)ReadingsOfDay:0.000} bytes a reading"));
        }

        return 0;
    }

    [GlobalSetup]
    public void Fill()
    {
        var coop = Simulated();
        var readings = new List<Reading>(ReadingsOfDay);
        var order = coop.SensorPlans.Index().OrderBy(each => each.Item.Quantity).ThenBy(each => each.Item.Place, StringComparer.Ordinal).ToArray();
        for (var step = 0; step < StepsOfDay; step++)
        {
            coop.Step();
            foreach (var (index, plan) in order)
            {
                var value = coop.Sensors[index];
                readings.Add(new(plan.Quantity, plan.Place, coop.Now, double.IsNaN(value) ? null : value, coop.Qualities[index]));
            }
        }

        day = [.. readings];
        evaluation = new CoopEvaluation(RulePacks.Broiler, new(
            "coop-1", coop.Setup.TimeZone, coop.Setup.Flock.Kind.Standard, coop.Setup.Flock.PlacedOn, (int)coop.Setup.Flock.Birds, []));
        for (days = 0; days < WarmUpDays;)
        {
            Judge();
        }

        said.Clear();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{RulePacks.Broiler.Rules.Count} rules, {coop.SensorPlans.Count} series, {evaluation.Save().Length:N0} bytes saved"));
    }

    [Benchmark(Baseline = true)]
    public long GoThrough()
    {
        var (later, sum) = (TimeSpan.FromDays(days++), 0L);
        foreach (ref readonly var reading in day.AsSpan())
        {
            sum += (reading with { TakenAt = reading.TakenAt + later }).TakenAt.Ticks;
        }

        return sum;
    }

    [Benchmark]
    public int Judge()
    {
        var later = TimeSpan.FromDays(days++);
        foreach (ref readonly var reading in day.AsSpan())
        {
            evaluation.Step(reading with { TakenAt = reading.TakenAt + later });
        }

        evaluation.Drain(said);
        return said.Count;
    }

    private static CoopSimulation Simulated() =>
        new(
            new CoopSetup
            {
                Flock = new FlockSetup(BirdKind.Ross308, 20_000, new DateOnly(2025, 4, 10)) { AgeAtStartDays = AgeDays },
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
                Seed = 1,
            },
            []);
}
