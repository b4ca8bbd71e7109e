using Roost.Cloud.Store;
using Roost.Cloud.Store.Influx;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store.Influx;

/// <summary>A service that was killed between two requests which belong together.</summary>
[CancelAfter(60_000)]
internal sealed class InfluxHalfDoneTests
{
    private static readonly DateTimeOffset Noon = OpenStore.Noon;

    [Test]
    public async Task A_late_reading_that_was_added_to_the_sums_but_not_removed_yet_is_not_added_again(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(StoreKind.Influx, cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 1, 2, 3), OpenStore.Batch(2, Noon.AddDays(100), 1));
        await open.Store.TrimAsync(Noon.AddDays(100), cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(3, Noon.AddMilliseconds(2_500), 10));
        var lines = new LineBuffer();
        var key = LineBuffer.SeriesKey("farm", "coop", Quantity.Temperature, "front");
        var sums = new SumRow(Noon.ToUnixTimeMilliseconds(), 4, 4, 4, 16, 1, 10, 10);
        lines.AddSums("minute"u8, key, sums);
        lines.AddSums("hour"u8, key, sums);
        new MendingJournal(open.Directory).Write(new(lines.Written.ToArray(), [new("farm", "coop", RollUpLevel.HourOf(sums.AtMilliseconds))]));
        using (var connection = new InfluxConnection(InfluxAddress.Of(new StoreOptions { Url = (await SharedInflux.GetAsync(cancellationToken)).Url.ToString(), Database = open.Database })))
        {
            await connection.WriteAsync(lines.Written, cancellationToken);
        }

        await using var revived = await open.KilledAsync(cancellationToken);
        await revived.MendAsync(cancellationToken, int.MaxValue);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await HourAsync(revived, cancellationToken), Is.EqualTo((4L, 4.0, 10.0)));
            Assert.That(File.Exists(Path.Combine(revived.Directory, "mending.json")), Is.False);
        }
    }

    [Test]
    public async Task Readings_that_were_to_be_removed_are_not_added_to_the_sums_they_are_in(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(StoreKind.Influx, cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 1, 2, 3), OpenStore.Batch(2, Noon.AddDays(30), 1));
        await open.MendAsync(cancellationToken, int.MaxValue);
        var before = Noon.AddDays(10).ToUnixTimeMilliseconds();
        await InfluxWriter.WriteAsync(
            await SharedInflux.GetAsync(cancellationToken), open.Database!, $"store readings_before={before}i,minutes_before=0i,hours_before=0i,removing=1i 0", cancellationToken);

        await using var revived = await open.KilledAsync(cancellationToken);
        await revived.AppendAsync(cancellationToken, OpenStore.Batch(3, Noon.AddMilliseconds(2_500), 10));
        await revived.MendAsync(cancellationToken, int.MaxValue);

        Assert.That(await HourAsync(revived, cancellationToken), Is.EqualTo((4L, 4.0, 10.0)));
    }

    private static async Task<(long Readings, double? Mean, double? Maximum)> HourAsync(OpenStore open, CancellationToken cancellationToken)
    {
        var hour = await open.Store.SeriesAsync(OpenStore.Query(48) with { Steps = [Noon, Noon.AddHours(1)] }, cancellationToken);
        return (hour.Readings[0], hour.Mean[0], hour.Maximum[0]);
    }
}
