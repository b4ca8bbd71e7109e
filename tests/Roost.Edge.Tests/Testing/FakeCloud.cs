using System.Buffers;
using Roost.Domain.Wire;
using Roost.Edge.Uplink;
using Roost.Sparkplug;

namespace Roost.Edge.Tests.Testing;

/// <summary>A message of the agent as a host understands it.</summary>
/// <param name="Names">The names of its metrics, resolved.</param>
internal sealed record ReceivedMessage(Topic Topic, Payload Payload, SessionVerdict Verdict, IReadOnlyList<string> Names)
{
    public ulong? Batch { get; } = NumberIn(Payload, RoostMetrics.Batch);

    public ulong? Oldest { get; } = NumberIn(Payload, RoostMetrics.OldestBatch);

    public bool IsHistorical => Payload.Metrics.Any(metric => metric.IsHistorical);

    public ulong? Number(string name) => NumberIn(Payload, name);

    private static ulong? NumberIn(Payload payload, string name) =>
        payload.Metrics.FirstOrDefault(metric => metric.Name == name) is { Name: not null } found && found.Value.TryGetUInt64(out var number) ? number : null;
}

/// <summary>Plays the cloud on a broker: reads what the agent says as any Sparkplug host would, and answers when told to.</summary>
internal sealed class FakeCloud
{
    private readonly ITestBroker broker;
    private readonly NodeSession<string> session = new((_, name, _) => name);
    private readonly List<ReceivedMessage> messages = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long stateTimestamp;

    public FakeCloud(ITestBroker broker)
    {
        this.broker = broker;
        broker.Published += Receive;
    }

    /// <summary>Acknowledge every batch as soon as all below it have come, as the cloud does.</summary>
    public bool AcknowledgesAtOnce { get; set; }

    public ReceivedMessage[] Messages
    {
        get
        {
            lock (messages)
            {
                return [.. messages];
            }
        }
    }

    public ReceivedMessage[] Of(MessageKind kind) => [.. Messages.Where(message => message.Topic.Kind == kind)];

    public ulong[] Batches => [.. Of(MessageKind.DeviceData).Select(message => message.Batch!.Value)];

    public Task SayAsync(bool online) =>
        broker.SendAsync(HostState.TopicOf(BrokerConnection.HostId), HostState.Encode(online, ++stateTimestamp), retain: true);

    public Task AcknowledgeAsync(ulong through) => CommandAsync(new Metric(RoostMetrics.Acked, null, null, MetricValue.OfUInt64(through)));

    public Task AskForRebirthAsync() => CommandAsync(new Metric(NodeMetrics.Rebirth, null, null, MetricValue.OfBoolean(true)));

    public Task CommandAsync(params Metric[] metrics) => SendCommandAsync(PayloadCodec.Encode(new Payload(0, null, metrics)));

    public Task SendCommandAsync(byte[] bytes) => broker.SendAsync(new Topic(TestAgent.Farm, MessageKind.NodeCommand, TestAgent.Name).ToString(), bytes);

    /// <summary>Waits until something is so; the test's own time limit says when that was in vain.</summary>
    public async Task UntilAsync(Func<FakeCloud, bool> isSo, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (messages)
            {
                next = changed.Task;
            }

            if (isSo(this))
            {
                return;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    private void Receive(string topicText, byte[] bytes)
    {
        if (!Topic.TryParse(topicText, out var topic, out _) || topic.Kind is MessageKind.NodeCommand)
        {
            return;
        }

        Assert.That(PayloadCodec.TryDecode(new ReadOnlySequence<byte>(bytes), out var payload, out var problem), Is.True, problem);
        TaskCompletionSource before;
        ulong? batch;
        lock (messages)
        {
            var resolved = new List<ResolvedMetric<string>>();
            var verdict = session.Receive(topic, payload!, resolved);
            var message = new ReceivedMessage(topic, payload!, verdict, [.. resolved.Select(each => each.Known)]);
            messages.Add(message);
            batch = message.Batch;
            before = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        before.SetResult();
        if (AcknowledgesAtOnce && (batch is not null || topic.Kind == MessageKind.NodeBirth))
        {
            _ = AcknowledgeCompleteAsync();
        }
    }

    private Task AcknowledgeCompleteAsync()
    {
        // The ledger of the cloud in miniature: what an NBIRTH says is gone counts as there.
        var mark = 0UL;
        lock (messages)
        {
            mark = messages.Max(message => message.Oldest ?? 0) - 1;
            foreach (var number in messages.Select(message => message.Batch).OfType<ulong>().Distinct().Order())
            {
                mark = number == mark + 1 ? number : mark;
            }
        }

        return AcknowledgeAsync(mark);
    }
}
