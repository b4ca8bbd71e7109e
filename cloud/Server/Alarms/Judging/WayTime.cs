namespace Roost.Cloud.Alarms.Judging;

/// <summary>
/// How long a coop's readings are under way, by the slowest of the last minutes: a moment that lies further back is as good as over, and what only
/// waits for time to pass need not wait for longer.
/// </summary>
internal sealed class WayTime(TimeProvider time)
{
    /// <summary>As long as at the most it is waited for readings that may still come, and as long as none has told how long they take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private TimeSpan? slowest;
    private TimeSpan? slowestBefore;
    private long since;

    /// <summary>How far the present is behind: twice what the slowest readings took.</summary>
    public TimeSpan Behind => (slowest > slowestBefore || slowestBefore is null ? slowest : slowestBefore) is { } took
        ? TimeSpan.FromTicks(Math.Clamp(took.Ticks * 2, Shortest.Ticks, Longest.Ticks))
        : Longest;

    /// <summary>Readings came.</summary>
    /// <param name="took">Since the oldest of them was taken, in real time.</param>
    public void Note(TimeSpan took)
    {
        if (time.GetElapsedTime(since) >= Window)
        {
            (slowestBefore, slowest, since) = (slowest, null, time.GetTimestamp());
        }

        slowest = slowest > took ? slowest : took;
    }
}
