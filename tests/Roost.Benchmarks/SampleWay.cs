using System.Diagnostics;
using System.Globalization;
using System.Net;
using MQTTnet;
using Roost.Cloud.Alarms.Judging;
using Roost.Cloud.Twins;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Benchmarks;

/// <summary>Sends the messages of some nodes through a broker, and waits until they have arrived.</summary>
internal static class SampleWay
{
    public const int Nodes = 4;
    public const int MessagesOfNode = 10_000;

    /// <summary>How quickly the service acknowledges all.</summary>
    public static Task<Pace> ToCommittedAsync(IServiceProvider services, IPEndPoint broker, CancellationToken cancellationToken)
    {
        var coops = 0;
        return MeasureAsync(
            broker,
            $"{Topic.Namespace}/+/NCMD/+",
            node => BearAsync(services, node, coops += node.Coops.Length, cancellationToken),
            node => SettleAsync(services, node),
            (nodes, message) =>
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
            },
            cancellationToken);
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

    /// <summary>How quickly all arrive.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="filter">What the listener subscribes to.</param>
    /// <param name="begin">What comes before a node's messages.</param>
    /// <param name="settle">What is waited for when each coop's first message has arrived, before the clock starts.</param>
    /// <param name="arrived">What a message that the listener gets says.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public static async Task<Pace> MeasureAsync(
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
}

/// <summary>How quickly readings went their way.</summary>
/// <param name="ReadingsPerSecond">Readings a second.</param>
/// <param name="ProcessorMicroseconds">Processor time of a reading in this process, µs.</param>
internal readonly record struct Pace(double ReadingsPerSecond, double ProcessorMicroseconds);
