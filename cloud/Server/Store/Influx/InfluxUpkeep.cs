namespace Roost.Cloud.Store.Influx;

/// <summary>What the store does for itself, a little at a time in turns of the writer, so that batches never wait for long.</summary>
internal sealed class InfluxUpkeep(InfluxImage image, StoreWriter writer, InfluxMending mending, InfluxRetention retention)
{
    /// <summary>Coops of one hour in one turn: with 30 series at a reading in ten seconds these are 170,000 readings.</summary>
    private const int CoopsInTurn = 16;

    /// <summary>Makes the roll-ups before an hour right; of all hours but the newest, which is not over yet, when none is given.</summary>
    public async Task MendAsync(int? before, CancellationToken cancellationToken)
    {
        for (var more = true; more;)
        {
            await writer.InTurnAsync(async () => more = (before ?? image.Dirty.Last) is { } end && await MendedSomeAsync(end), cancellationToken);
        }
    }

    /// <summary>Removes what lies before the horizons, some hours of it in a turn.</summary>
    public async Task TrimAsync(Horizons wanted, CancellationToken cancellationToken)
    {
        await MendAsync(RollUpLevel.HourOf(wanted.Readings), cancellationToken);
        for (var more = true; more;)
        {
            // What came late since the mending above must be in the sums before it goes.
            await writer.InTurnAsync(
                async () => more = await MendedSomeAsync(RollUpLevel.HourOf(Math.Max(wanted.Readings, image.Horizons.Readings))) || await retention.RemoveSomeAsync(wanted),
                cancellationToken);
        }
    }

    private async ValueTask<bool> MendedSomeAsync(int before)
    {
        var hours = image.Dirty.FirstBefore(before, CoopsInTurn);
        if (hours.Count > 0)
        {
            await mending.MendAsync(hours);
        }

        return hours.Count > 0;
    }
}
