namespace Roost.Cloud.Store.DuckDb;

/// <summary>Some hours, and in them the dirty ones of some series by their ids; first and last are inside.</summary>
internal readonly record struct DirtySpan(int FirstHour, int LastHour, int FirstSeries, int LastSeries);

/// <summary>
/// The hours of series whose roll-ups are not what the readings say, as in the table "dirty". For the writer alone.
/// </summary>
internal sealed class DirtyHours
{
    private readonly SortedDictionary<int, SortedSet<int>> hours = [];
    private int version;

    /// <summary>The earliest dirty hour.</summary>
    public int? First => hours.Count == 0 ? null : hours.Keys.First();

    /// <summary>The latest dirty hour: the newest readings are in it, and it will be dirty again with the next one.</summary>
    public int? Last => hours.Count == 0 ? null : hours.Keys.Last();

    /// <summary>Marks an hour of a series; true when it was not marked yet. Quick where the series' last reading was of the same hour.</summary>
    public bool Mark(SeriesEntry series, int hour)
    {
        if (series.Dirty == (hour, version))
        {
            return false;
        }

        series.Dirty = (hour, version);
        return Mark(series.Id, hour);
    }

    /// <summary>Marks an hour of a series, which may be one that only a newer Roost knows.</summary>
    public bool Mark(int series, int hour)
    {
        if (!hours.TryGetValue(hour, out var marked))
        {
            hours.Add(hour, marked = []);
        }

        return marked.Add(series);
    }

    /// <summary>The first dirty hours before another, with at most so many series in all of them together; null when there are none.</summary>
    public DirtySpan? FirstBefore(int hour, int mostSeries)
    {
        DirtySpan? span = null;
        var count = 0;
        foreach (var (next, marked) in hours)
        {
            count += marked.Count;
            if (next >= hour || (span is not null && count > mostSeries))
            {
                break;
            }

            if (count > mostSeries)
            {
                return new(next, next, marked.Min, marked.ElementAt(mostSeries - 1));
            }

            span = new(span?.FirstHour ?? next, next, int.MinValue, int.MaxValue);
        }

        return span;
    }

    /// <summary>The roll-ups of a span say what the readings say again.</summary>
    public void Clear(DirtySpan span)
    {
        version++;
        foreach (var hour in hours.Keys.TakeWhile(hour => hour <= span.LastHour).ToList())
        {
            var marked = hours[hour];
            if (span.FirstSeries == int.MinValue)
            {
                hours.Remove(hour);
                continue;
            }

            marked.RemoveWhere(series => series >= span.FirstSeries && series <= span.LastSeries);
            if (marked.Count == 0)
            {
                hours.Remove(hour);
            }
        }
    }
}
