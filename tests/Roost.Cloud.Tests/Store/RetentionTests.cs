using CsCheck;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store;

/// <summary>The settings' own times: readings for 90 days, minutes for 1,095, hours for ever.</summary>
[TestFixture(StoreKind.DuckDb)]
[TestFixture(StoreKind.Influx)]
[CancelAfter(60_000)]
internal sealed class RetentionTests(StoreKind kind)
{
    private static readonly DateTimeOffset Noon = OpenStore.Noon;

    [Test]
    public async Task Readings_that_are_too_old_go_and_their_minutes_and_hours_stay(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        double[] values = [.. Enumerable.Range(0, 7_200).Select(second => second % 70 / 10.0)];
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, values), OpenStore.Batch(2, Noon.AddDays(30), 1, 2));
        await open.Store.TrimAsync(Noon.AddDays(100), cancellationToken);
        await open.ReopenAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await CountAsync(open, cancellationToken), Is.EqualTo(2));
            Assert.That((await open.Store.SeriesAsync(OpenStore.Query(5_000, Noon, Noon.AddMinutes(10)), cancellationToken)).ResolutionSeconds, Is.EqualTo(60));
            await RollUpTests.CheckAsync(open.Store, "coop", OpenStore.Batch(1, Noon, values).Readings, cancellationToken);
        }
    }

    [Test]
    public async Task Minutes_that_are_too_old_go_and_their_hours_stay(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 1, 2, 6));
        await open.Store.TrimAsync(Noon.AddDays(2_000), cancellationToken);
        var answer = await open.Store.SeriesAsync(OpenStore.Query(5_000, Noon, Noon.AddMinutes(10)), cancellationToken);

        Assert.That(
            (answer.ResolutionSeconds, answer.Mean.Single(), answer.Maximum.Single(), answer.Last.Single(), answer.Readings.Single()),
            Is.EqualTo((3_600.0, 3.0, 6.0, 6.0, 3L)));
    }

    [TestCase(100)]
    [TestCase(2_000)]
    public Task What_comes_later_than_its_time_is_kept_still_enters_the_sums(int days, CancellationToken cancellationToken) =>
        Gen.Select(Gen.Int[0, 7_199], Gen.Int[0, 50]).Array[1, 20].SampleAsync(
            async late =>
            {
                await using var open = await OpenStore.AtAsync(kind, cancellationToken);
                double[] values = [.. Enumerable.Range(0, 7_200).Select(second => second % 70 / 10.0)];
                await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, values), OpenStore.Batch(2, Noon.AddDays(days), 1));
                await open.Store.TrimAsync(Noon.AddDays(days), cancellationToken);
                List<Reading> readings = [.. OpenStore.Batch(1, Noon, values).Readings];
                foreach (var (second, index) in late.DistinctBy(given => given.Item1).Select((given, index) => (given.Item1, index)))
                {
                    // After the last of each minute, so that the last one is known in spite of what is gone.
                    var batch = OpenStore.Batch((ulong)index + 10, Noon.AddSeconds(second).AddMilliseconds(60_000 - (second % 60 * 1_000) - 1 - index), 99);
                    await open.AppendAsync(cancellationToken, batch, batch);
                    readings.AddRange(batch.Readings);
                    if (index % 3 == 0)
                    {
                        await open.MendAsync(cancellationToken);
                    }
                }

                await CheckHoursAsync(open, readings, cancellationToken);
                await open.Store.TrimAsync(Noon.AddDays(days), cancellationToken);
                await CheckHoursAsync(open, readings, cancellationToken);
                return await CountAsync(open, cancellationToken) == 1;
            },
            iter: 3,
            threads: 1);

    [Test]
    public async Task The_newest_reading_of_a_series_that_fell_silent_is_known_when_all_its_readings_are_gone(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 20));
        await open.Store.TrimAsync(Noon.AddDays(100), cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(2, Noon.AddDays(-1), 5));
        await open.Store.TrimAsync(Noon.AddDays(100), cancellationToken);
        await using var revived = await open.KilledAsync(cancellationToken);
        var latest = await revived.Store.LatestAsync("farm", "coop", cancellationToken);
        Assert.That((await CountAsync(revived, cancellationToken), latest.Single().Value), Is.EqualTo((0, 20)));
    }

    [Test]
    public async Task Batches_are_stored_while_old_readings_go(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        for (var day = 0; day < 20; day++)
        {
            await open.Store.AppendAsync(OpenStore.Batch((ulong)day + 1, Noon.AddDays(day), [.. Enumerable.Repeat(1.0, 10_000)]), cancellationToken);
        }

        var trimming = open.Store.TrimAsync(Noon.AddDays(120), cancellationToken);
        var meanwhile = 0;
        for (var number = 100UL; !trimming.IsCompleted; number++)
        {
            await open.AppendAsync(cancellationToken, OpenStore.Batch(number, Noon.AddDays(115).AddSeconds(number), 1));
            meanwhile++;
        }

        await trimming;
        await TestContext.Out.WriteLineAsync($"Measured: {meanwhile} durable batches, one after the other, while 200,000 readings of 20 days were summed up and removed");
        Assert.That(meanwhile, Is.GreaterThan(2));
        Assert.That(await CountAsync(open, cancellationToken), Is.EqualTo(meanwhile));
    }

    // Hours alone: of minutes, all are gone in one of the cases.
    private static async Task CheckHoursAsync(OpenStore open, List<Reading> readings, CancellationToken cancellationToken)
    {
        var answer = await open.Store.SeriesAsync(OpenStore.Query(24, Noon.AddHours(-12), Noon.AddHours(12)), cancellationToken);
        var hours = readings.GroupBy(reading => reading.TakenAt.ToUnixTimeSeconds() / 3600 * 3600).OrderBy(group => group.Key).ToList();
        Assert.That(answer.Times, Is.EqualTo(hours.Select(hour => hour.Key)));
        Assert.That(answer.Readings, Is.EqualTo(hours.Select(hour => hour.LongCount())));
        Assert.That(answer.Mean, Is.EqualTo(hours.Select(hour => hour.Average(reading => reading.Value))).Within(1e-9));
        Assert.That(answer.Maximum, Is.EqualTo(hours.Select(hour => hour.Max(reading => reading.Value))));
    }

    private static async Task<int> CountAsync(OpenStore open, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var page in open.Store.ReadingsAsync(new("farm", [], Noon.AddYears(-1), Noon.AddYears(10)), cancellationToken))
        {
            count += page.Count;
        }

        return count;
    }
}
