using System.Buffers;
using System.Threading.Channels;

namespace Roost.Cloud.Ingest;

/// <summary>A message as it came from the broker.</summary>
internal readonly record struct InboundMessage(string Topic, ReadOnlySequence<byte> Payload, bool IsRetained);

/// <summary>
/// Hands messages from the connection to the pump. Bounded, and full means wait: the connection is then not read, so that the broker's own
/// bounded queue and behind it the agents' spools hold the rest.
/// </summary>
internal sealed class Inbound
{
    private const int Waiting = 2_048;

    private readonly Channel<InboundMessage> channel = Channel.CreateBounded<InboundMessage>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    public ChannelReader<InboundMessage> Reader => channel.Reader;

    /// <summary>Hands a message over, as soon as there is room. After <see cref="Complete"/> it is dropped: its agent still has it.</summary>
    public ValueTask WriteAsync(InboundMessage message, CancellationToken cancellationToken) =>
        channel.Writer.TryWrite(message) ? ValueTask.CompletedTask : WaitAsync(message, cancellationToken);

    /// <summary>Nothing more is taken; the pump ends when it has read the rest.</summary>
    public void Complete() => channel.Writer.TryComplete();

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
