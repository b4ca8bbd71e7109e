using DuckDB.NET.Data;
using Microsoft.Extensions.Hosting;
using Roost.Cloud.Store;
using Roost.Cloud.Store.DuckDb;

namespace Roost.Cloud.Tests.Store;

/// <summary>What only the file does.</summary>
[CancelAfter(60_000)]
internal sealed class DuckDbFileTests
{
    private static readonly DateTimeOffset Noon = OpenStore.Noon;

    [Test]
    public async Task A_log_that_a_power_cut_tore_opens_with_whole_batches_only(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(null, cancellationToken);
        for (var number = 1UL; number <= 20; number++)
        {
            await open.AppendAsync(cancellationToken, OpenStore.Batch(number, Noon.AddSeconds(number * 2), number, number));
        }

        foreach (var missing in new[] { 1, 7, 64, 500, 1_500 })
        {
            var copy = open.CopyFiles();
            using (var log = File.OpenWrite(Path.Combine(copy, "telemetry.duckdb.wal")))
            {
                log.SetLength(log.Length - missing);
            }

            await using (var revived = await OpenStore.AtAsync(copy, cancellationToken))
            {
                var told = new List<ulong>();
                using var watching = revived.Store.WatchCommits(progress => told.Add(progress.CommittedThrough));
                await revived.Store.ForgetBelowAsync("farm", "agent", 1, cancellationToken);
                await revived.Store.FlushAsync(cancellationToken);
                var values = await revived.ValuesAsync(cancellationToken);

                using (Assert.EnterMultipleScope())
                {
                    Assert.That(values, Has.Count.EqualTo(2 * (int)told[^1]), $"{missing} bytes missing");
                    Assert.That(told[^1], Is.InRange(1, 19), $"{missing} bytes missing");
                }
            }

            Directory.Delete(copy, recursive: true);
        }
    }

    [Test]
    public async Task Readings_of_one_millisecond_come_even_if_they_are_more_than_a_page(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(null, cancellationToken);
        await open.AppendAsync(
            cancellationToken,
            new ReadingBatch("farm", "agent", "a", 1, [.. Enumerable.Repeat(OpenStore.Temperature(Noon, 1), PageWindow.PageReadings + 5)]));

        var count = 0;
        await foreach (var page in open.Store.ReadingsAsync(new("farm", [], Noon, Noon.AddDays(1)), cancellationToken))
        {
            count += page.Count;
        }

        Assert.That(count, Is.EqualTo(PageWindow.PageReadings + 5));
    }

    [Test]
    public async Task Only_the_newest_hour_is_read_from_readings_once_the_others_are_mended(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(null, cancellationToken);
        await open.AppendAsync(cancellationToken, [.. Enumerable.Range(0, 10).Select(hour => OpenStore.Batch((ulong)hour + 1, Noon.AddHours(hour), hour))]);
        await open.MendAsync(cancellationToken);
        await ((IHostedService)open.Store).StopAsync(cancellationToken);

        using var connection = new DuckDBConnection($"DataSource={Path.Combine(open.Directory, "telemetry.duckdb")};ACCESS_MODE=READ_ONLY");
        await connection.OpenAsync(cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Count("SELECT count(*) FROM dirty"), Is.EqualTo(1));
            Assert.That(Count("SELECT count(*) FROM hour"), Is.EqualTo(9));
            Assert.That(Count("SELECT count(*) FROM minute"), Is.EqualTo(9));
        }

        long Count(string sql)
        {
            var count = 0L;
            connection.Each(sql, row => count = row.GetInt64(0));
            return count;
        }
    }
}
