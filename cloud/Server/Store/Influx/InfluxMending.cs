namespace Roost.Cloud.Store.Influx;

/// <summary>
/// Makes the roll-ups of some coops' hour anew, in the writer's turn. They say what the readings say; where readings are gone because of
/// their age, what came late is added to what the roll-ups say already, and then goes too.
/// </summary>
internal sealed class InfluxMending(InfluxConnection connection, InfluxImage image, MendingJournal journal)
{
    private readonly LineBuffer lines = new();

    /// <summary>Ends what a stop left half done; before anything else is written.</summary>
    public async ValueTask ResumeAsync()
    {
        if (journal.Read() is { } left)
        {
            await FinishAsync(left);
        }
    }

    /// <summary>Mends one hour, all of it on one side of each horizon.</summary>
    public async ValueTask MendAsync(IReadOnlyList<CoopHour> hours)
    {
        await ResumeAsync();
        lines.Clear();
        var from = hours[0].Hour * RollUpLevel.HourMilliseconds;
        var isKept = from >= image.Horizons.Readings;
        if (from >= image.Horizons.Minutes)
        {
            await AddAsync(hours, RollUpLevel.MinuteMilliseconds, isKept);
        }
        else if (from >= image.Horizons.Hours)
        {
            await AddAsync(hours, RollUpLevel.HourMilliseconds, isKept);
        }

        if (isKept)
        {
            await WriteAsync(lines.Written);
            await ClearAsync(hours);
        }
        else
        {
            var late = new LateSums(lines.Written.ToArray(), hours);
            journal.Write(late);
            await FinishAsync(late);
        }
    }

    private async ValueTask FinishAsync(LateSums late)
    {
        image.Removals++;
        try
        {
            await WriteAsync(late.Lines);
            foreach (var hour in late.Hours)
            {
                await connection.DoAsync($"DELETE FROM reading WHERE {InfluxQl.Of(hour.Farm, hour.Coop)} AND {Within(hour)}", CancellationToken.None);
            }

            await ClearAsync(late.Hours);
            journal.Clear();
        }
        finally
        {
            image.Removals++;
        }
    }

    /// <summary>Lines of the sums of a length, and of hours.</summary>
    private async ValueTask AddAsync(IReadOnlyList<CoopHour> hours, long length, bool isKept)
    {
        var coops = string.Join(" OR ", hours.Select(hour => $"({InfluxQl.Of(hour.Farm, hour.Coop)})"));
        var condition = $"({coops}) AND {Within(hours[0])}";
        var statement = $"SELECT {InfluxSchema.SumsOfReadings} FROM reading WHERE {condition} GROUP BY {InfluxQl.By(length)}, {InfluxSchema.SeriesTags} fill(none)";
        if (!isKept)
        {
            statement += $"; SELECT {InfluxSchema.SumFields} FROM \"{InfluxSchema.LevelOf(length)}\" WHERE {condition} GROUP BY {InfluxSchema.SeriesTags}";
        }

        using var answer = await connection.AskAsync(statement, CancellationToken.None);
        var gone = isKept ? null : answer.Series(1).ToLookup(Names, series => series.Rows.Select(SumRow.OfSums));
        foreach (var series in answer.Series().GroupBy(Names, series => series.Rows.Select(SumRow.OfReadings)))
        {
            var names = series.Key;
            var rows = series.SelectMany(piece => piece).Where(row => row.Readings > 0);
            var sums = SumRow.Sums((gone?[names].SelectMany(piece => piece) ?? []).Concat(rows), length);
            var key = LineBuffer.SeriesKey(names.Farm, names.Coop, names.Quantity, names.Place);
            if (length == RollUpLevel.MinuteMilliseconds)
            {
                foreach (var row in sums)
                {
                    lines.AddSums("minute"u8, key, row);
                }
            }

            foreach (var row in SumRow.Sums(sums, RollUpLevel.HourMilliseconds))
            {
                lines.AddSums("hour"u8, key, row);
            }
        }
    }

    private async ValueTask ClearAsync(IReadOnlyList<CoopHour> hours)
    {
        lines.Clear();
        foreach (var hour in hours)
        {
            lines.AddDirty(hour, isOpen: false);
        }

        await WriteAsync(lines.Written);
        foreach (var hour in hours)
        {
            image.Dirty.Clear(hour);
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> sums)
    {
        if (sums.Length > 0)
        {
            await connection.WriteAsync(sums, CancellationToken.None);
        }
    }

    private static string Within(in CoopHour hour) =>
        InfluxQl.Between(hour.Hour * RollUpLevel.HourMilliseconds, (hour.Hour + 1) * RollUpLevel.HourMilliseconds);

    private static (string Farm, string Coop, string Quantity, string Place) Names(InfluxSeries series) =>
        (series.Tag("farm"), series.Tag("coop"), series.Tag("quantity"), series.Tag("place"));
}
