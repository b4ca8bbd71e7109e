using System.Globalization;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store;

/// <summary>
/// A process that writes batches into a store, mends, removes what is old, checkpoints and reads, all at once, until it is killed. It says each
/// batch number up to which everything is durable, a line each. Arguments: first number, directory, and an InfluxDB's address and database.
/// </summary>
internal static class StoreToKill
{
    public const int ReadingsInBatch = 20;

    /// <summary>The batch of a number; a batch is 7 minutes after the last, and now and then one comes a day late.</summary>
    public static ReadingBatch Batch(ulong number)
    {
        var at = TimeOf(number % 10 == 3 && number > 300 ? number - 250 : number);
        return new("farm", "agent", "coop", number,
        [
            .. Enumerable.Range(0, ReadingsInBatch).Select(index => OpenStore.Temperature(
                at.AddSeconds(index * 20).AddMilliseconds(number % 1_000), ((number * 7) + (ulong)index) % 100, index % 5 == 0 ? Quality.Uncertain : Quality.Good)),
        ]);
    }

    public static DateTimeOffset TimeOf(ulong number) => OpenStore.Noon.AddMinutes(7 * (double)number);

    /// <summary>The settings for a directory, and, for an InfluxDB, its address and database.</summary>
    public static StoreOptions OptionsOf(string[] place) => new()
    {
        KeepReadings = TimeSpan.FromHours(12),
        KeepMinutes = TimeSpan.FromDays(4),
        Directory = place[0],
        Kind = place.Length > 1 ? "influx" : "duckdb",
        Url = place.ElementAtOrDefault(1),
        Database = place.ElementAtOrDefault(2),
    };

    public static async Task Main(string[] args)
    {
        var number = ulong.Parse(args[0], CultureInfo.InvariantCulture);
        await using var open = await OpenStore.AtAsync(OptionsOf(args[1..]), owned: false, CancellationToken.None);
        var store = open.Store;
        await store.ForgetBelowAsync("farm", "agent", 1, CancellationToken.None);
        using var watching = store.WatchCommits(progress => Console.WriteLine(progress.CommittedThrough.ToString(CultureInfo.InvariantCulture)));
        await Task.WhenAll(
            AgainAsync(async () =>
            {
                await store.AppendAsync(Batch(number), CancellationToken.None);
                if (++number % 5 == 0)
                {
                    await store.FlushAsync(CancellationToken.None);
                }
            }),
            AgainAsync(() => open.MendAsync(CancellationToken.None)),
            AgainAsync(() => store.TrimAsync(TimeOf(number), CancellationToken.None)),
            AgainAsync(() => store.SeriesAsync(OpenStore.Query(600, TimeOf(number).AddDays(-3), TimeOf(number)), CancellationToken.None)));
    }

    private static async Task AgainAsync(Func<Task> work)
    {
        while (true)
        {
            await work();
        }
    }
}
