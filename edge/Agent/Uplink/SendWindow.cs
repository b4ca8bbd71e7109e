namespace Roost.Edge.Uplink;

/// <summary>
/// Decides what is sent: live batches at once, and below them everything unacknowledged in the order of numbers, at most so many at a
/// time. The cloud's acknowledgement is cumulative, so a live batch stays unacknowledged while older backlog is on its way; that is no
/// reason to send it again. Only when the acknowledgement stands still does everything behind it go again. Pure; not thread-safe.
/// </summary>
internal sealed class SendWindow(ulong everSentThrough)
{
    /// <summary>Most backlog batches that may be unacknowledged.</summary>
    public const int Size = 64;

    /// <summary>The longest standstill of the acknowledgement while something waits for it.</summary>
    public static readonly TimeSpan AckTimeout = TimeSpan.FromSeconds(10);

    private readonly Queue<ulong> backlog = new();
    private readonly Queue<ulong> live = new();
    private ulong acked;
    private ulong highestSent = everSentThrough;
    private bool isWaiting;
    private DateTimeOffset progressAt;

    /// <summary>Whether another backlog batch may be sent.</summary>
    public bool HasRoom => backlog.Count < Size;

    /// <summary>What lies below needs no acknowledgement: it is acknowledged, or was announced as gone in the last birth.</summary>
    public ulong Floor { get; private set; }

    /// <summary>Forgets what was sent, because it goes again.</summary>
    public void SendAgain()
    {
        backlog.Clear();
        live.Clear();
        isWaiting = false;
    }

    /// <summary>A birth told the host that nothing below a number will come any more.</summary>
    public void Announce(ulong oldest) => Floor = Math.Max(Floor, oldest);

    /// <summary>A live batch was sent.</summary>
    public void SentLive(ulong number, DateTimeOffset now)
    {
        live.Enqueue(number);
        Sent(number, now);
    }

    /// <summary>A batch from the disk was sent.</summary>
    public void SentBacklog(ulong number, DateTimeOffset now)
    {
        backlog.Enqueue(number);
        Sent(number, now);
    }

    /// <summary>Whether a number went live already; the reader asks for each number once, in order.</summary>
    public bool WentLive(ulong number)
    {
        while (live.TryPeek(out var sent) && sent < number)
        {
            live.Dequeue();
        }

        return live.TryPeek(out var next) && next == number;
    }

    /// <summary>Takes an acknowledgement; false when nothing with such a number was ever sent.</summary>
    public bool TryAcknowledge(ulong through, DateTimeOffset now)
    {
        if (through > highestSent && through >= Floor)
        {
            return false;
        }

        if (through > acked)
        {
            acked = through;
            Floor = Math.Max(Floor, through + 1);
            progressAt = now;
            while (backlog.TryPeek(out var sent) && sent <= through)
            {
                backlog.Dequeue();
            }

            isWaiting = highestSent > through;
        }

        return true;
    }

    /// <summary>Whether the acknowledgement has stood still for too long.</summary>
    public bool IsOverdue(DateTimeOffset now) => isWaiting && now - progressAt >= AckTimeout;

    private void Sent(ulong number, DateTimeOffset now)
    {
        highestSent = Math.Max(highestSent, number);
        if (!isWaiting)
        {
            (isWaiting, progressAt) = (true, now);
        }
    }
}
