using System.Numerics;

namespace Roost.Cloud.Store.Influx;

/// <summary>Reads the course of a series, from the coarsest level that says what was asked.</summary>
internal sealed class InfluxSeriesReader(InfluxConnection connection, InfluxImage image, TimeProvider clock)
{
    private const int MostTries = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Single readings when they fit the point budget, else sums over the asked steps or a round length of time.</summary>
    public async Task<SeriesAnswer> ReadAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var removals = image.Removals;
            var answer = query.Steps is { } steps ? await InStepsAsync(query, steps, cancellationToken) : await InBucketsAsync(query, cancellationToken);
            if (removals == image.Removals && removals % 2 == 0)
            {
                return answer;
            }

            // Readings were removed meanwhile, of which the roll-ups tell now.
            await Task.Delay(Pause, clock, cancellationToken);
        }

        throw new StoreUnavailableException("The store removes old readings at present; ask again in a minute.");
    }

    private async Task<SeriesAnswer> InBucketsAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        var (from, to) = (query.From.ToUnixTimeMilliseconds(), query.To.ToUnixTimeMilliseconds());
        var horizons = image.Horizons;
        var bucket = SeriesShape.BucketMilliseconds(query);
        var level = horizons.LevelOf(from, bucket);
        var length = Math.Max(level, bucket);
        var rows = level == 0
            ? await SumsAsync(query, level, from, to, length, cancellationToken)
            : await SumsAsync(query, level, RollUpLevel.Floor(from, length), RollUpLevel.Floor(to + length - 1, length), length, cancellationToken);
        if (from >= horizons.Readings && rows.Sum(row => row.Readings) <= query.Points)
        {
            // Only where the sums say that there is something: a period may begin long before its first reading.
            var (first, end) = rows.Count == 0 ? (from, from) : (Math.Max(from, rows[0].AtMilliseconds), Math.Min(to, rows[^1].AtMilliseconds + length));
            var single = SeriesShape.Answer(query, first == end ? [] : await ReadingsAsync(query, first, end, cancellationToken), 0);
            if (single.Times.Count <= query.Points)
            {
                return single;
            }
        }

        return SeriesShape.Answer(query, [.. rows.Select(row => row.ToChart())], length);
    }

    private async Task<SeriesAnswer> InStepsAsync(SeriesQuery query, IReadOnlyList<DateTimeOffset> steps, CancellationToken cancellationToken)
    {
        var starts = steps.Select(step => step.ToUnixTimeMilliseconds()).ToArray();

        // The longest length that all steps are made of, so that few rows come; a farm's days differ when its clock changes.
        var length = (long)starts.Aggregate(new BigInteger(RollUpLevel.HourMilliseconds * 24), (divisor, start) => BigInteger.GreatestCommonDivisor(divisor, start));
        var level = image.Horizons.LevelOf(starts[0], length);
        var rows = await SumsAsync(query, level, starts[0], starts[^1], Math.Max(level, length), cancellationToken);
        var sums = SumRow.Sums(
            rows.Where(row => row.AtMilliseconds >= starts[0]),
            at => Array.BinarySearch(starts, at) is >= 0 and var exact ? starts[exact] : starts[~Array.BinarySearch(starts, at) - 1]);
        var longest = starts.Zip(starts.Skip(1), (start, end) => end - start).DefaultIfEmpty(0).Max();
        return SeriesShape.Answer(query, [.. sums.Select(row => row.ToChart())], longest);
    }

    private async Task<List<SeriesRow>> ReadingsAsync(SeriesQuery query, long from, long to, CancellationToken cancellationToken)
    {
        using var answer = await connection.AskAsync(
            $"SELECT {InfluxSchema.ReadingFields} FROM reading WHERE {SeriesOf(query)} AND {InfluxQl.Between(from, to)}", cancellationToken);
        return [.. answer.Rows().Select(row => StoredRow.Of(row) is { Quality: not Domain.Readings.Quality.Bad, Value: { } value } stored
            ? new SeriesRow(row.AtMilliseconds, value, value, value, value, 1, stored.Quality == Domain.Readings.Quality.Good ? 1 : 0)
            : new(row.AtMilliseconds, null, null, null, null, 1, 0))];
    }

    /// <summary>Sums of a period: of roll-ups where they are right, of readings where they are not, joined in the order of time.</summary>
    private async Task<IReadOnlyList<SumRow>> SumsAsync(SeriesQuery query, long level, long from, long to, long length, CancellationToken cancellationToken)
    {
        var parts = level == 0 ? [new(0, from, to)] : Parts(query, level, from, to);
        if (parts.Count == 0)
        {
            return [];
        }

        using var answer = await connection.AskAsync(string.Join("; ", parts.Select(part => Statement(query, part, length))), cancellationToken);
        return SumRow.Sums(
            parts.SelectMany((part, index) => answer.Rows(index).Select(row => part.Level == 0 ? SumRow.OfReadings(row) : SumRow.OfSums(row))).Where(row => row.Readings > 0),
            length);
    }

    private static string Statement(SeriesQuery query, Part part, long length)
    {
        var sums = part.Level == 0 ? InfluxSchema.SumsOfReadings : InfluxSchema.SumsOfSums;
        return $"SELECT {sums} FROM \"{InfluxSchema.LevelOf(part.Level)}\" WHERE {SeriesOf(query)} AND {InfluxQl.Between(part.From, part.To)} GROUP BY {InfluxQl.By(length)} fill(none)";
    }

    private List<Part> Parts(SeriesQuery query, long level, long from, long to)
    {
        var parts = new List<Part>();
        var at = from;
        foreach (var hour in image.Dirty.Of(query.Farm, query.Coop, RollUpLevel.HourOf(from), RollUpLevel.HourOf(to - 1)))
        {
            var start = Math.Max(from, hour * RollUpLevel.HourMilliseconds);
            var end = Math.Min(to, (hour + 1) * RollUpLevel.HourMilliseconds);

            // What came after the readings of its time had been removed is only added to the roll-ups, which are right without it.
            var isAdded = start < image.Horizons.Readings;
            Add(level, at, isAdded ? end : start);
            Add(0, start, end);
            at = end;
        }

        Add(level, at, to);
        return parts;

        void Add(long ofLevel, long start, long end)
        {
            if (parts is [.., var last] && last.Level == ofLevel && last.To == start)
            {
                parts[^1] = last with { To = end };
            }
            else if (end > start)
            {
                parts.Add(new(ofLevel, start, end));
            }
        }
    }

    private static string SeriesOf(SeriesQuery query) => InfluxQl.Of(query.Farm, query.Coop, query.Quantity, query.Place);

    private sealed record Part(long Level, long From, long To);
}
