using System.Diagnostics;
using System.Globalization;
using Roost.Cloud.Store.DuckDb;
using Roost.Cloud.Tests.Harness;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store;

[CancelAfter(120_000)]
internal sealed class KillTests
{
    private const int Kills = 3;

    [Test]
    public async Task A_store_that_is_killed_at_any_moment_holds_all_it_acknowledged_and_its_sums_are_right(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(5);
        var acknowledged = 0UL;
        for (var kill = 0; kill < Kills; kill++)
        {
            acknowledged = await KillAsync(folder.Path, acknowledged, random.Next(30, 150), cancellationToken);
            using var store = StoreToKill.New(folder.Path);
            await store.StartAsync(cancellationToken);
            await CheckAsync(store, acknowledged, cancellationToken);
            if (kill % 2 == 0)
            {
                await store.TrimAsync(StoreToKill.TimeOf(acknowledged), cancellationToken);
                await CheckAsync(store, acknowledged, cancellationToken);
            }

            await store.StopAsync(cancellationToken);
        }

        await TestContext.Out.WriteLineAsync($"Measured: {Kills} kills in {acknowledged} batches while hours were summed up, old readings removed and checkpoints made: none lost, none twice");
    }

    /// <summary>Runs the process until it has acknowledged some more batches, and kills it; the answer is what it acknowledged.</summary>
    private static async Task<ulong> KillAsync(string directory, ulong acknowledged, int more, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(StoreToKill).Assembly.Location, directory, $"{acknowledged + 1}"])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            var until = acknowledged + (ulong)more;
            while (acknowledged < until && await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                acknowledged = Math.Max(acknowledged, ulong.Parse(line, CultureInfo.InvariantCulture));
            }

            Assert.That(acknowledged, Is.GreaterThanOrEqualTo(until), "the process ended by itself");
        }
        finally
        {
            process.Kill();
        }

        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            // The last line may be cut off; what is cut off says less.
            acknowledged = ulong.TryParse(line, CultureInfo.InvariantCulture, out var number) ? Math.Max(acknowledged, number) : acknowledged;
        }

        await process.WaitForExitAsync(cancellationToken);
        return acknowledged;
    }

    private static async Task CheckAsync(DuckDbTelemetryStore store, ulong acknowledged, CancellationToken cancellationToken)
    {
        var end = StoreToKill.TimeOf(acknowledged + 5_000);
        var hours = await store.SeriesAsync(OpenStore.Query(5_000, OpenStore.Noon, OpenStore.Noon.AddHours(5_000)) with { Steps = [.. Enumerable.Range(0, 5_001).Select(hour => OpenStore.Noon.AddHours(hour))] }, cancellationToken);
        Assert.That(end, Is.LessThan(OpenStore.Noon.AddHours(5_000)), "the period holds all");
        var total = hours.Readings.Sum();
        var stored = (ulong)total / StoreToKill.ReadingsInBatch;
        Assert.That(total % StoreToKill.ReadingsInBatch, Is.Zero, "whole batches");
        Assert.That(stored, Is.GreaterThanOrEqualTo(acknowledged));

        var readings = new List<Reading>();
        for (var number = 1UL; number <= stored; number++)
        {
            readings.AddRange(StoreToKill.Batch(number).Readings);
        }

        var expected = readings.GroupBy(reading => reading.TakenAt.ToUnixTimeSeconds() / 3_600 * 3_600).OrderBy(hour => hour.Key).ToList();
        var rows = Enumerable.Range(0, hours.Times.Count).Where(row => hours.Readings[row] > 0).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => hours.Times[row]), Is.EqualTo(expected.Select(hour => hour.Key)));
            Assert.That(rows.Select(row => hours.Readings[row]), Is.EqualTo(expected.Select(hour => hour.Count())));
            Assert.That(rows.Select(row => hours.Mean[row]), Is.EqualTo(expected.Select(hour => hour.Average(reading => reading.Value))).Within(1e-9));
            Assert.That(rows.Select(row => hours.Maximum[row]), Is.EqualTo(expected.Select(hour => hour.Max(reading => reading.Value))));
            Assert.That(rows.Select(row => hours.Good[row]), Is.EqualTo(expected.Select(hour => hour.Average(reading => reading.Quality == Quality.Good ? 1.0 : 0))).Within(1e-9));
        }
    }
}
