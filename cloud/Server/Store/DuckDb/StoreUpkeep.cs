namespace Roost.Cloud.Store.DuckDb;

/// <summary>What the store does for itself, a little at a time in turns of the writer, so that batches never wait for long.</summary>
internal sealed class StoreUpkeep(DuckDbGroupCommit target, StoreWriter writer)
{
    /// <summary>Hours of single series in one turn: at a reading in ten seconds these are 1.5 million readings, some 0.3 s.</summary>
    private const int SeriesInTurn = 4_096;

    /// <summary>Makes the roll-ups before an hour right; of all hours but the newest, which is not over yet, when none is given.</summary>
    public async Task MendAsync(int? before, CancellationToken cancellationToken)
    {
        for (var more = true; more;)
        {
            await InTurnAsync(() => more = (before ?? target.Image.Dirty.Last) is { } end && MendedSome(end), cancellationToken);
        }
    }

    /// <summary>Removes what lies before the horizons, some hours of it in a turn.</summary>
    public async Task TrimAsync(Horizons wanted, CancellationToken cancellationToken)
    {
        await MendAsync(RollUpLevel.HourOf(wanted.Readings), cancellationToken);
        for (var more = true; more;)
        {
            await InTurnAsync(() => more = Trimmed(wanted), cancellationToken);
        }

        // Gives the room of what is gone to what comes.
        await InTurnAsync(target.Checkpoint, cancellationToken);
    }

    private bool Trimmed(Horizons wanted)
    {
        // What came late since the mending above must be in the sums before it goes.
        if (MendedSome(RollUpLevel.HourOf(Math.Max(wanted.Readings, target.Image.Horizons.Readings))))
        {
            return true;
        }

        var removed = false;
        target.Upkeep((connection, image) => removed = Retention.RemoveSome(connection, image, wanted), removesReadings: true);
        return removed;
    }

    /// <summary>Mends some of what lies before an hour; false when nothing was left to mend.</summary>
    private bool MendedSome(int before)
    {
        var image = target.Image;
        if (image.Dirty.First is not { } first)
        {
            return false;
        }

        long[] horizons = [image.Horizons.Readings, image.Horizons.Minutes, image.Horizons.Hours];
        var end = horizons.Select(RollUpLevel.HourOf).Where(horizon => horizon > first).Append(before).Min();
        if (image.Dirty.FirstBefore(end, SeriesInTurn) is not { } span)
        {
            return false;
        }

        target.Upkeep((connection, current) => Mending.Mend(connection, current, span), removesReadings: end <= RollUpLevel.HourOf(image.Horizons.Readings));
        return true;
    }

    private Task InTurnAsync(Action work, CancellationToken cancellationToken) => writer.InTurnAsync(
        () =>
        {
            work();
            return ValueTask.CompletedTask;
        },
        cancellationToken);
}
