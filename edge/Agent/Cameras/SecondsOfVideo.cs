namespace Roost.Edge.Cameras;

/// <summary>One second of video (the last one of a recording may be shorter).</summary>
/// <param name="ActivityPercent">Mean of the shares of moving pixels of the pictures in it.</param>
/// <param name="Comparisons">Pictures that had one before them to be compared with; without any the activity is 0 and says nothing.</param>
/// <param name="End">Its end, in time since the first picture.</param>
internal readonly record struct SecondOfVideo(double ActivityPercent, int Comparisons, TimeSpan End);

/// <summary>Gathers what was measured on pictures into seconds. A second in which no picture came is left out, never invented.</summary>
internal sealed class SecondsOfVideo(int framesPerSecond)
{
    private readonly TimeSpan half = TimeSpan.FromSeconds(0.5 / framesPerSecond);
    private long second = -1;
    private TimeSpan last;
    private double sum;
    private int comparisons;

    /// <summary>
    /// Adds a picture. It stands for the interval around it, so a picture at position 0 is the middle of the first interval and small
    /// irregularities of a live camera don't move pictures into the next second.
    /// </summary>
    /// <param name="position">Time since the first picture, never falling.</param>
    /// <param name="sharePercent">Moving pixels against the picture before; null when there was none.</param>
    /// <param name="ended">The second that ended before this picture.</param>
    /// <returns>Whether a second ended, so that this picture is the first of a new one.</returns>
    public bool Add(TimeSpan position, double? sharePercent, out SecondOfVideo ended)
    {
        var index = (position + half).Ticks / TimeSpan.TicksPerSecond;
        var closes = second >= 0 && index > second;
        ended = closes ? Close(TimeSpan.FromSeconds(second + 1)) : default;
        second = index;
        last = position;
        if (sharePercent is { } share)
        {
            sum += share;
            comparisons++;
        }

        return closes;
    }

    /// <summary>Ends the last second, when at least half of it was seen.</summary>
    public bool TryFinish(out SecondOfVideo ended)
    {
        var end = last + half + half;
        var seen = end - TimeSpan.FromSeconds(Math.Max(0, second));
        var finishes = second >= 0 && seen >= TimeSpan.FromSeconds(0.5);
        ended = finishes ? Close(end < TimeSpan.FromSeconds(second + 1) ? end : TimeSpan.FromSeconds(second + 1)) : default;
        second = -1;
        return finishes;
    }

    private SecondOfVideo Close(TimeSpan end)
    {
        var closed = new SecondOfVideo(comparisons == 0 ? 0 : sum / comparisons, comparisons, end);
        (sum, comparisons) = (0, 0);
        return closed;
    }
}
