namespace Roost.Simulators.Fleet;

/// <summary>
/// What an agent has measured and the cloud has not stored yet: numbered batches, sent in a bounded window, again after a birth or a
/// standstill. Counts what becomes of them. Thread-safe; a real agent has a disk.
/// </summary>
internal sealed class FleetSpool(FleetGround ground, int coops)
{
    private const int MostHeld = 4_096;

    private static readonly TimeSpan AckTimeout = TimeSpan.FromSeconds(10);

    private readonly BatchQueue queue = new(ground.FirstBatch, ground.Window, MostHeld);
    private readonly Lock gate = new();
    private readonly List<long> stored = [];
    private volatile bool measuresByItself;
    private ulong newsFrom;
    private bool answerIsDue;
    private int nextCoop;

    /// <summary>From now on its coops measure in turn, whenever the window lets a batch go; or no more.</summary>
    public void MeasureByItself(bool on) => measuresByItself = on;

    /// <summary>Takes a batch in; false when it holds as many as it can.</summary>
    public bool TryMeasure(int coop, long takenAtMilliseconds)
    {
        lock (gate)
        {
            if (!queue.TryAdd(coop, takenAtMilliseconds))
            {
                ground.Meter.HeldBack();
                return false;
            }

            ground.Meter.Measured();
            return true;
        }
    }

    /// <summary>The next batch to send, and whether it is backlog, not news.</summary>
    public bool TryNext(out FleetBatch batch, out bool historical)
    {
        var now = ground.Time.GetTimestamp();
        lock (gate)
        {
            var found = queue.TrySend(now, out batch) || (TryMeasureInTurn() && queue.TrySend(now, out batch));
            historical = batch.Number < newsFrom;
            return found;
        }
    }

    /// <summary>
    /// A birth begins: the host knows nothing of this agent, so whatever it did not acknowledge goes again, as backlog.
    /// </summary>
    /// <returns>The number of the oldest batch held, or of the next.</returns>
    public ulong BeginAnew()
    {
        lock (gate)
        {
            queue.SendAgain();
            newsFrom = queue.Next;
            answerIsDue = true;
            return queue.Oldest;
        }
    }

    /// <summary>Sends everything again when nothing has been acknowledged for too long.</summary>
    public void WatchForStandstill(long now)
    {
        lock (gate)
        {
            if (queue.WaitingSince is { } since && ground.Time.GetElapsedTime(since, now) >= AckTimeout)
            {
                queue.SendAgain();
            }
        }
    }

    /// <summary>Everything up to a number is stored.</summary>
    public void Acknowledge(ulong through)
    {
        var now = ground.Time.GetTimestamp();
        lock (gate)
        {
            stored.Clear();
            switch (queue.Acknowledge(through, now, stored))
            {
                case AckMeaning.Progress:
                    answerIsDue = false;
                    foreach (var sentAt in stored)
                    {
                        ground.Meter.Acked(ground.Time.GetElapsedTime(sentAt, now));
                    }

                    break;

                // The host answers a birth with how far it has stored, which is often just what the birth said.
                case AckMeaning.Known when answerIsDue && through == queue.Oldest - 1:
                    answerIsDue = false;
                    break;

                case AckMeaning.Known:
                    ground.Meter.AckRepeated();
                    break;
                default:
                    ground.Meter.Strange();
                    break;
            }
        }
    }

    private bool TryMeasureInTurn()
    {
        if (!measuresByItself || !queue.HasRoom || !queue.TryAdd(nextCoop, ground.Now))
        {
            return false;
        }

        nextCoop = (nextCoop + 1) % coops;
        ground.Meter.Measured();
        return true;
    }
}
