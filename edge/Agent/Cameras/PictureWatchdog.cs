namespace Roost.Edge.Cameras;

/// <summary>Acts when one wait for a picture takes too long. Time in which nobody waits for a picture doesn't count.</summary>
internal sealed class PictureWatchdog : IDisposable
{
    private readonly TimeSpan limit;
    private readonly ITimer timer;
    private volatile bool hasFired;

    /// <summary>Makes a watchdog that calls <paramref name="bite"/> when a wait exceeds <paramref name="limit"/> of the clock.</summary>
    public PictureWatchdog(TimeProvider clock, TimeSpan limit, Action bite)
    {
        this.limit = limit;
        timer = clock.CreateTimer(
            _ =>
            {
                hasFired = true;
                bite();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether it acted.</summary>
    public bool HasFired => hasFired;

    /// <summary>A wait begins; it ends when the guard is disposed.</summary>
    public Waiting Guard()
    {
        timer.Change(limit, Timeout.InfiniteTimeSpan);
        return new(timer);
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    /// <summary>One wait.</summary>
    public readonly struct Waiting(ITimer timer) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
