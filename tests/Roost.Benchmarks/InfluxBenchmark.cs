using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Roost.Cloud;
using Roost.Cloud.Store;
using Roost.Cloud.Store.Influx;
using Roost.Domain.Readings;

namespace Roost.Benchmarks;

/// <summary>
/// Readings a second from MQTT publish to acknowledgement with Mosquitto and influxd, and of the store alone, beside what a plain client writes
/// of the same readings straight into the same influxd, in turn; then bytes a reading at rest, and charts.
/// </summary>
internal static class InfluxBenchmark
{
    private const int LinesOfRequest = 10_000;
    private const int DaysAtRest = 30;

    public static async Task<int> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        await using var influx = await ServerProcess.InfluxAsync(cancellationToken);
        Console.WriteLine($"{SampleWay.Nodes} nodes, {SampleWay.MessagesOfNode} messages each, {SampleNode.ReadingsInMessage} readings a message; {rounds} rounds after one to warm up.");
        Console.WriteLine("round   plain client readings/s   the store alone   ratio   the whole way   ratio");
        var (ofStore, ofWay) = (new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            var plain = await PlainAsync(influx, $"plain{round}", cancellationToken);
            var store = await StoreAsync(influx, $"store{round}", cancellationToken);
            var way = await WayAsync(influx, $"way{round}", cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(round == 0 ? "warm-up" : round.ToString(CultureInfo.InvariantCulture)),-7} {plain,23:N0} {store,17:N0} {store / plain,7:0.00} {way,15:N0} {way / plain,7:0.00}"));
            if (round > 0)
            {
                ofStore.Add(store / plain);
                ofWay.Add(way / plain);
            }
        }

        ofStore.Sort();
        ofWay.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio: the store {ofStore[rounds / 2]:0.00}, the whole way {ofWay[rounds / 2]:0.00}"));
        await AtRestAsync(cancellationToken);
        return 0;
    }

    /// <summary>Ten thousand lines a request, as InfluxDB's own advice has it, one after the other, not packed.</summary>
    private static async Task<double> PlainAsync(ServerProcess influx, string database, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = UrlOf(influx) };
        await AskAsync(http, $"CREATE DATABASE {database}", cancellationToken);
        var write = new Uri($"write?db={database}&precision=ms", UriKind.Relative);
        var watch = Stopwatch.StartNew();
        foreach (var lines in Lines().Chunk(LinesOfRequest))
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(string.Concat(lines)));
            using var answer = await http.PostAsync(write, content, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        var rate = Readings / watch.Elapsed.TotalSeconds;
        await AskAsync(http, $"DROP DATABASE {database}", cancellationToken);
        return rate;
    }

    private static IEnumerable<string> Lines()
    {
        var first = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var node in Nodes())
        {
            for (var message = 0; message < SampleWay.MessagesOfNode; message++)
            {
                for (var series = 0; series < SampleNode.ReadingsInMessage; series++)
                {
                    yield return string.Create(
                        CultureInfo.InvariantCulture,
                        $"reading,coop={node.Coops[message % node.Coops.Length]},farm={node.Farm},place=place-{series},quantity={QuantityFacts.Of(SampleNode.QuantityOf(series)).Name} value={SampleNode.ValueOf(message, series)} {first + node.AfterFirstMilliseconds(message)}\n");
                }
            }
        }
    }

    private static async Task<double> StoreAsync(ServerProcess influx, string database, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("roost-bench-").FullName;
        using var store = New(influx, database, folder);
        await store.StartAsync(cancellationToken);
        var places = Enumerable.Range(0, SampleNode.ReadingsInMessage).Select(series => $"place-{series}").ToArray();
        var first = TimeProvider.System.GetUtcNow();
        var watch = Stopwatch.StartNew();
        foreach (var node in Nodes())
        {
            for (var message = 0; message < SampleWay.MessagesOfNode; message++)
            {
                var at = first.AddMilliseconds(node.AfterFirstMilliseconds(message));
                var readings = new Reading[SampleNode.ReadingsInMessage];
                for (var series = 0; series < readings.Length; series++)
                {
                    readings[series] = new(SampleNode.QuantityOf(series), places[series], at, SampleNode.ValueOf(message, series), Quality.Good);
                }

                await store.AppendAsync(new(node.Farm, "agent", node.Coops[message % node.Coops.Length], (ulong)message + 1, readings), cancellationToken);
            }
        }

        await store.FlushAsync(cancellationToken);
        var rate = Readings / watch.Elapsed.TotalSeconds;
        await store.StopAsync(cancellationToken);
        await EndAsync(influx, database, folder, cancellationToken);
        return rate;
    }

    private static async Task<double> WayAsync(ServerProcess influx, string database, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("roost-bench-").FullName;
        await using var broker = await ServerProcess.MosquittoAsync(cancellationToken);
        await using (var cloud = CloudService.Build(
        [
            "--urls", "http://127.0.0.1:0", "--Store:Directory", folder, "--Store:Kind", "influx", "--Store:Url", UrlOf(influx).ToString(), "--Store:Database", database,
            "--Broker:Embedded", "false", "--Broker:Host", broker.EndPoint.Address.ToString(), "--Broker:Port", broker.EndPoint.Port.ToString(CultureInfo.InvariantCulture),
            "--Logging:LogLevel:Default", "Warning",
        ]))
        {
            await cloud.StartAsync(cancellationToken);
            var rate = await SampleWay.ToCommittedAsync(cloud.Services, broker.EndPoint, cancellationToken);
            await cloud.StopAsync(cancellationToken);
            await EndAsync(influx, database, folder, cancellationToken);
            return rate.ReadingsPerSecond;
        }
    }

    private static async Task AtRestAsync(CancellationToken cancellationToken)
    {
        await using var influx = await ServerProcess.InfluxAsync(cancellationToken);
        var folder = Directory.CreateTempSubdirectory("roost-bench-").FullName;
        using (var store = New(influx, "rest", folder))
        {
            await store.StartAsync(cancellationToken);
            await StoreBenchmark.FillAsync(store, coops: 1, DaysAtRest, cancellationToken);
            await store.StopAsync(cancellationToken);
        }

        // Closed meanwhile, or it would begin to sum up.
        Say("readings alone", await RestingBytesAsync(influx, cancellationToken));
        using (var store = New(influx, "rest", folder))
        {
            await store.StartAsync(cancellationToken);
            await store.MendAsync(cancellationToken);
            Say("with the sums of minutes and hours", await RestingBytesAsync(influx, cancellationToken));
            foreach (var length in new[] { 1, 7, DaysAtRest })
            {
                await StoreBenchmark.MeasureAsync($"{length}-day chart", () => StoreBenchmark.ChartAsync(store, 0, length, DaysAtRest, cancellationToken));
            }

            await store.StopAsync(cancellationToken);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void Say(string what, long bytes) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"at rest, {DaysAtRest} days of {StoreBenchmark.Series} series at a reading a minute, {what}: {bytes / 1e6:0.0} MB, {bytes / ((double)DaysAtRest * 24 * 60 * StoreBenchmark.Series):0.00} bytes a reading"));

    /// <summary>
    /// The size of influxd's logs and data files once it has tidied up, which is the same ten times in a row, two seconds apart. Its list of series, of a
    /// fixed size, is left out.
    /// </summary>
    private static async Task<long> RestingBytesAsync(ServerProcess influx, CancellationToken cancellationToken)
    {
        var (bytes, same) = (0L, 0);
        while (same < 10)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken);
            var now = Bytes();
            same = now == bytes ? same + 1 : 0;
            bytes = now;
        }

        return bytes;

        // Files come and go while it tidies up.
        long Bytes() => new DirectoryInfo(influx.Folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Extension is ".tsm" or ".wal" or ".tombstone").Sum(file => file.Exists ? file.Length : 0);
    }

    private static double Readings => SampleWay.Nodes * (double)SampleWay.MessagesOfNode * SampleNode.ReadingsInMessage;

    private static IEnumerable<(string Farm, string[] Coops, Func<int, long> AfterFirstMilliseconds)> Nodes() =>
        Enumerable.Range(0, SampleWay.Nodes).Select(index => SampleNode.PlanOf(index.ToString(CultureInfo.InvariantCulture), SampleWay.MessagesOfNode));

    private static InfluxTelemetryStore New(ServerProcess influx, string database, string folder) => new(
        Options.Create(new StoreOptions { Kind = "influx", Url = UrlOf(influx).ToString(), Database = database, Directory = folder }),
        TimeProvider.System,
        NullLogger<InfluxTelemetryStore>.Instance);

    private static Uri UrlOf(ServerProcess influx) => new($"http://{influx.EndPoint}/");

    private static async Task EndAsync(ServerProcess influx, string database, string folder, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = UrlOf(influx) };
        await AskAsync(http, $"DROP DATABASE {database}", cancellationToken);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task AskAsync(HttpClient http, string statement, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent([new("q", statement)]);
        using var answer = await http.PostAsync(new Uri("query", UriKind.Relative), content, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
