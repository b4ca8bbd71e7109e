using CsCheck;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store;

[TestFixture(StoreKind.DuckDb)]
[TestFixture(StoreKind.Influx)]
[CancelAfter(60_000)]
internal sealed class ExactlyOnceTests(StoreKind kind)
{
    private static readonly DateTimeOffset Noon = OpenStore.Noon;

    [Test]
    public async Task A_batch_delivered_twice_is_stored_once(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);

        // Twice in what is likely one group, then in a group of its own, then after a restart.
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 20, 21), OpenStore.Batch(1, Noon, 20, 21));
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 20, 21));
        await open.ReopenAsync(cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 20, 21));

        Assert.That(await open.ValuesAsync(cancellationToken), Is.EqualTo(new double?[] { 20, 21 }));
    }

    [Test]
    public async Task Batches_without_a_number_are_all_stored(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(null, Noon, 20), OpenStore.Batch(null, Noon.AddSeconds(1), 21));

        Assert.That(await open.ValuesAsync(cancellationToken), Is.EqualTo(new double?[] { 20, 21 }));
    }

    [Test]
    public async Task Numbers_of_different_agents_and_farms_have_nothing_to_do_with_each_other(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        var batch = OpenStore.Batch(1, Noon, 20);
        await open.AppendAsync(cancellationToken, batch, OpenStore.Batch(1, Noon.AddSeconds(1), 21) with { Agent = "other" }, batch with { Farm = "other" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await open.ValuesAsync(cancellationToken), Has.Count.EqualTo(2));
            Assert.That(
                await open.Store.CoopsAsync(cancellationToken), Is.EqualTo(new StoredCoop[] { new("farm", "coop"), new("other", "coop") }));
        }
    }

    [Test]
    public async Task Progress_is_told_after_the_commit_and_stops_at_the_first_gap(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        var told = new List<ulong>();
        using var watching = open.Store.WatchCommits(progress => told.Add(progress.CommittedThrough));

        await open.AppendAsync(cancellationToken, OpenStore.Batch(11, Noon, 1));
        var beforeTheOldestIsKnown = told.Count;
        await open.Store.ForgetBelowAsync("farm", "agent", 10, cancellationToken);
        await open.Store.FlushAsync(cancellationToken);
        var withAGap = told[^1];
        await open.AppendAsync(cancellationToken, OpenStore.Batch(10, Noon, 1));
        var whole = told[^1];
        await open.AppendAsync(cancellationToken, OpenStore.Batch(11, Noon, 1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(beforeTheOldestIsKnown, Is.Zero);
            Assert.That((withAGap, whole, again: told[^1]), Is.EqualTo((9UL, 11UL, 11UL)));
        }
    }

    [Test]
    public async Task What_an_agent_forgot_stays_forgotten_after_a_restart(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        await open.Store.ForgetBelowAsync("farm", "agent", 10, cancellationToken);
        await open.ReopenAsync(cancellationToken);
        var told = new List<ulong>();
        using var watching = open.Store.WatchCommits(progress => told.Add(progress.CommittedThrough));
        await open.AppendAsync(cancellationToken, OpenStore.Batch(10, Noon, 1));

        Assert.That(told, Is.EqualTo(new[] { 10UL }));
    }

    [Test]
    public Task Any_order_of_deliveries_with_repeats_and_restarts_stores_each_batch_once(CancellationToken cancellationToken) =>
        Gen.Int[1, 30].Array[1, 80].SampleAsync(
            async numbers =>
            {
                await using var open = await OpenStore.AtAsync(kind, cancellationToken);
                for (var index = 0; index < numbers.Length; index++)
                {
                    var number = numbers[index];
                    await open.Store.AppendAsync(OpenStore.Batch((ulong)number, Noon.AddSeconds(number), number), cancellationToken);
                    if (index % 30 == 29)
                    {
                        await open.ReopenAsync(cancellationToken);
                    }
                }

                await open.Store.FlushAsync(cancellationToken);
                var stored = (await open.ValuesAsync(cancellationToken)).OfType<double>();
                return stored.SequenceEqual(numbers.Distinct().Order().Select(number => (double)number));
            },
            iter: 5,
            threads: 1);

    [Test]
    public async Task A_killed_store_opens_with_exactly_the_committed_batches(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        for (var number = 1UL; number <= 20; number++)
        {
            await open.AppendAsync(cancellationToken, OpenStore.Batch(number, Noon.AddSeconds(number), number));
        }

        await using var revived = await open.KilledAsync(cancellationToken);
        var sent = Enumerable.Range(1, 21).ToList();
        await revived.AppendAsync(
            cancellationToken, [.. sent.Select(number => OpenStore.Batch((ulong)number, Noon.AddSeconds(number), number))]);
        Assert.That(await revived.ValuesAsync(cancellationToken), Is.EqualTo(sent.Select(number => (double?)number)));
    }

    [Test]
    public async Task Readings_that_cannot_be_stored_are_set_aside_and_the_batch_counts_as_stored(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        await open.Store.ForgetBelowAsync("farm", "agent", 1, cancellationToken);
        var told = new List<ulong>();
        using var watching = open.Store.WatchCommits(progress => told.Add(progress.CommittedThrough));
        var odd = new ReadingBatch("farm", "agent", "coop", 1,
        [
            OpenStore.Temperature(Noon, 20),
            OpenStore.Temperature(Noon, double.NaN, place: "broken"),
            OpenStore.Temperature(Noon, 20, place: "a\u0001b"),
            OpenStore.Temperature(Noon, 20) with { Quantity = (Quantity)999 },
        ]);
        await open.AppendAsync(cancellationToken, odd);
        var latest = await open.Store.LatestAsync("farm", "coop", cancellationToken);
        var refused = await File.ReadAllLinesAsync(Path.Combine(open.Directory, "refused.jsonl"), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(told[^1], Is.EqualTo(1));
            Assert.That(
                latest.Select(reading => (reading.Place, reading.Value, reading.Quality)),
                Is.EqualTo(new (string, double?, Quality)[] { ("front", 20, Quality.Good), ("broken", null, Quality.Bad) }));
            Assert.That(refused, Has.Length.EqualTo(2));
        }
    }
}
