namespace Roost.Edge.Cameras;

/// <summary>One second of video (the last one of a recording may be shorter).</summary>
/// <param name="ActivityPercent">Mean of the shares of moving pixels in it.</param>
/// <param name="Comparisons">Pairs of pictures that it is the mean of; without any the activity is 0 and says nothing.</param>
/// <param name="End">Its end, in time since the first picture.</param>
internal readonly record struct SecondOfVideo(double ActivityPercent, int Comparisons, TimeSpan End);

/// <summary>
/// Gathers what was measured between pictures into seconds of video. What moved from one picture to the next belongs to the time between
/// them, so the picture at second 1 still tells about second 0. A second in which no picture came is left out, never invented.
/// </summary>
internal sealed class SecondsOfVideo(int framesPerSecond)
{
    // Thirds of a second don't fit into ticks.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(1);

    private readonly TimeSpan half = TimeSpan.FromSeconds(0.5 / framesPerSecond);
    private long second;
    private bool hasPictures;
    private TimeSpan last;
    private double sum;
    private int comparisons;

    /// <summary>Adds a picture. Half an interval early or late, as a live camera may be, it still counts for its own second.</summary>
    /// <param name="position">Time since the first picture, never falling.</param>
    /// <param name="sharePercent">Moving pixels against the picture before; null when there was none.</param>
    /// <param name="into">Receives the seconds that this picture ends: none, one, or after a pause two.</param>
    public void Add(TimeSpan position, double? sharePercent, ICollection<SecondOfVideo> into)
    {
        var index = (position - half + Slack).Ticks / TimeSpan.TicksPerSecond;
        if (index > second)
        {
            if (comparisons > 0)
            {
                into.Add(Close());
            }

            second = index;
        }

        last = position;
        hasPictures = true;
        if (sharePercent is { } share)
        {
            sum += share;
            comparisons++;
        }

        if (position + half + Slack >= TimeSpan.FromSeconds(second + 1))
        {
            into.Add(Close());
            second++;
        }
    }

    /// <summary>Ends the last second, when at least half of it was seen: a picture lasts until the next would have come.</summary>
    public SecondOfVideo? Finish()
    {
        var end = last + half + half;
        return hasPictures && end - TimeSpan.FromSeconds(second) + Slack >= TimeSpan.FromSeconds(0.5) ? Close(end) : null;
    }

    private SecondOfVideo Close(TimeSpan? end = null)
    {
        var whole = TimeSpan.FromSeconds(second + 1);
        var closed = new SecondOfVideo(comparisons == 0 ? 0 : sum / comparisons, comparisons, end is { } early && early + Slack < whole ? early : whole);
        (sum, comparisons) = (0, 0);
        return closed;
    }
}
