using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Roost.Cloud.Store;
using Roost.Cloud.Store.DuckDb;
using Roost.Domain.Readings;

namespace Roost.Benchmarks;

/// <summary>
/// A year of coops with 30 series each at a reading a minute, made up as slow curves with noise to a tenth: how long it takes to store and to sum
/// up, how large it is, and how long charts take, for one coop and, to see whether they slow down, for more.
/// </summary>
internal static class StoreBenchmark
{
    public const int Series = 30;
    private const int Rounds = 9;
    private const int PointsOfChart = 600;
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(int coops, int days, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("roost-bench-").FullName;
        try
        {
            var options = Options.Create(new StoreOptions { Directory = folder });
            var readings = (long)coops * days * 24 * 60 * Series;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{coops} coops, {days} days, {Series} series each, a reading a minute: {readings:N0} readings."));
            using (var store = new DuckDbTelemetryStore(options, TimeProvider.System, NullLogger<DuckDbTelemetryStore>.Instance))
            {
                await store.StartAsync(cancellationToken);
                var filling = await TimeAsync(() => FillAsync(store, coops, days, cancellationToken));
                Say("stored", filling, $"{readings / filling.TotalSeconds:N0} readings/s");
                var dirty = await TimeAsync(() => ChartAsync(store, 0, 30, days, cancellationToken));
                Say("30-day chart before any hour is summed up", dirty, "");
                var mending = await TimeAsync(() => store.MendAsync(cancellationToken));
                Say("minutes and hours made", mending, $"{readings / mending.TotalSeconds:N0} readings/s");
                await store.StopAsync(cancellationToken);
            }

            var bytes = new FileInfo(Path.Combine(folder, DuckDbFile.Name)).Length;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"size: {bytes / 1e6:N1} MB, {bytes / (double)readings:0.00} bytes a reading, minutes and hours included"));
            using (var store = new DuckDbTelemetryStore(options, TimeProvider.System, NullLogger<DuckDbTelemetryStore>.Instance))
            {
                var opening = await TimeAsync(() => store.StartAsync(cancellationToken));
                Say("opened", opening, "");
                foreach (var length in new[] { 1, 7, 30, 42, 365 }.Where(length => length <= days))
                {
                    await MeasureAsync($"{length}-day chart, {PointsOfChart} points", () => ChartAsync(store, 0, length, days, cancellationToken));
                }

                await MeasureAsync("6 series × 42 days", async () =>
                {
                    for (var series = 0; series < 6; series++)
                    {
                        await ChartAsync(store, series, Math.Min(42, days), days, cancellationToken);
                    }
                });
                await store.TrimAsync(Start.AddDays(days), cancellationToken);
                await store.StopAsync(cancellationToken);
            }

            var trimmed = new FileInfo(Path.Combine(folder, DuckDbFile.Name)).Length;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"size after readings older than 90 days went: {trimmed / 1e6:N1} MB of file"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static async Task FillAsync(ITelemetryStore store, int coops, int days, CancellationToken cancellationToken)
    {
        var places = Enumerable.Range(0, Series).Select(series => $"place-{series}").ToArray();
        var random = new Random(1);
        var number = 0UL;
        for (var minute = 0; minute < days * 24 * 60; minute++)
        {
            var at = Start.AddMinutes(minute).AddMilliseconds(random.Next(1_000));
            number++;
            for (var coop = 0; coop < coops; coop++)
            {
                var readings = new Reading[Series];
                for (var series = 0; series < Series; series++)
                {
                    var value = Math.Round(20 + series + (5 * Math.Sin((minute / 229.0) + series)) + (random.NextDouble() / 2), 1);
                    readings[series] = new Reading(Quantity.Temperature, places[series], at, value, Quality.Good);
                }

                await store.AppendAsync(new ReadingBatch("farm", $"agent-{coop}", $"coop-{coop}", number, readings), cancellationToken);
            }
        }

        await store.FlushAsync(cancellationToken);
    }

    public static Task<SeriesAnswer> ChartAsync(ITelemetryStore store, int series, int length, int days, CancellationToken cancellationToken)
    {
        var end = Start.AddDays(days);
        return store.SeriesAsync(
            new("farm", "coop-0", Quantity.Temperature, $"place-{series}", end.AddDays(-length), end, PointsOfChart), cancellationToken);
    }

    public static async Task MeasureAsync(string what, Func<Task> work)
    {
        var cold = await TimeAsync(work);
        var warm = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++)
        {
            warm.Add(await TimeAsync(work));
        }

        warm.Sort();
        Say(what, warm[Rounds / 2], string.Create(CultureInfo.InvariantCulture, $"median of {Rounds}; the first {cold.TotalMilliseconds:N0} ms"));
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed;
    }

    private static void Say(string what, TimeSpan took, string more) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {took.TotalMilliseconds:N0} ms{(more.Length > 0 ? ", " : "")}{more}"));
}
