namespace Roost.Domain.Clocks;

/// <summary>
/// Says when to write a line of the log that a flood would repeat: the first time at once, then once a minute at most, with how many were
/// left out meanwhile. Thread-safe. Whoever asks counts on its own what must never go untold: after a flood's last line nothing is due
/// until the trouble comes back.
/// </summary>
public sealed class OncePerMinute(TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long? toldAt;
    private long untold;

    /// <summary>Whether to write the line now.</summary>
    /// <param name="leftOut">How many were left out since the last line; 0 for the first, and whenever none is due.</param>
    public bool IsDue(out long leftOut)
    {
        var now = time.GetTimestamp();
        lock (gate)
        {
            if (toldAt is { } last && time.GetElapsedTime(last, now) < Between)
            {
                untold++;
                leftOut = 0;
                return false;
            }

            (leftOut, untold, toldAt) = (untold, 0, now);
            return true;
        }
    }
}
