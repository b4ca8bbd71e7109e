using System.Threading.Channels;

namespace Roost.Simulators.Cameras;

/// <summary>
/// Hands what a camera makes to whoever looks. Each viewer has room for one thing that waits; who is slower than the camera misses what
/// came in between and never holds up the camera or another viewer. Thread-safe.
/// </summary>
internal sealed class CameraFeed<T>
{
    private readonly Lock gate = new();
    private readonly List<Channel<T>> viewers = [];

    /// <summary>Whether anyone looks.</summary>
    public bool HasViewers
    {
        get
        {
            lock (gate)
            {
                return viewers.Count > 0;
            }
        }
    }

    /// <summary>Gives the next thing to every viewer.</summary>
    public void Publish(T next)
    {
        lock (gate)
        {
            foreach (var viewer in viewers)
            {
                viewer.Writer.TryWrite(next);
            }
        }
    }

    /// <summary>Ends every viewer's stream, as if the plug had been pulled.</summary>
    public void Cut()
    {
        lock (gate)
        {
            foreach (var viewer in viewers)
            {
                viewer.Writer.TryComplete();
            }

            viewers.Clear();
        }
    }

    /// <summary>Everything from here on that this viewer is fast enough for, until it is cut off.</summary>
    public async IAsyncEnumerable<T> WatchAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mine = Channel.CreateBounded<T>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (gate)
        {
            viewers.Add(mine);
        }

        try
        {
            await foreach (var next in mine.Reader.ReadAllAsync(cancellationToken))
            {
                yield return next;
            }
        }
        finally
        {
            lock (gate)
            {
                viewers.Remove(mine);
            }
        }
    }
}
