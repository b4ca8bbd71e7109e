namespace Roost.Simulators.Recordings.Replay;

/// <summary>Readings of one coop that go as one message.</summary>
/// <param name="Coop">The coop.</param>
/// <param name="Through">Recorded time of the last reading that was collected with these: only then they go.</param>
/// <param name="Readings">The readings with their recorded times.</param>
internal sealed record ReplayBatch(string Coop, DateTimeOffset Through, IReadOnlyList<RecordedReading> Readings);

/// <summary>Puts readings that follow each other closely into batches, in bounded memory. Pure.</summary>
internal static class ReplayBatches
{
    /// <summary>Most readings of a batch.</summary>
    public const int MostReadings = 500;

    private const int MostCollected = 20_000;
    private static readonly TimeSpan Unhurried = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(250);

    /// <summary>How much recorded time is collected: what passes in a quarter of a second at that speed.</summary>
    public static TimeSpan WindowOf(double? speed) => speed is { } factor && Delay * factor < Unhurried ? Delay * factor : Unhurried;

    /// <summary>Makes batches of readings that come in the order of time.</summary>
    public static IEnumerable<ReplayBatch> Of(IEnumerable<RecordedReading> readings, TimeSpan window)
    {
        var byCoop = new Dictionary<string, List<RecordedReading>>(StringComparer.Ordinal);
        var (collected, from, through) = (0, DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        foreach (var reading in readings)
        {
            if (collected > 0 && (collected == MostCollected || reading.TakenAt >= from + window))
            {
                foreach (var batch in Batches())
                {
                    yield return batch;
                }

                collected = 0;
            }

            from = collected == 0 ? reading.TakenAt : from;
            through = reading.TakenAt;
            collected++;
            if (!byCoop.TryGetValue(reading.Coop, out var own))
            {
                byCoop.Add(reading.Coop, own = []);
            }

            own.Add(reading);
        }

        foreach (var batch in Batches())
        {
            yield return batch;
        }

        IEnumerable<ReplayBatch> Batches()
        {
            foreach (var (coop, own) in byCoop)
            {
                foreach (var part in own.Chunk(MostReadings))
                {
                    yield return new(coop, through, part);
                }

                own.Clear();
            }
        }
    }
}
