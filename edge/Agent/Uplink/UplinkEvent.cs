namespace Roost.Edge.Uplink;

/// <summary>What the broker brought.</summary>
internal abstract record UplinkEvent;

/// <summary>The host said whether it is there.</summary>
internal sealed record HostStateReceived(bool Online, long TimestampMilliseconds) : UplinkEvent;

/// <summary>The host asked something of this agent.</summary>
internal sealed record CommandReceived(NodeCommand Command) : UplinkEvent;

/// <summary>A message came that means nothing here.</summary>
internal sealed record GarbageReceived(string Topic, string Problem) : UplinkEvent;
