using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MQTTnet;
using Roost.Cloud;
using Roost.Cloud.Alarms.Judging;
using Roost.Cloud.Broker;
using Roost.Cloud.Ingest;
using Roost.Cloud.Twins;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Benchmarks;

/// <summary>
/// Readings a second from MQTT publish to committed row, with the embedded broker, ingest, twins and DuckDB, beside what the same broker
/// forwards to a subscriber that does nothing. Both in this process and on the same messages, in turn; the ratio of a pair is the figure.
/// </summary>
internal static class WayBenchmark
{
    private const int Nodes = 4;
    private const int MessagesOfNode = 10_000;

    public static async Task<int> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{Nodes} nodes, {MessagesOfNode} messages each of {MessagesOfNode / SampleNode.MessagesOfCoop} coops, {SampleNode.ReadingsInMessage} readings a message; {rounds} rounds after one to warm up.");
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
        var rate = await MeasureAsync(broker.EndPoint!, $"{Topic.Namespace}/+/DDATA/#", static _ => Task.CompletedTask, static _ => Task.CompletedTask, (nodes, message) =>
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
            var coops = 0;
            var rate = await MeasureAsync(endPoint, $"{Topic.Namespace}/+/NCMD/+", node => BearAsync(cloud.Services, node, coops += node.Coops.Length, cancellationToken), node => SettleAsync(cloud.Services, node), (nodes, message) =>
            {
                if (Topic.TryParse(message.Topic, out var topic, out _) && PayloadCodec.TryDecode(message.Payload, out var payload, out _))
                {
                    foreach (var metric in payload.Metrics)
                    {
                        if (metric.Name == RoostMetrics.Acked && metric.Value.TryGetUInt64(out var acked))
                        {
                            nodes[topic.Node].Arrived(acked);
                        }
                    }
                }
            }, cancellationToken);
            await cloud.StopAsync(cancellationToken);
            return rate;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A twin that begins reads the store first: the clock starts when all have.
    private static async Task BearAsync(IServiceProvider services, SampleNode node, int coops, CancellationToken cancellationToken)
    {
        await node.BearAsync(cancellationToken);
        var grains = services.GetRequiredService<IGrainFactory>();
        var slots = services.GetRequiredService<OpeningSlots>();
        foreach (var coop in node.Coops)
        {
            var twin = grains.GetGrain<ICoopGrain>(CoopKey.Of(node.Farm, coop));
            while ((await twin.SnapshotAsync()).Agent is null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
            }
        }

        while (slots.Opened < coops)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }
    }

    // A twin answers when it has taken in all that came before.
    private static async Task SettleAsync(IServiceProvider services, SampleNode node)
    {
        foreach (var coop in node.Coops)
        {
            await services.GetRequiredService<IGrainFactory>().GetGrain<ICoopGrain>(CoopKey.Of(node.Farm, coop)).SnapshotAsync();
        }
    }

    private static async Task<Pace> MeasureAsync(
        IPEndPoint broker,
        string filter,
        Func<SampleNode, Task> begin,
        Func<SampleNode, Task> settle,
        Action<IReadOnlyDictionary<string, SampleNode>, MqttApplicationMessage> arrived,
        CancellationToken cancellationToken)
    {
        var factory = new MqttClientFactory();
        var clients = new List<IMqttClient>();
        var nodes = new Dictionary<string, SampleNode>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var index = 0; index < Nodes; index++)
        {
            var name = index.ToString(CultureInfo.InvariantCulture);
            nodes.Add(name, new SampleNode(name, MessagesOfNode, await ConnectAsync()));
        }

        var listener = await ConnectAsync();
        listener.ApplicationMessageReceivedAsync += received =>
        {
            arrived(nodes, received.ApplicationMessage);
            if (nodes.Values.All(node => node.IsDone))
            {
                done.TrySetResult();
            }

            return Task.CompletedTask;
        };
        await listener.SubscribeAsync(filter, cancellationToken: cancellationToken);
        foreach (var node in nodes.Values)
        {
            await begin(node);
            node.Prepare();
            await node.SendFirstAsync(cancellationToken);
            while (!node.FirstIsDone)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
            }

            await settle(node);
        }

        var worked = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(nodes.Values.Select(node => Task.Run(() => node.SendRestAsync(cancellationToken), cancellationToken)));
        await done.Task.WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
        var elapsed = watch.Elapsed;
        worked = Environment.CpuUsage.TotalTime - worked;
        foreach (var client in clients)
        {
            await client.DisconnectAsync(cancellationToken: cancellationToken);
            client.Dispose();
        }

        foreach (var node in nodes.Values)
        {
            node.Dispose();
        }

        var readings = nodes.Values.Sum(node => (double)(MessagesOfNode - node.First) * SampleNode.ReadingsInMessage);
        return new(readings / elapsed.TotalSeconds, worked.TotalMicroseconds / readings);

        async Task<IMqttClient> ConnectAsync()
        {
            var client = factory.CreateMqttClient();
            await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer(broker.Address.ToString(), broker.Port).Build(), cancellationToken);
            clients.Add(client);
            return client;
        }
    }

    private readonly record struct Pace(double ReadingsPerSecond, double ProcessorMicroseconds);
}
