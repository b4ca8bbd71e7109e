namespace Roost.Cloud.Notify.Outbox;

/// <summary>How long to wait after a failed attempt: 5 s, then twice as long each time, 5 minutes at most, spread by a fifth so that no crowd comes back at once.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <param name="attempts">Attempts so far, 1 at least.</param>
    /// <param name="notification">Its id, which spreads it.</param>
    public static TimeSpan After(int attempts, Guid notification)
    {
        var pause = First * Math.Pow(2, Math.Min(attempts, 10) - 1);
        var spread = (notification.ToByteArray()[^1] / 255.0 * 0.4) - 0.2;
        return (pause < Longest ? pause : Longest) * (1 + spread);
    }
}
