using System.Buffers;
using System.Net;
using System.Net.Sockets;
using MQTTnet;
using MQTTnet.Server;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Simulators.Tests.Fleet;

/// <summary>A real broker with a host behind it that keeps what agents send, and acknowledges it as far as the test lets it.</summary>
internal sealed class TestReceiver : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Agent> agents = [];
    private readonly Func<int, bool> loses;
    private MqttServer? server;
    private int messages;

    private TestReceiver(int port, Func<int, bool> loses) => (Port, this.loses) = (port, loses);

    public int Port { get; }

    /// <summary>What went wrong by the standard, in sentences.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Every batch that was taken, with how many times it came and what it held.</summary>
    public IReadOnlyList<(string Agent, ulong Number, int Times, string Device, IReadOnlyList<Metric> Readings)> Batches
    {
        get
        {
            lock (gate)
            {
                return [.. agents.SelectMany(agent => agent.Value.Batches.Select(batch => (agent.Key, batch.Key, batch.Value.Times, batch.Value.Device, batch.Value.Readings)))];
            }
        }
    }

    /// <param name="loses">Says of each data message, by its number from 1, whether it is lost behind the broker.</param>
    public static async Task<TestReceiver> StartAsync(Func<int, bool>? loses = null)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var receiver = new TestReceiver(((IPEndPoint)probe.LocalEndpoint).Port, loses ?? (_ => false));
        probe.Stop();
        await receiver.StartServerAsync();
        return receiver;
    }

    /// <summary>The broker and the host go and come back; what was stored stays.</summary>
    public async Task RestartAsync()
    {
        await server!.StopAsync(new MqttServerStopOptions());
        server.Dispose();
        lock (gate)
        {
            foreach (var agent in agents.Values)
            {
                agent.IsBorn = false;
            }
        }

        await StartServerAsync();
    }

    /// <summary>Sends a command to an agent that has been heard of.</summary>
    public async Task CommandAsync(string agent, string metric, MetricValue value) =>
        await CommandAsync(agents[agent].Topic, metric, value);

    public async ValueTask DisposeAsync()
    {
        await server!.StopAsync(new MqttServerStopOptions());
        server.Dispose();
    }

    private async Task StartServerAsync()
    {
        var options = new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(Port)
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointBoundIPV6Address(IPAddress.None).Build();
        server = new MqttServerFactory().CreateMqttServer(options);
        server.InterceptingPublishAsync += OnPublishedAsync;
        await server.StartAsync();
        await server.InjectApplicationMessage(new InjectedMqttApplicationMessage(new MqttApplicationMessage
        {
            Topic = HostState.TopicOf("roost"),
            Payload = new ReadOnlySequence<byte>(HostState.Encode(true, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())),
            Retain = true,
        }));
    }

    private async Task OnPublishedAsync(InterceptingPublishEventArgs published)
    {
        if (!Topic.TryParse(published.ApplicationMessage.Topic, out var topic, out _)
            || !PayloadCodec.TryDecode(published.ApplicationMessage.Payload, out var payload, out _))
        {
            return;
        }

        ulong? acked = null;
        lock (gate)
        {
            if (!agents.TryGetValue(topic.Node, out var agent))
            {
                agents[topic.Node] = agent = new Agent(topic);
            }

            switch (topic.Kind)
            {
                case MessageKind.NodeBirth:
                    agent.IsBorn = true;
                    agent.Oldest ??= payload.Metrics.First(metric => metric.Name == RoostMetrics.OldestBatch).Value.TryGetUInt64(out var oldest) ? oldest : 0;
                    Check(agent, payload, isBirth: true);
                    break;
                case MessageKind.NodeDeath:
                    agent.IsBorn = false;
                    break;
                case MessageKind.DeviceBirth:
                    Check(agent, payload);
                    break;
                case MessageKind.DeviceData:
                    Check(agent, payload);
                    acked = Take(agent, topic.Device!, payload);
                    break;
            }
        }

        if (acked is { } through)
        {
            await CommandAsync(topic, RoostMetrics.Acked, MetricValue.OfUInt64(through));
        }
    }

    private void Check(Agent agent, Payload payload, bool isBirth = false)
    {
        if (!agent.IsBorn)
        {
            Faults.Add("A message came before its node's birth.");
        }

        if (payload.Sequence != (isBirth ? 0 : (agent.Sequence + 1) % 256))
        {
            Faults.Add($"Sequence {payload.Sequence} came after {agent.Sequence}.");
        }

        agent.Sequence = payload.Sequence!.Value;
    }

    private ulong? Take(Agent agent, string device, Payload payload)
    {
        if (loses(++messages) || !payload.Metrics[0].Value.TryGetUInt64(out var number))
        {
            return null;
        }

        var times = agent.Batches.TryGetValue(number, out var known) ? known.Times : 0;
        agent.Batches[number] = (times + 1, device, [.. payload.Metrics.Skip(1)]);
        var through = agent.Oldest!.Value - 1;
        while (agent.Batches.ContainsKey(through + 1))
        {
            through++;
        }

        return through;
    }

    private Task CommandAsync(Topic agent, string metric, MetricValue value) => server!.InjectApplicationMessage(new InjectedMqttApplicationMessage(
        new MqttApplicationMessage
        {
            Topic = new Topic(agent.Group, MessageKind.NodeCommand, agent.Node).ToString(),
            Payload = new ReadOnlySequence<byte>(PayloadCodec.Encode(new Payload(null, null, [new Metric(metric, null, null, value)]))),
        }));

    private sealed class Agent(Topic topic)
    {
        public Topic Topic => topic;

        public bool IsBorn { get; set; }

        public ulong? Oldest { get; set; }

        public ulong Sequence { get; set; }

        public Dictionary<ulong, (int Times, string Device, IReadOnlyList<Metric> Readings)> Batches { get; } = [];
    }
}
