using System.Diagnostics;
using System.Globalization;
using System.Net;
using MQTTnet;
using Roost.Cloud.Twins;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Benchmarks;

/// <summary>Sends the messages of some nodes through a broker, and waits until they have arrived.</summary>
internal static class SampleWay
{
    public const int Nodes = 4;
    public const int MessagesOfNode = 10_000;

    /// <summary>Readings a second from the first message until the service has acknowledged all.</summary>
    public static Task<double> ToCommittedAsync(IServiceProvider services, IPEndPoint broker, CancellationToken cancellationToken) =>
        MeasureAsync(broker, $"{Topic.Namespace}/+/NCMD/+", node => BearAsync(services, node, cancellationToken), (nodes, message) =>
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

    // A twin that begins reads the store first: the clock starts when all have.
    private static async Task BearAsync(IServiceProvider services, SampleNode node, CancellationToken cancellationToken)
    {
        await node.BearAsync(cancellationToken);
        var grains = services.GetRequiredService<IGrainFactory>();
        foreach (var coop in node.Coops)
        {
            var twin = grains.GetGrain<ICoopGrain>(CoopKey.Of(node.Farm, coop));
            while ((await twin.SnapshotAsync()).Agent is null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>Readings a second from the first message until all have arrived.</summary>
    public static async Task<double> MeasureAsync(
        IPEndPoint broker,
        string filter,
        Func<SampleNode, Task> begin,
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
        }

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(nodes.Values.Select(node => Task.Run(() => node.SendAsync(cancellationToken), cancellationToken)));
        await done.Task.WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
        var elapsed = watch.Elapsed;
        foreach (var client in clients)
        {
            await client.DisconnectAsync(cancellationToken: cancellationToken);
            client.Dispose();
        }

        foreach (var node in nodes.Values)
        {
            node.Dispose();
        }

        return Nodes * MessagesOfNode * (double)SampleNode.ReadingsInMessage / elapsed.TotalSeconds;

        async Task<IMqttClient> ConnectAsync()
        {
            var client = factory.CreateMqttClient();
            await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer(broker.Address.ToString(), broker.Port).Build(), cancellationToken);
            clients.Add(client);
            return client;
        }
    }
}
