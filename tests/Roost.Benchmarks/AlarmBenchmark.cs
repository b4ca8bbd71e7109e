using System.Diagnostics;
using System.Globalization;
using Roost.Alarms.Evaluation;
using Roost.Domain.Breeds;
using Roost.Domain.Readings;

namespace Roost.Benchmarks;

/// <summary>
/// Readings that one core judges in a second: a broiler house's 34 series at 10 s, with noise, through a pack of about 40 rules, every window
/// full; beside what only making the same readings costs. Measured in the process's own time on its core, for others may use the machine.
/// </summary>
internal static class AlarmBenchmark
{
    private const int StepsOfDay = 8640;

    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly double[] Noise = [.. MakeNoise(new Random(1))];

    public static int Run(int rounds)
    {
        var pack = AlarmBenchmarkPack.Pack;
        var evaluation = new CoopEvaluation(pack, new("coop-1", TimeZoneInfo.Utc, BreedStandard.Ross308, new DateOnly(2026, 4, 1), 20_000, []));
        var said = new List<Verdict>();
        for (var day = 0; day < 3; day++)
        {
            Judge(evaluation, day, said);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{pack.Rules.Count} rules, {AlarmBenchmarkPack.Series.Length} series, {evaluation.Save().Length:N0} bytes saved, {said.Count} verdicts in 3 days to warm up; {rounds} rounds of a day"));
        Console.WriteLine("round   readings/s   without making them   bytes/reading   verdicts");
        var rates = new List<double>();
        for (var round = 1; round <= rounds; round++)
        {
            said.Clear();
            var (making, judging, bytes) = (Measure(() => Judge(null, round, said)).Seconds, 0.0, 0L);
            (judging, bytes) = Measure(() => Judge(evaluation, 2 + round, said));
            var readings = StepsOfDay * (double)AlarmBenchmarkPack.Series.Length;
            rates.Add(readings / judging);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{round,-5} {readings / judging,12:N0} {readings / (judging - making),21:N0} {bytes / readings,15:0.000} {said.Count,10}"));
        }

        rates.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median {rates[rates.Count / 2]:N0} readings/s on one core (aim: 5,000,000)"));
        return 0;
    }

    private static (double Seconds, long Bytes) Measure(Action work)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        work();
        return ((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    private static void Judge(CoopEvaluation? evaluation, int day, List<Verdict> said)
    {
        for (var step = 0; step < StepsOfDay; step++)
        {
            var at = Start.AddDays(day).AddSeconds(10 * step);
            foreach (var (quantity, place, value, spread) in AlarmBenchmarkPack.Series)
            {
                var isCounter = quantity is Quantity.Water or Quantity.Feed;
                var reading = new Reading(quantity, place, at, isCounter ? step * value : value + (spread * Noise[(step + (int)quantity) % Noise.Length]), Quality.Good);
                evaluation?.Step(reading);
            }

            evaluation?.Drain(said);
        }
    }

    private static IEnumerable<double> MakeNoise(Random random) => Enumerable.Range(0, 1021).Select(_ => Math.Round(random.NextDouble() - 0.5, 2));
}
