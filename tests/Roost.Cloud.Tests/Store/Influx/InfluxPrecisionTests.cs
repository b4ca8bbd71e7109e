using CsCheck;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store.Influx;

[CancelAfter(60_000)]
internal sealed class InfluxPrecisionTests
{
    private static readonly DateTimeOffset Noon = OpenStore.Noon;

    private static readonly Gen<Reading> AnyReading = Gen.Select(
        Gen.Double, Gen.Int[1, 3], Gen.String[Gen.Char[" aZ\"\\,=\n\t'鸡é#"], 0, 12], Gen.Long[-9_000_000_000_000, 9_000_000_000_000]).Select((value, quality, reason, at) =>
            new Reading(
                Quantity.Temperature,
                "front",
                DateTimeOffset.FromUnixTimeMilliseconds(at),
                double.IsFinite(value) ? value : 1,
                (Quality)quality,
                quality == (int)Quality.Good || reason.Length == 0 ? null : reason));

    [Test]
    public async Task Any_value_time_and_reason_come_back_as_they_were(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(StoreKind.Influx, cancellationToken);
        var samples = 0;
        await AnyReading.Array[1, 30].SampleAsync(
            async readings =>
            {
                var coop = $"coop-{Interlocked.Increment(ref samples)}";
                Reading[] distinct = [.. readings.DistinctBy(reading => reading.TakenAt).OrderBy(reading => reading.TakenAt)];
                await open.AppendAsync(cancellationToken, new ReadingBatch("farm", "agent", coop, null, distinct));
                return distinct.Select(reading => (reading.TakenAt, reading.Value, reading.Quality, reading.Reason))
                    .SequenceEqual(await ReadAsync(open, coop, cancellationToken));
            },
            iter: 20,
            threads: 1);
    }

    [TestCase(double.MaxValue)]
    [TestCase(-double.MaxValue)]
    [TestCase(double.Epsilon)]
    [TestCase(0.1 + 0.2)]
    [TestCase(1e21)]
    [TestCase(123456789.123456789)]
    public async Task A_number_keeps_all_its_digits(double value, CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(StoreKind.Influx, cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, value));
        await open.ReopenAsync(cancellationToken);

        Assert.That((await ReadAsync(open, "coop", cancellationToken)).Single().Value, Is.EqualTo(value));
        Assert.That((await open.Store.LatestAsync("farm", "coop", cancellationToken)).Single().Value, Is.EqualTo(value));
    }

    [Test]
    public async Task Names_of_any_script_with_any_punctuation_are_kept_apart(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(StoreKind.Influx, cancellationToken);
        string[] coops = ["a", "a b", "a,b", "a=b", "a'b", "a\"b", "鸡舍 1", "a,b=c d"];
        foreach (var (coop, index) in coops.Select((coop, index) => (coop, index)))
        {
            await open.AppendAsync(cancellationToken, new ReadingBatch("我的 farm", "agent, 1", coop, (ulong)index, [OpenStore.Temperature(Noon, index, place: coop)]));
        }

        await open.ReopenAsync(cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await open.Store.CoopsAsync(cancellationToken)).Select(coop => coop.Coop), Is.EquivalentTo(coops));
            foreach (var (coop, index) in coops.Select((coop, index) => (coop, index)))
            {
                var answer = await open.Store.SeriesAsync(new("我的 farm", coop, Quantity.Temperature, coop, Noon.AddHours(-1), Noon.AddHours(1), 100), cancellationToken);
                Assert.That(answer.Mean, Is.EqualTo(new double?[] { index }), coop);
            }
        }

        Assert.That(
            async () => await open.Store.AppendAsync(new ReadingBatch("farm", "agent", "a\\", 1, []), cancellationToken),
            Throws.ArgumentException.With.Message.Contains("a\\"));
    }

    [Test]
    public async Task A_time_that_no_influxd_can_hold_is_set_aside_with_that_reason(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(StoreKind.Influx, cancellationToken);
        await open.AppendAsync(
            cancellationToken, new ReadingBatch("farm", "agent", "coop", 1, [OpenStore.Temperature(DateTimeOffset.MaxValue, 1), OpenStore.Temperature(Noon, 2)]));

        Assert.That(await open.ValuesAsync(cancellationToken), Is.EqualTo(new double?[] { 2 }));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(open.Directory, "refused.jsonl"), cancellationToken), Does.Contain("2262"));
    }

    [Test]
    public async Task Of_two_readings_of_one_millisecond_the_one_stored_last_stays(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(StoreKind.Influx, cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 20), OpenStore.Batch(2, Noon, 21));

        Assert.That(await open.ValuesAsync(cancellationToken), Is.EqualTo(new double?[] { 21 }));
    }

    private static async Task<List<(DateTimeOffset TakenAt, double? Value, Quality Quality, string? Reason)>> ReadAsync(OpenStore open, string coop, CancellationToken cancellationToken)
    {
        var found = new List<(DateTimeOffset, double?, Quality, string?)>();
        await foreach (var page in open.Store.ReadingsAsync(new("farm", [coop], new(1680, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2262, 1, 1, 0, 0, 0, TimeSpan.Zero)), cancellationToken))
        {
            found.AddRange(page.Select(reading => (reading.TakenAt, reading.Value, reading.Quality, reading.Reason)));
        }

        return found;
    }
}
