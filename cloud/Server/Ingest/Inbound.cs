using System.Buffers;
using System.Threading.Channels;
using MQTTnet;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Cloud.Ingest;

/// <summary>A message as it came from the broker.</summary>
internal readonly record struct InboundMessage(string Topic, ReadOnlySequence<byte> Payload, bool IsRetained);

/// <summary>
/// Hands messages from the broker to the pump: from the embedded one as they come off the agents' connections, from another by this service's
/// own connection. Bounded, and full means wait: the connection is then not read, so that the agents' spools hold the rest.
/// </summary>
internal sealed class Inbound(TimeProvider time)
{
    private const int Waiting = 2_048;

    // A connection that isn't read counts as silent, and is closed after one and a half times its keep-alive: 15 seconds for an agent.
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(5);

    private readonly Channel<InboundMessage> channel = Channel.CreateBounded<InboundMessage>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    public ChannelReader<InboundMessage> Reader => channel.Reader;

    /// <summary>Hands a message over, as soon as there is room. After <see cref="Complete"/> it is dropped: its agent still has it.</summary>
    public ValueTask WriteAsync(InboundMessage message, CancellationToken cancellationToken) =>
        channel.Writer.TryWrite(message) ? ValueTask.CompletedTask : WaitAsync(message, cancellationToken);

    /// <summary>
    /// Hands over what a client of the embedded broker publishes; what is not for the service counts as taken. False when there was no room for
    /// so long that the client must be heard again: what carries a batch number comes again.
    /// </summary>
    public ValueTask<bool> TakeAsync(MqttApplicationMessage published, CancellationToken cancellationToken)
    {
        if (!IsForHost(published.Topic))
        {
            return new(true);
        }

        // The packet's buffer belongs to its connection. To those who listen already nothing is retained (MQTT 3.1.1, section 3.3.1.3).
        var message = new InboundMessage(published.Topic, new(published.Payload.ToArray()), IsRetained: false);
        return channel.Writer.TryWrite(message) ? new(true) : TryWaitAsync(message, cancellationToken);
    }

    /// <summary>Nothing more is taken; the pump ends when it has read the rest.</summary>
    public void Complete() => channel.Writer.TryComplete();

    private static bool IsForHost(string topic) => topic.StartsWith(Topic.Namespace, StringComparison.Ordinal)
        ? !topic.StartsWith(HostState.Prefix, StringComparison.Ordinal)
        : MqttTopicFilterComparer.Compare(topic, PreviewTopic.Filter) == MqttTopicFilterCompareResult.IsMatch;

    private async ValueTask<bool> TryWaitAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        using var hold = new CancellationTokenSource(LongestHold, time);
        using var holding = CancellationTokenSource.CreateLinkedTokenSource(hold.Token, cancellationToken);
        try
        {
            await WaitAsync(message, holding.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async ValueTask WaitAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        while (await channel.Writer.WaitToWriteAsync(cancellationToken))
        {
            if (channel.Writer.TryWrite(message))
            {
                return;
            }
        }
    }
}
