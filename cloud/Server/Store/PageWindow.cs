namespace Roost.Cloud.Store;

/// <summary>
/// Cuts a period into pages of single readings by their time, so that a year of a farm takes no more memory than an hour, no read takes
/// long, and nothing is held while a slow receiver takes a page. Times are Unix milliseconds; the end is outside.
/// </summary>
internal sealed class PageWindow(ReadingsQuery query)
{
    /// <summary>Most readings of a page; more come only if they share one millisecond.</summary>
    public const int PageReadings = 32_768;

    private readonly long to = query.To.ToUnixTimeMilliseconds();
    private long length = (long)TimeSpan.FromHours(1).TotalMilliseconds;

    public long From { get; private set; } = query.From.ToUnixTimeMilliseconds();

    /// <summary>The end of the page to read next.</summary>
    public long End => length < to - From ? From + length : to;

    /// <summary>The end of the whole period.</summary>
    public long To => to;

    /// <summary>Whether nothing was read yet.</summary>
    public bool IsNew { get; private set; } = true;

    /// <summary>Whether there may be more.</summary>
    public bool HasMore => From < to;

    /// <summary>How many readings to ask for at most: one more than a page, or all, where the page can't be cut.</summary>
    public int? Limit => End - From > 1 ? PageReadings + 1 : null;

    /// <summary>Begins where there is something: a farm's first reading may lie years after the period's start.</summary>
    public void BeginAt(long first)
    {
        IsNew = false;
        From = Math.Max(From, first);
    }

    /// <summary>Whether so many readings are a page; if not, a shorter one is to be read instead.</summary>
    public bool Takes(int readings)
    {
        if (readings > PageReadings && End - From > 1)
        {
            length = (End - From) / 2;
            return false;
        }

        From = End;
        if (readings < PageReadings / 4 && length < long.MaxValue / 2)
        {
            length *= 2;
        }

        return true;
    }
}
