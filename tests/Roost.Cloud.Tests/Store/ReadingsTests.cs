using System.Diagnostics;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store;

[TestFixture(StoreKind.DuckDb)]
[TestFixture(StoreKind.Influx)]
[CancelAfter(120_000)]
internal sealed class ReadingsTests(StoreKind kind)
{
    private static readonly DateTimeOffset Noon = OpenStore.Noon;

    [Test]
    public async Task Every_reading_comes_once_in_order_page_by_page(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        // Dense, sparse and far apart, so that pages are cut and grown, and several batches in the wrong order.
        var dense = Enumerable.Range(0, 3 * PageWindow.PageReadings).Select(index => OpenStore.Temperature(Noon.AddMilliseconds(index / 2), index, place: index % 2 == 0 ? "front" : "back"));
        var sparse = Enumerable.Range(0, 500).Select(index => OpenStore.Temperature(Noon.AddHours(7 * index), -index, place: "rear"));
        await open.AppendAsync(
            cancellationToken,
            new ReadingBatch("farm", "agent", "b", 1, [.. sparse.Reverse()]),
            new ReadingBatch("farm", "agent", "a", 2, [.. dense]),
            new ReadingBatch("another", "agent", "a", 3, [.. dense.Take(10)]));

        var pages = await PagesAsync(open, [], cancellationToken);

        var all = pages.SelectMany(page => page).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all, Has.Count.EqualTo((3 * PageWindow.PageReadings) + 500));
            Assert.That(all.Select(reading => (reading.TakenAt, reading.Coop)), Is.Ordered);
            Assert.That(
                all.Where(reading => reading.Coop == "a").Select(reading => reading.Value).Order().SequenceEqual(dense.Select(reading => reading.Value)),
                "each comes once");
            Assert.That(pages.Max(page => page.Count), Is.LessThanOrEqualTo(PageWindow.PageReadings), "memory is bounded");
        }
    }

    [Test]
    public async Task The_period_and_the_coops_limit_what_comes(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        foreach (var coop in (string[])["a", "b", "c"])
        {
            await open.AppendAsync(
                cancellationToken,
                new ReadingBatch("farm", coop, coop, 1, [OpenStore.Temperature(Noon, 1), OpenStore.Temperature(Noon.AddSeconds(1), 2), OpenStore.Temperature(Noon.AddSeconds(2), 3)]));
        }

        var found = new List<StoredReading>();
        await foreach (var page in open.Store.ReadingsAsync(new("farm", ["c", "a"], Noon.AddSeconds(1), Noon.AddSeconds(2)), cancellationToken))
        {
            found.AddRange(page);
        }

        Assert.That(found.Select(reading => (reading.Coop, reading.Value)), Is.EqualTo(new (string, double?)[] { ("a", 2), ("c", 2) }));
    }

    [Test]
    public async Task All_time_may_be_asked_for(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 1, 2));
        var count = 0;
        await foreach (var page in open.Store.ReadingsAsync(new("farm", ["coop"], DateTimeOffset.MinValue, DateTimeOffset.MaxValue), cancellationToken))
        {
            count += page.Count;
        }

        Assert.That(count, Is.EqualTo(2));
        Assert.That((await open.Store.SeriesAsync(OpenStore.Query(100, DateTimeOffset.MinValue, DateTimeOffset.MaxValue), cancellationToken)).Readings.Sum(), Is.EqualTo(2));
    }

    [Test]
    public async Task Writing_goes_on_while_readings_are_taken(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        var many = Enumerable.Range(0, 300_000).Select(index => OpenStore.Temperature(Noon.AddMilliseconds(index), index));
        await open.AppendAsync(cancellationToken, new ReadingBatch("farm", "agent", "a", 1, [.. many]));
        var watch = Stopwatch.StartNew();
        var (count, slowest) = (0, TimeSpan.Zero);
        ulong number = 2;

        await foreach (var page in open.Store.ReadingsAsync(new("farm", [], Noon, Noon.AddDays(1)), cancellationToken))
        {
            // Between two pages nothing is held: a commit goes through.
            count += page.Count;
            var before = watch.Elapsed;
            await open.AppendAsync(cancellationToken, new ReadingBatch("farm", "agent", "b", number++, [OpenStore.Temperature(Noon.AddDays(2), 1)]));
            slowest = watch.Elapsed - before > slowest ? watch.Elapsed - before : slowest;
        }

        await TestContext.Out.WriteLineAsync($"Measured: {count / watch.Elapsed.TotalSeconds:N0} readings/s out of the store; slowest commit meanwhile {slowest.TotalMilliseconds:0} ms");
        Assert.That(count, Is.EqualTo(300_000));
    }

    [Test]
    public async Task Quality_reason_and_missing_value_come_as_they_were_stored(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        await open.AppendAsync(
            cancellationToken,
            new ReadingBatch("farm", "agent", "鸡舍 1", 1,
            [
                OpenStore.Temperature(Noon, null, Quality.Bad, "The wire, \"A\", is cut."),
                OpenStore.Temperature(Noon.AddSeconds(1), 3, Quality.Uncertain, "Stuck."),
            ]));

        Assert.That((await PagesAsync(open, [], cancellationToken)).Single(), Is.EqualTo(new StoredReading[]
        {
            new("鸡舍 1", "temperature", "front", Noon, null, Quality.Bad, "The wire, \"A\", is cut."),
            new("鸡舍 1", "temperature", "front", Noon.AddSeconds(1), 3, Quality.Uncertain, "Stuck."),
        }));
    }

    private static async Task<List<IReadOnlyList<StoredReading>>> PagesAsync(OpenStore open, string[] coops, CancellationToken cancellationToken)
    {
        var pages = new List<IReadOnlyList<StoredReading>>();
        await foreach (var page in open.Store.ReadingsAsync(new("farm", coops, Noon.AddYears(-10), Noon.AddYears(1)), cancellationToken))
        {
            pages.Add(page);
        }

        return pages;
    }
}
