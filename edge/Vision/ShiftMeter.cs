using OpenCvSharp;

namespace Roost.Vision;

/// <summary>
/// Whether a fixed camera still looks where it looked. From one second to the next most of a picture stays where it is, whatever birds and lamps do; a
/// picture that jumps (phase correlation of its edges) and then stands still elsewhere is that of a camera that was moved. Compared over hours birds
/// hide too much to tell. A new view counts as the camera's own after a day. Not thread-safe.
/// </summary>
internal sealed class ShiftMeter : IDisposable
{
    // Measured from second to second: real clips and synthetic flocks of all ages and activities, and lamps that go on and off, stay below 1.5 %, a
    // second later below 1; a camera that is knocked aside jumps by 2 % or more.
    private const double StandsStillPercent = 1;

    /// <summary>From this response of the correlation on its peak is where the picture went.</summary>
    private const double BelievableResponse = 0.25;

    private const int PicturesToBeSure = 5;

    /// <summary>Mean slope of a picture that shows anything, grey levels a pixel.</summary>
    private const double LeastSlope = 0.5;

    private static readonly TimeSpan NewViewCountsAfter = TimeSpan.FromDays(1);
    private static readonly Size Small = new(160, 90);
    private static readonly Size Blur = new(3, 3);

    private readonly Mat window = new();
    private readonly Mat small = new();
    private readonly Mat horizontal = new();
    private readonly Mat vertical = new();
    private Mat now = new();
    private Mat last = new();
    private Mat stood = new();
    private Mat home = new();
    private bool hasLast;
    private int jumped;
    private int isHome;
    private bool isAway;
    private bool isLost;
    private Point2d away;
    private TimeSpan awayFor;

    public ShiftMeter() => Cv2.CreateHanningWindow(window, Small, MatType.CV_32FC1);

    /// <summary>Takes a picture in, about once a second.</summary>
    /// <returns>How far it has moved, % of its width; null while it shows nothing to recognise.</returns>
    public double? Next(Mat grey, TimeSpan sinceLast)
    {
        if (!TakeEdges(grey))
        {
            Reset();
            return null;
        }

        if (hasLast)
        {
            Judge();
        }

        if (isAway)
        {
            LookForHome(sinceLast);
        }

        (last, now) = (now, last);
        hasLast = true;
        return !isAway ? 0 : isLost ? PictureFigures.BeyondRecognitionPercent : Math.Min(PictureFigures.BeyondRecognitionPercent, PercentOf(away));
    }

    /// <summary>The next picture does not follow the last one.</summary>
    public void Reset() => (hasLast, jumped) = (false, 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        window.Dispose();
        small.Dispose();
        horizontal.Dispose();
        vertical.Dispose();
        now.Dispose();
        last.Dispose();
        stood.Dispose();
        home.Dispose();
    }

    private void Judge()
    {
        var stands = PercentOf(Shift(last, now, out _)) <= StandsStillPercent;
        if (jumped == 0)
        {
            if (!stands)
            {
                last.CopyTo(stood);
                jumped = 1;
            }

            return;
        }

        var shift = Shift(stood, now, out var response);
        if (PercentOf(shift) <= StandsStillPercent)
        {
            jumped = 0;
        }
        else if (stands && ++jumped > PicturesToBeSure)
        {
            Move(shift, response);
        }
    }

    private void Move(Point2d shift, double response)
    {
        if (!isAway)
        {
            (home, stood) = (stood, home);
            (away, isLost, awayFor) = (default, false, TimeSpan.Zero);
        }

        away += shift;
        isLost |= response < BelievableResponse;
        (isAway, isHome, jumped) = (true, 0, 0);
    }

    private void LookForHome(TimeSpan sinceLast)
    {
        awayFor += sinceLast;
        isHome = PercentOf(Shift(home, now, out _)) <= StandsStillPercent ? isHome + 1 : 0;
        if (isHome >= PicturesToBeSure || awayFor >= NewViewCountsAfter)
        {
            (isAway, jumped) = (false, 0);
        }
    }

    private Point2d Shift(Mat from, Mat to, out double response) => Cv2.PhaseCorrelate(from, to, window, out response);

    private static double PercentOf(Point2d shift) => 100 * Math.Sqrt((shift.X * shift.X) + (shift.Y * shift.Y)) / Small.Width;

    /// <summary>Edges as their strength against the mean, cut off above, so that light does not matter. False when there are none.</summary>
    private bool TakeEdges(Mat grey)
    {
        Cv2.Resize(grey, small, Small, interpolation: InterpolationFlags.Area);
        Cv2.GaussianBlur(small, small, Blur, 0);
        Cv2.Sobel(small, horizontal, MatType.CV_32FC1, 1, 0, scale: 0.125);
        Cv2.Sobel(small, vertical, MatType.CV_32FC1, 0, 1, scale: 0.125);
        Cv2.Magnitude(horizontal, vertical, now);
        var mean = Cv2.Mean(now).Val0;
        if (mean < LeastSlope)
        {
            return false;
        }

        Cv2.Min(now, new Scalar(3 * mean), now);
        now.ConvertTo(now, MatType.CV_32FC1, 1 / mean);
        return true;
    }
}
