using System.Collections.Concurrent;

namespace Roost.Simulators.Fleet;

/// <summary>What the agents of a fleet count. Thread-safe.</summary>
internal sealed class FleetMeter
{
    private const int MostReasons = 20;

    private readonly ConcurrentDictionary<string, long> breaks = new(StringComparer.Ordinal);
    private long connected;
    private long connections;
    private long measured;
    private long heldBack;
    private long sent;
    private long resent;
    private long acked;
    private long repeatedAcks;
    private long strangeMessages;
    private long rebirths;

    /// <summary>From the first sending of a batch to its acknowledgement, real time.</summary>
    public LatencyHistogram AckLatency { get; } = new();

    public void Connected()
    {
        Interlocked.Increment(ref connected);
        Interlocked.Increment(ref connections);
    }

    public void Disconnected() => Interlocked.Decrement(ref connected);

    /// <summary>A connection, or the try to make one, ended for a reason that wasn't the agent's own.</summary>
    public void Broke(string reason) =>
        breaks.AddOrUpdate(breaks.Count < MostReasons || breaks.ContainsKey(reason) ? reason : "others", 1, static (_, count) => count + 1);

    /// <summary>Why connections ended, the most frequent reason first.</summary>
    public IReadOnlyList<string> Breaks() => [.. breaks.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} × {pair.Key}")];

    /// <summary>A batch exists, and has to reach the store.</summary>
    public void Measured() => Interlocked.Increment(ref measured);

    /// <summary>A batch was due while the agent held as many as it can: it was not measured.</summary>
    public void HeldBack() => Interlocked.Increment(ref heldBack);

    public void Sent(bool again)
    {
        Interlocked.Increment(ref sent);
        if (again)
        {
            Interlocked.Increment(ref resent);
        }
    }

    public void Acked(TimeSpan latency)
    {
        Interlocked.Increment(ref acked);
        AckLatency.Add(latency);
    }

    /// <summary>An acknowledgement said what was known.</summary>
    public void AckRepeated() => Interlocked.Increment(ref repeatedAcks);

    /// <summary>A message came that no agent can understand, or that speaks of what was never sent.</summary>
    public void Strange() => Interlocked.Increment(ref strangeMessages);

    /// <summary>The host asked for births.</summary>
    public void AskedForRebirth() => Interlocked.Increment(ref rebirths);

    /// <summary>All counts now. What is counted last is read first, so that no acknowledgement is ahead of its sending.</summary>
    public FleetCounts Take()
    {
        var ackedNow = Interlocked.Read(ref acked);
        var resentNow = Interlocked.Read(ref resent);
        var sentNow = Interlocked.Read(ref sent);
        return new(
            Interlocked.Read(ref connected),
            Interlocked.Read(ref connections),
            Interlocked.Read(ref measured),
            Interlocked.Read(ref heldBack),
            sentNow,
            resentNow,
            ackedNow,
            Interlocked.Read(ref repeatedAcks),
            Interlocked.Read(ref rebirths),
            Interlocked.Read(ref strangeMessages));
    }
}

/// <summary>The counts of a <see cref="FleetMeter"/> at a moment.</summary>
/// <param name="Connected">Agents connected now.</param>
/// <param name="Connections">Connections made in all.</param>
/// <param name="Measured">Batches that exist.</param>
/// <param name="HeldBack">Batches that were due while the agent held as many as it can, and so were never measured.</param>
/// <param name="Sent">Batch messages sent, those sent again included.</param>
/// <param name="Resent">Batch messages sent again.</param>
/// <param name="Acked">Batches that the receiver has stored, by its word.</param>
/// <param name="RepeatedAcks">Acknowledgements that told nothing new.</param>
/// <param name="Rebirths">Requests for births.</param>
/// <param name="Strange">Messages that no agent can understand.</param>
internal readonly record struct FleetCounts(
    long Connected,
    long Connections,
    long Measured,
    long HeldBack,
    long Sent,
    long Resent,
    long Acked,
    long RepeatedAcks,
    long Rebirths,
    long Strange)
{
    /// <summary>Batches that exist and are not acknowledged: on their way while the fleet runs, lost when it has ended.</summary>
    public long Open => Measured - Acked;
}
