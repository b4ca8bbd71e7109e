using System.Diagnostics;
using System.Globalization;
using Roost.Cloud.Store;
using Roost.Cloud.Tests.Harness;
using Roost.Cloud.Tests.Store.Influx;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store;

[TestFixture(StoreKind.DuckDb)]
[TestFixture(StoreKind.Influx)]
[CancelAfter(120_000)]
internal sealed class KillTests(StoreKind kind)
{
    private const int Kills = 3;
    private const int SentAgain = 20;

    [Test]
    public async Task A_store_that_is_killed_at_any_moment_holds_all_it_acknowledged_and_its_sums_are_right(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(5);
        var acknowledged = 0UL;
        string[] place = kind == StoreKind.Influx ? [folder.Path, (await SharedInflux.GetAsync(cancellationToken)).Url.ToString(), SharedInflux.NewDatabase()] : [folder.Path];
        for (var kill = 0; kill < Kills; kill++)
        {
            acknowledged = await KillAsync(place, acknowledged, random.Next(30, 150), cancellationToken);
            await using var open = await OpenStore.AtAsync(StoreToKill.OptionsOf(place), owned: false, cancellationToken);
            var store = open.Store;

            // As its agent does, which sends again what was not acknowledged; there can't be as many.
            for (var number = 0; number < SentAgain; number++)
            {
                await store.AppendAsync(StoreToKill.Batch(++acknowledged), cancellationToken);
            }

            await store.FlushAsync(cancellationToken);
            await CheckAsync(store, acknowledged, cancellationToken);
            if (kill % 2 == 0)
            {
                await store.TrimAsync(StoreToKill.TimeOf(acknowledged), cancellationToken);
                await CheckAsync(store, acknowledged, cancellationToken);
            }
        }

        await TestContext.Out.WriteLineAsync($"Measured: {Kills} kills in {acknowledged} batches while hours were summed up, old readings removed and checkpoints made: none lost, none twice");
    }

    /// <summary>Runs the process until it has acknowledged some more batches, and kills it; the answer is what it acknowledged.</summary>
    private static async Task<ulong> KillAsync(string[] place, ulong acknowledged, int more, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(StoreToKill).Assembly.Location, $"{acknowledged + 1}", .. place])
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

    private static async Task CheckAsync(ITelemetryStore store, ulong acknowledged, CancellationToken cancellationToken)
    {
        var end = StoreToKill.TimeOf(acknowledged + 5_000);
        var hours = await store.SeriesAsync(OpenStore.Query(5_000, OpenStore.Noon, OpenStore.Noon.AddHours(5_000)) with { Steps = [.. Enumerable.Range(0, 5_001).Select(hour => OpenStore.Noon.AddHours(hour))] }, cancellationToken);
        Assert.That(end, Is.LessThan(OpenStore.Noon.AddHours(5_000)), "the period holds all");
        var total = hours.Readings.Sum();
        var stored = (ulong)total / StoreToKill.ReadingsInBatch;
        Assert.That(total % StoreToKill.ReadingsInBatch, Is.Zero, "whole batches");
        Assert.That(stored, Is.EqualTo(acknowledged));

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
