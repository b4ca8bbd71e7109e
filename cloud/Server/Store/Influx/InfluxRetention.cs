namespace Roost.Cloud.Store.Influx;

/// <summary>Removes what is older than it is kept, in the writer's turn. What is removed of readings must be in the roll-ups.</summary>
internal sealed class InfluxRetention(InfluxConnection connection, InfluxImage image)
{
    /// <summary>Time of one turn: a day's readings at once would hold the writer for long.</summary>
    private const long ReadingsStep = 6 * RollUpLevel.HourMilliseconds;

    private const long SumsStep = 24 * RollUpLevel.HourMilliseconds;

    private readonly LineBuffer lines = new();

    /// <summary>Brings each level's horizon nearer to the wanted one; false when all are there.</summary>
    public async ValueTask<bool> RemoveSomeAsync(Horizons wanted)
    {
        var there = image.Horizons;
        var next = new Horizons(
            await NextAsync("reading", InfluxSchema.ReadingFields, there.Readings, wanted.Readings, ReadingsStep),
            await NextAsync("minute", InfluxSchema.SumFields, there.Minutes, wanted.Minutes, SumsStep),
            await NextAsync("hour", InfluxSchema.SumFields, there.Hours, wanted.Hours, SumsStep));
        if (next == there)
        {
            return false;
        }

        await KeepLatestAsync(next.Readings);

        // The horizons first: sums of hours before them are added to from now on, not made anew of readings that are gone.
        await WriteHorizonsAsync(next, isRemoving: true);
        (image.Horizons, image.IsRemoving) = (next, true);
        await ResumeAsync();
        return true;
    }

    /// <summary>
    /// Removes what lies before the horizons, where that was begun; before anything else is written, since what comes late must stay until it is added.
    /// </summary>
    public async ValueTask ResumeAsync()
    {
        if (!image.IsRemoving)
        {
            return;
        }

        image.Removals++;
        try
        {
            await RemoveAsync("reading", image.Horizons.Readings);
            await RemoveAsync("minute", image.Horizons.Minutes);
            await RemoveAsync("hour", image.Horizons.Hours);
            await RemoveAsync("dirty", image.Horizons.Readings);
            await WriteHorizonsAsync(image.Horizons, isRemoving: false);
            image.IsRemoving = false;
        }
        finally
        {
            image.Removals++;
        }
    }

    /// <summary>Asks for a removal of nothing.</summary>
    /// <exception cref="StoreUnavailableException">This InfluxDB removes nothing on request.</exception>
    public Task RemoveNothingAsync(CancellationToken cancellationToken) => connection.DoAsync("DELETE FROM store WHERE time < 0ms", cancellationToken);

    private async ValueTask WriteHorizonsAsync(Horizons horizons, bool isRemoving)
    {
        lines.Clear();
        lines.AddHorizons(horizons, isRemoving);
        await connection.WriteAsync(lines.Written, CancellationToken.None);
    }

    /// <summary>A series that fell silent is known by its newest reading when that is gone.</summary>
    private async ValueTask KeepLatestAsync(long before)
    {
        lines.Clear();
        foreach (var series in image.Series.All.Where(series => series.HasLatest && series.Latest.TakenAt.ToUnixTimeMilliseconds() < before))
        {
            lines.AddReading("latest"u8, image.KeyOf(series), series.Latest);
        }

        if (lines.Count > 0)
        {
            await connection.WriteAsync(lines.Written, CancellationToken.None);
        }
    }

    private async ValueTask RemoveAsync(string measurement, long before)
    {
        if (before > 0)
        {
            await connection.DoAsync(FormattableString.Invariant($"DELETE FROM \"{measurement}\" WHERE time < {before}ms"), CancellationToken.None);
        }
    }

    private async ValueTask<long> NextAsync(string measurement, string fields, long there, long wanted, long step)
    {
        if (wanted <= there)
        {
            return there;
        }

        using var answer = await connection.AskAsync(
            FormattableString.Invariant($"SELECT {fields} FROM \"{measurement}\" WHERE time < {wanted}ms ORDER BY time LIMIT 1"), CancellationToken.None);
        var oldest = answer.Rows().Select(row => RollUpLevel.Floor(row.AtMilliseconds, RollUpLevel.HourMilliseconds)).DefaultIfEmpty(wanted).First();
        return Math.Min(wanted, Math.Max(there, oldest) + step);
    }
}
