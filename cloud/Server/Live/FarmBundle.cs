using Roost.Cloud.Twins;

namespace Roost.Cloud.Live;

/// <summary>
/// Changes of a farm's coops on their way to its walls: one that comes after a pause goes at once, those that follow closely go together. Each
/// message costs a screen about as much as what is in it, and sixty coops change a hundred times a second. The order is kept. Thread-safe.
/// </summary>
internal sealed class FarmBundle : IDisposable
{
    /// <summary>Longest time that a change waits for others.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Action<IReadOnlyList<CoopDelta>> send;
    private readonly ITimer timer;
    private List<CoopDelta> waiting = [];
    private long lastSent;
    private bool isTimed;

    /// <param name="time">Times the waiting.</param>
    /// <param name="send">Takes what goes together. Is never called twice at once, and must not wait.</param>
    public FarmBundle(TimeProvider time, Action<IReadOnlyList<CoopDelta>> send)
    {
        (this.time, this.send) = (time, send);
        lastSent = time.GetTimestamp() - (long)(LongestWait.TotalSeconds * time.TimestampFrequency);
        timer = time.CreateTimer(static bundle => ((FarmBundle)bundle!).SendDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Takes a change; what waits is bounded by the two that each coop makes in a second.</summary>
    public void Add(CoopDelta delta)
    {
        lock (gate)
        {
            waiting.Add(delta);
            if (isTimed)
            {
                return;
            }

            var wait = LongestWait - time.GetElapsedTime(lastSent);
            isTimed = wait > TimeSpan.Zero;
            if (isTimed)
            {
                timer.Change(wait, Timeout.InfiniteTimeSpan);
            }
            else
            {
                Send();
            }
        }
    }

    public void Dispose() => timer.Dispose();

    private void SendDue()
    {
        lock (gate)
        {
            isTimed = false;
            Send();
        }
    }

    private void Send()
    {
        var together = waiting;
        waiting = [];
        lastSent = time.GetTimestamp();
        send(together);
    }
}
