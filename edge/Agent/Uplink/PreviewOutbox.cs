using System.Threading.Channels;
using Roost.Domain.Wire;

namespace Roost.Edge.Uplink;

/// <summary>A preview picture on its way.</summary>
internal sealed record PreviewPicture(PreviewTopic Topic, ReadOnlyMemory<byte> Jpeg);

/// <summary>Preview pictures wait here for a moment at most: without a connection, or behind newer ones, they are dropped and counted.</summary>
internal sealed class PreviewOutbox
{
    private const int Pictures = 8;

    private readonly Channel<PreviewPicture> pictures = Channel.CreateBounded<PreviewPicture>(
        new BoundedChannelOptions(Pictures) { FullMode = BoundedChannelFullMode.DropOldest },
        _ => AgentMeter.PreviewsDropped.Add(1));

    private volatile Action? announce;

    /// <summary>Takes a picture; never blocks.</summary>
    public void Offer(PreviewPicture picture)
    {
        if (announce is { } waiting)
        {
            pictures.Writer.TryWrite(picture);
            waiting();
        }
        else
        {
            AgentMeter.PreviewsDropped.Add(1);
        }
    }

    /// <summary>Opens the outbox; <paramref name="announce"/> is called for every picture.</summary>
    public void Open(Action announce) => this.announce = announce;

    /// <summary>Closes it and drops what waits.</summary>
    public void Close()
    {
        announce = null;
        while (TryTake() is not null)
        {
            AgentMeter.PreviewsDropped.Add(1);
        }
    }

    /// <summary>The next picture, or null.</summary>
    public PreviewPicture? TryTake() => pictures.Reader.TryRead(out var picture) ? picture : null;
}
