namespace Roost.Edge.Uplink;

/// <summary>Follows the STATE messages of the host application.</summary>
internal sealed class HostPresence
{
    private long onlineSinceMilliseconds;

    /// <summary>Whether the host is known to be there.</summary>
    public bool IsOnline { get; private set; }

    /// <summary>
    /// Takes a state. The late will of a connection that the host has replaced is older than its last "online" and changes nothing; an
    /// "online" always counts, so that a host whose clock was set back is not taken for dead.
    /// </summary>
    public void Take(bool online, long timestampMilliseconds)
    {
        if (online)
        {
            onlineSinceMilliseconds = timestampMilliseconds;
        }

        if (online || timestampMilliseconds >= onlineSinceMilliseconds)
        {
            IsOnline = online;
        }
    }
}
