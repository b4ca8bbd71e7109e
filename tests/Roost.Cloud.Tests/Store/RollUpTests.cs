using CsCheck;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store;

[TestFixture(StoreKind.DuckDb)]
[TestFixture(StoreKind.Influx)]
[CancelAfter(60_000)]
internal sealed class RollUpTests(StoreKind kind)
{
    private static readonly DateTimeOffset Noon = OpenStore.Noon;

    /// <summary>A batch of readings of two places, anywhere in three hours, and whether roll-ups are mended after it.</summary>
    private static readonly Gen<(ReadingBatch Batch, bool Mend)[]> Deliveries =
        Gen.Select(
            Gen.Int[1, 12],
            Gen.Select(Gen.Int[0, 3 * 3600], Gen.Int[1, 3], Gen.Double[-40, 60], Gen.Bool).Array[1, 40],
            Gen.Bool).Select((number, readings, mend) => (
                new ReadingBatch("farm", "agent", "coop", (ulong)number, [.. readings.Select(Reading)]), mend)).Array[1, 12];

    [Test]
    public async Task A_roll_up_always_says_what_the_readings_say(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        var samples = 0;
        await Deliveries.SampleAsync(
            async deliveries =>
            {
                var coop = $"coop-{Interlocked.Increment(ref samples)}";
                var stored = new Dictionary<ulong, ReadingBatch>();
                foreach (var (given, mend) in deliveries)
                {
                    var batch = kind == StoreKind.Influx ? AtTimesOfItsOwn(given) : given;

                    // The same number again is a repeat, whatever it carries: it must not count.
                    stored.TryAdd(batch.Number!.Value, batch);
                    await open.Store.AppendAsync(batch with { Agent = coop, Coop = coop }, cancellationToken);
                    if (mend)
                    {
                        await open.MendAsync(cancellationToken);
                    }
                }

                await open.Store.FlushAsync(cancellationToken);
                var readings = stored.Values.SelectMany(batch => batch.Readings).ToList();
                await CheckAsync(open.Store, coop, readings, cancellationToken);
                await open.MendAsync(cancellationToken, int.MaxValue);
                await CheckAsync(open.Store, coop, readings, cancellationToken);
                return true;
            },
            iter: 15,
            threads: 1);
    }

    [Test]
    public async Task What_comes_late_into_an_hour_that_is_rolled_up_is_in_the_next_answer(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 20, 22), OpenStore.Batch(2, Noon.AddHours(5), 1));
        await open.MendAsync(cancellationToken);
        var before = await HourAsync(open.Store, cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(3, Noon.AddMinutes(30), 30));
        var late = await HourAsync(open.Store, cancellationToken);
        await open.MendAsync(cancellationToken);
        var mended = await HourAsync(open.Store, cancellationToken);

        Assert.That((before, late, mended), Is.EqualTo(((21.0, 2L, 22.0), (24.0, 3L, 30.0), (24.0, 3L, 30.0))));
    }

    [Test]
    public async Task What_is_to_be_mended_is_known_after_a_kill(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(kind, cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 20, 22), OpenStore.Batch(2, Noon.AddHours(5), 1));
        await open.MendAsync(cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(3, Noon.AddMinutes(30), 30));
        await using var revived = await open.KilledAsync(cancellationToken);
        var before = await HourAsync(revived.Store, cancellationToken);
        await revived.MendAsync(cancellationToken);
        Assert.That((before, await HourAsync(revived.Store, cancellationToken)), Is.EqualTo(((24.0, 3L, 30.0), (24.0, 3L, 30.0))));
    }

    /// <summary>Compares the store's answers at both levels, and at the readings themselves, with sums made here.</summary>
    internal static async Task CheckAsync(ITelemetryStore store, string coop, IReadOnlyList<Reading> readings, CancellationToken cancellationToken)
    {
        foreach (var place in readings.Select(reading => reading.Place).Distinct())
        {
            foreach (var (points, seconds) in new[] { (24, 3600), (24 * 60, 60) })
            {
                var query = new SeriesQuery("farm", coop, Quantity.Temperature, place, Noon.AddHours(-12), Noon.AddHours(12), points);
                var answer = await store.SeriesAsync(query, cancellationToken);
                var of = readings.Where(reading => reading.Place == place).GroupBy(reading => reading.TakenAt.ToUnixTimeMilliseconds() / (seconds * 1000L) * seconds)
                    .OrderBy(group => group.Key).ToList();
                if (answer.ResolutionSeconds == 0)
                {
                    Assert.That(answer.Readings.Sum(), Is.EqualTo(readings.Count(reading => reading.Place == place)));
                    continue;
                }

                var rows = Enumerable.Range(0, answer.Times.Count).Where(index => answer.Readings[index] > 0).ToList();
                Assert.That(rows.Select(row => answer.Times[row]), Is.EqualTo(of.Select(group => group.Key)));
                foreach (var (row, group) in rows.Zip(of))
                {
                    var usable = group.Where(reading => reading.Quality != Quality.Bad).ToList();
                    var last = usable.Where(reading => reading.TakenAt == usable.Max(other => other.TakenAt)).Select(reading => reading.Value);
                    Assert.That(answer.Readings[row], Is.EqualTo(group.Count()));
                    Assert.That(answer.Good[row], Is.EqualTo(group.Count(reading => reading.Quality == Quality.Good) / (double)group.Count()).Within(1e-12));
                    Assert.That(answer.Mean[row], usable.Count == 0 ? Is.Null : Is.EqualTo(usable.Average(reading => reading.Value)).Within(1e-9));
                    Assert.That(answer.Minimum[row], Is.EqualTo(usable.Min(reading => reading.Value)));
                    Assert.That(answer.Maximum[row], Is.EqualTo(usable.Max(reading => reading.Value)));
                    Assert.That(usable.Count == 0 ? answer.Last[row] is null : last.Contains(answer.Last[row]), Is.True);
                }
            }
        }
    }

    /// <summary>An InfluxDB keeps one reading of a series for each millisecond.</summary>
    private static ReadingBatch AtTimesOfItsOwn(ReadingBatch batch) => batch with
    {
        Readings = [.. batch.Readings.Select((reading, index) => reading with { TakenAt = reading.TakenAt.AddMilliseconds((batch.Number!.Value * 40) + (ulong)index) })],
    };

    private static Reading Reading((int Second, int Quality, double Value, bool Front) given) => OpenStore.Temperature(
        Noon.AddSeconds(given.Second),
        given.Quality == (int)Quality.Bad ? null : given.Value,
        (Quality)given.Quality,
        given.Quality == (int)Quality.Good ? null : "The sensor does not answer.",
        given.Front ? "front" : "back");

    private static async Task<(double Mean, long Readings, double Last)> HourAsync(ITelemetryStore store, CancellationToken cancellationToken)
    {
        var answer = await store.SeriesAsync(OpenStore.Query(48) with { Steps = [OpenStore.Noon, OpenStore.Noon.AddHours(1)] }, cancellationToken);
        return (answer.Mean[0]!.Value, answer.Readings[0], answer.Last[0]!.Value);
    }
}
