using System.Collections.Frozen;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Channels;

/// <summary>Which channel serves what.</summary>
internal sealed class ChannelBoard
{
    private readonly FrozenDictionary<ChannelKind, IChannel> channels;

    /// <exception cref="ArgumentException">Two channels serve the same kind.</exception>
    public ChannelBoard(IEnumerable<IChannel> channels) =>
        this.channels = channels.SelectMany(channel => channel.Kinds.Select(kind => KeyValuePair.Create(kind, channel))).ToDictionary().ToFrozenDictionary();

    /// <summary>Whether something serves it.</summary>
    public bool Has(ChannelKind kind) => channels.ContainsKey(kind);

    /// <summary>The channel of a kind.</summary>
    /// <exception cref="KeyNotFoundException">Nothing serves it.</exception>
    public IChannel Of(ChannelKind kind) => channels[kind];
}
