namespace Roost.Simulators.Fleet;

/// <summary>A batch that is to be sent.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Coop">Which of the agent's coops it is of.</param>
/// <param name="TakenAtMilliseconds">When it was measured, milliseconds since 1970 UTC.</param>
/// <param name="IsAgain">Whether it was sent before.</param>
internal readonly record struct FleetBatch(ulong Number, int Coop, long TakenAtMilliseconds, bool IsAgain);

/// <summary>What an acknowledgement meant.</summary>
internal enum AckMeaning
{
    /// <summary>Batches that were open are stored.</summary>
    Progress = 1,

    /// <summary>It says what was known.</summary>
    Known,

    /// <summary>It speaks of batches that were never sent.</summary>
    Impossible,
}

/// <summary>
/// An agent's spool in short: batches from measuring to acknowledgement, in order, 24 bytes each. Sends at most a window of them ahead of
/// the acknowledgement, and everything that is open again when told to. Pure; not thread-safe.
/// </summary>
/// <param name="first">Number of the first batch.</param>
/// <param name="window">Most batches sent and not acknowledged.</param>
/// <param name="most">Most batches held.</param>
internal sealed class BatchQueue(ulong first, int window, int most)
{
    private Entry[] ring = new Entry[4];
    private int head;
    private int sent;
    private ulong sentBelow = first;
    private long progressAt;

    /// <summary>Number of the oldest batch held, or of the next when none is.</summary>
    public ulong Oldest { get; private set; } = first;

    /// <summary>Number of the next batch.</summary>
    public ulong Next => Oldest + (ulong)Count;

    /// <summary>Batches held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the window lets another be sent.</summary>
    public bool HasRoom => sent < window;

    /// <summary>Takes a new batch in; false when it would be one too many.</summary>
    public bool TryAdd(int coop, long takenAtMilliseconds)
    {
        if (Count == most)
        {
            return false;
        }

        if (Count == ring.Length)
        {
            Grow();
        }

        ring[IndexOf(Count++)] = new(takenAtMilliseconds, 0, coop);
        return true;
    }

    /// <summary>The next batch to send, if there is one and the window has room.</summary>
    /// <param name="now">A timestamp of the machine's clock.</param>
    /// <param name="batch">The batch.</param>
    public bool TrySend(long now, out FleetBatch batch)
    {
        batch = default;
        if (sent == Count || !HasRoom)
        {
            return false;
        }

        var number = Oldest + (ulong)sent;
        ref var entry = ref ring[IndexOf(sent)];
        var again = number < sentBelow;
        if (!again)
        {
            entry = entry with { SentAt = now };
            sentBelow = number + 1;
        }

        if (sent++ == 0)
        {
            progressAt = now;
        }

        batch = new(number, entry.Coop, entry.TakenAtMilliseconds, again);
        return true;
    }

    /// <summary>Takes an acknowledgement: everything up to a number is stored.</summary>
    /// <param name="through">The number.</param>
    /// <param name="now">A timestamp of the machine's clock.</param>
    /// <param name="stored">Takes the timestamp of the first sending of each batch that it tells of.</param>
    public AckMeaning Acknowledge(ulong through, long now, ICollection<long> stored)
    {
        if (through < Oldest)
        {
            return AckMeaning.Known;
        }

        if (through >= sentBelow)
        {
            return AckMeaning.Impossible;
        }

        var count = (int)(through - Oldest + 1);
        for (var index = 0; index < count; index++)
        {
            stored.Add(ring[IndexOf(index)].SentAt);
        }

        head = IndexOf(count);
        Count -= count;
        Oldest += (ulong)count;
        sent = Math.Max(0, sent - count);
        progressAt = now;
        return AckMeaning.Progress;
    }

    /// <summary>Everything that is not acknowledged goes again.</summary>
    public void SendAgain() => sent = 0;

    /// <summary>Since when the acknowledgement has stood still while something waits for it; null when nothing does.</summary>
    public long? WaitingSince => sent > 0 ? progressAt : null;

    private int IndexOf(int offset) => (head + offset) & (ring.Length - 1);

    private void Grow()
    {
        var larger = new Entry[ring.Length * 2];
        for (var index = 0; index < Count; index++)
        {
            larger[index] = ring[IndexOf(index)];
        }

        (ring, head) = (larger, 0);
    }

    private readonly record struct Entry(long TakenAtMilliseconds, long SentAt, int Coop);
}
