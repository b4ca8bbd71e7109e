using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Roost.Cloud.Store;
using Roost.Cloud.Store.DuckDb;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store;

/// <summary>
/// A process that writes batches into a store, mends, removes what is old, checkpoints and reads, all at once, until it is killed. It says each
/// batch number up to which everything is durable, a line each. Arguments: directory, first number.
/// </summary>
internal static class StoreToKill
{
    public const int ReadingsInBatch = 20;

    public static readonly StoreOptions Options = new() { KeepReadings = TimeSpan.FromHours(12), KeepMinutes = TimeSpan.FromDays(4) };

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

    public static DuckDbTelemetryStore New(string directory) => new(
        Microsoft.Extensions.Options.Options.Create(new StoreOptions { Directory = directory, KeepReadings = Options.KeepReadings, KeepMinutes = Options.KeepMinutes }),
        TimeProvider.System,
        NullLogger<DuckDbTelemetryStore>.Instance);

    public static async Task Main(string[] args)
    {
        var number = ulong.Parse(args[1], CultureInfo.InvariantCulture);
        using var store = New(args[0]);
        await store.StartAsync(CancellationToken.None);
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
            AgainAsync(() => store.MendAsync(CancellationToken.None)),
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
