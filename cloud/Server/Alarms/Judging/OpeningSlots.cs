namespace Roost.Cloud.Alarms.Judging;

/// <summary>
/// How many coops read their last day from the store at the same time. Without a bound a start with thousands of them would hold up everything else
/// that the store is asked for; a coop that has to wait takes in readings meanwhile and finds them in the store. Thread-safe.
/// </summary>
internal sealed class OpeningSlots : IDisposable
{
    // Most of the time one waits for what is on its way into the store, all together.
    private const int Slots = 32;

    private readonly SemaphoreSlim free = new(Slots);
    private long opened;

    /// <summary>How often a coop was opened.</summary>
    public long Opened => Volatile.Read(ref opened);

    /// <summary>Takes a slot; false when there is none just now.</summary>
    public bool TryTake() => free.Wait(0);

    /// <summary>Gives it back.</summary>
    public void GiveBack(bool isOpened)
    {
        Interlocked.Add(ref opened, isOpened ? 1 : 0);
        free.Release();
    }

    public void Dispose() => free.Dispose();
}
