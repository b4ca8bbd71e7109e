using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store;

[TestFixture(StoreKind.DuckDb)]
[TestFixture(StoreKind.Influx)]
[CancelAfter(60_000)]
internal sealed class QueryTests(StoreKind kind)
{
    private static readonly DateTimeOffset Noon = OpenStore.Noon;

    [Test]
    public async Task Few_readings_are_answered_as_they_are(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 20, 21.5, 19));
        var answer = await open.Store.SeriesAsync(OpenStore.Query(600), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.ResolutionSeconds, Is.Zero);
            Assert.That(answer.Times, Is.EqualTo(new[] { 0, 1, 2 }.Select(second => Noon.ToUnixTimeSeconds() + second)));
            Assert.That(answer.Mean, Is.EqualTo(new double?[] { 20, 21.5, 19 }));
        }
    }

    [Test]
    public async Task Many_readings_are_summed_up_within_the_point_budget(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        double[] values = [.. Enumerable.Range(0, 7_200).Select(second => second % 60 == 30 ? 90.0 : 20.0)];
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, values));
        var answer = await open.Store.SeriesAsync(OpenStore.Query(200, Noon, Noon.AddHours(2)), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.ResolutionSeconds, Is.EqualTo(60));
            Assert.That(answer.Times, Has.Count.EqualTo(120));
            Assert.That(answer.Minimum, Has.All.EqualTo(20));
            Assert.That(answer.Maximum, Has.All.EqualTo(90), "a short peak is seen at any resolution");
            Assert.That(answer.Mean[0], Is.EqualTo(((59 * 20.0) + 90) / 60).Within(1e-9));
        }
    }

    [TestCase(600)]
    [TestCase(20)]
    public async Task An_outage_is_a_gap_at_any_resolution(int points, CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        double[] values = [.. Enumerable.Repeat(20.0, 300)];
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, values), OpenStore.Batch(2, Noon.AddHours(1), values));
        var answer = await open.Store.SeriesAsync(OpenStore.Query(points * 2, Noon, Noon.AddHours(2)), cancellationToken);

        Assert.That(answer.Mean.Count(value => value is null), Is.EqualTo(1));
    }

    [TestCase(600)]
    [TestCase(10)]
    public async Task Bad_readings_are_gaps_and_uncertain_ones_are_not(int points, CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        var readings = Enumerable.Range(0, 60).Select(second => OpenStore.Temperature(
            Noon.AddSeconds(second),
            second is >= 20 and < 40 ? null : 20,
            second is >= 20 and < 40 ? Quality.Bad : second < 20 ? Quality.Uncertain : Quality.Good,
            second < 40 ? "The sensor does not answer." : null));
        await open.AppendAsync(cancellationToken, new ReadingBatch("farm", "agent", "coop", 1, [.. readings]));
        var answer = await open.Store.SeriesAsync(OpenStore.Query(points, Noon, Noon.AddMinutes(1)), cancellationToken);
        var size = answer.Mean.Count;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(size, Is.EqualTo(points == 600 ? 60 : 6));
            Assert.That(answer.Mean.Take(size / 3), Has.All.EqualTo(20));
            Assert.That(answer.Mean.Skip(size / 3).Take(size / 3), Has.All.Null);
            Assert.That(answer.Mean.Skip(size / 3 * 2), Has.All.EqualTo(20));
        }
    }

    [Test]
    public async Task Batches_out_of_order_are_answered_in_the_order_of_time(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        await open.AppendAsync(
            cancellationToken,
            OpenStore.Batch(3, Noon.AddSeconds(2), 3),
            OpenStore.Batch(1, Noon, 1),
            OpenStore.Batch(2, Noon.AddSeconds(1), 2));
        var latest = await open.Store.LatestAsync("farm", "coop", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await open.ValuesAsync(cancellationToken), Is.EqualTo(new double?[] { 1, 2, 3 }));
            Assert.That(latest.Single().Value, Is.EqualTo(3), "late readings are not the newest");
        }
    }

    [Test]
    public async Task The_newest_reading_of_each_series_is_the_same_after_a_restart_and_after_a_kill(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 20, 21), OpenStore.Batch(2, Noon.AddHours(-1), 5));
        await open.ReopenAsync(cancellationToken);
        var bad = OpenStore.Temperature(Noon.AddMilliseconds(1_500), null, Quality.Bad, "The sensor does not answer.", "back");
        await open.AppendAsync(cancellationToken, new ReadingBatch("farm", "agent", "coop", 3, [bad]));
        var expected = new[] { OpenStore.Temperature(Noon.AddSeconds(1), 21), bad };
        var running = await open.Store.LatestAsync("farm", "coop", cancellationToken);
        await using var revived = await open.KilledAsync(cancellationToken);
        await open.ReopenAsync(cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(running, Is.EqualTo(expected));
            Assert.That(await open.Store.LatestAsync("farm", "coop", cancellationToken), Is.EquivalentTo(expected));
            Assert.That(await revived.Store.LatestAsync("farm", "coop", cancellationToken), Is.EquivalentTo(expected));
        }
    }

    [Test]
    public async Task An_unknown_series_has_an_empty_course(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await open.Store.SeriesAsync(OpenStore.Query(600), cancellationToken)).Times, Is.Empty);
            Assert.That(await open.Store.LatestAsync("farm", "coop", cancellationToken), Is.Empty);
            Assert.That(await open.Store.CoopsAsync(cancellationToken), Is.Empty);
        }
    }

    [Test]
    public async Task Reading_goes_on_while_writing_and_sees_whole_batches(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        var writing = Task.Run(
            async () =>
            {
                for (var number = 1UL; number <= 300; number++)
                {
                    await open.Store.AppendAsync(OpenStore.Batch(number, Noon.AddSeconds(number * 10), 1, 2, 3), cancellationToken);
                }

                await open.Store.FlushAsync(cancellationToken);
            },
            cancellationToken);
        do
        {
            var answer = await open.Store.SeriesAsync(OpenStore.Query(5000), cancellationToken);
            Assert.That(answer.Mean.Count(value => value is not null) % 3, Is.Zero);
        }
        while (!writing.IsCompleted);

        await writing;
        Assert.That((await open.ValuesAsync(cancellationToken)).Count(value => value is not null), Is.EqualTo(900));
    }
}
