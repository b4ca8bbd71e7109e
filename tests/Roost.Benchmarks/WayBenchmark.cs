using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Roost.Cloud;
using Roost.Cloud.Broker;
using Roost.Cloud.Ingest;
using Roost.Sparkplug;

namespace Roost.Benchmarks;

/// <summary>
/// Readings a second from MQTT publish to committed row, with the embedded broker, ingest, twins and DuckDB, beside what the same broker
/// forwards to a subscriber that does nothing. Both in this process and on the same messages, in turn; the ratio of a pair is the figure.
/// </summary>
internal static class WayBenchmark
{
    public static async Task<int> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{SampleWay.Nodes} nodes, {SampleWay.MessagesOfNode} messages each of {SampleWay.MessagesOfNode / SampleNode.MessagesOfCoop} coops, {SampleNode.ReadingsInMessage} readings a message; {rounds} rounds after one to warm up.");
        Console.WriteLine("round   forwarded readings/s   committed readings/s   ratio   processor time of a reading, forwarded and committed, µs");
        var ratios = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            var forwarded = await ForwardAsync(cancellationToken);
            var committed = await CommitAsync(cancellationToken);
            var ratio = committed.ReadingsPerSecond / forwarded.ReadingsPerSecond;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(round == 0 ? "warm-up" : round.ToString(CultureInfo.InvariantCulture)),-7} {forwarded.ReadingsPerSecond,20:N0} {committed.ReadingsPerSecond,22:N0} {ratio,7:0.00} {forwarded.ProcessorMicroseconds,16:0.00} {committed.ProcessorMicroseconds,9:0.00}"));
            if (round > 0)
            {
                ratios.Add(ratio);
            }
        }

        ratios.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio {ratios[ratios.Count / 2]:0.00}"));
        return 0;
    }

    private static async Task<Pace> ForwardAsync(CancellationToken cancellationToken)
    {
        using var rejections = new Rejections(TimeProvider.System, NullLogger<Rejections>.Instance);
        using var broker = new EmbeddedBroker(Options.Create(new BrokerOptions { Port = 0 }), rejections, TimeProvider.System, NullLoggerFactory.Instance);
        await broker.StartingAsync(cancellationToken);
        var rate = await SampleWay.MeasureAsync(broker.EndPoint!, $"{Topic.Namespace}/+/DDATA/#", static _ => Task.CompletedTask, static _ => Task.CompletedTask, (nodes, message) =>
        {
            var topic = message.Topic;
            nodes[topic[(topic.IndexOf("coop-", StringComparison.Ordinal) + 5)..topic.LastIndexOf('-')]].OneArrived();
        }, cancellationToken);
        await broker.StoppedAsync(cancellationToken);
        return rate;
    }

    private static async Task<Pace> CommitAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("roost-bench-").FullName;
        try
        {
            await using var cloud = CloudService.Build(["--urls", "http://127.0.0.1:0", "--Broker:Port", "0", "--Store:Directory", folder, "--Logging:LogLevel:Default", "Warning"]);
            await cloud.StartAsync(cancellationToken);
            var endPoint = cloud.Services.GetRequiredService<EmbeddedBroker>().EndPoint!;
            var rate = await SampleWay.ToCommittedAsync(cloud.Services, endPoint, cancellationToken);
            await cloud.StopAsync(cancellationToken);
            return rate;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
