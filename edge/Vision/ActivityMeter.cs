using OpenCvSharp;

namespace Roost.Vision;

/// <summary>
/// The activity index of a fixed camera: the share of pixels that changed between two consecutive pictures, in percent (binary moving
/// pixels: Bloemen 1997, Aydin 2010). A change of light of the whole picture is taken out first. The index depends on the time between
/// two pictures, so compare cameras only at the same rate. Not thread-safe.
/// </summary>
public sealed class ActivityMeter : IDisposable
{
    /// <summary>
    /// A pixel moved when its grey level changed by more than this. After the blur, the difference of two pictures of a camera with a noise
    /// of 8 levels has a deviation of 2.9 levels, so noise alone passes in 4 pixels of 100,000.
    /// </summary>
    public const int ThresholdGreyLevels = 12;

    private static readonly Size Blur = new(5, 5);

    private readonly int[] beforeHistogram = new int[256];
    private readonly int[] nowHistogram = new int[256];
    private readonly Mat table = new(1, 256, MatType.CV_8UC1);
    private readonly Mat adjusted = new();
    private readonly Mat difference = new();
    private Mat before = new();
    private Mat now = new();
    private bool hasBefore;

    /// <summary>Takes the next picture.</summary>
    /// <returns>Moving pixels in percent of the picture; null for the first picture, which has none before it.</returns>
    public double? Next(VideoFrame frame)
    {
        var comparable = hasBefore && before.Width == frame.Width && before.Height == frame.Height;
        Cv2.GaussianBlur(frame.GreyMat, now, Blur, 0);
        Histogram(now, nowHistogram);
        double? share = comparable ? MovingPercent() : null;

        (before, now) = (now, before);
        nowHistogram.CopyTo(beforeHistogram, 0);
        hasBefore = true;
        return share;
    }

    /// <summary>Forgets the last picture, so that the next one is compared with none: call it when the camera was away.</summary>
    public void Reset() => hasBefore = false;

    /// <inheritdoc/>
    public void Dispose()
    {
        table.Dispose();
        adjusted.Dispose();
        difference.Dispose();
        before.Dispose();
        now.Dispose();
    }

    /// <summary>
    /// Counts with the light as it was and with the change of light taken out, and believes the smaller: a big bird before the lens
    /// changes the histogram too, and then the compensation would make the standing rest of the picture look as if it moved.
    /// </summary>
    private double MovingPercent()
    {
        var plain = Changed(before, now);
        if (plain == 0)
        {
            return 0;
        }

        var curve = ToneCurve.Between(beforeHistogram, nowHistogram);
        var changed = curve.IsIdentity ? plain : Math.Min(plain, ChangedBeyond(curve));
        return 100.0 * changed / ((long)now.Width * now.Height);
    }

    /// <summary>The brighter picture is always brought down to the darker one: the other way would magnify the noise of the dark.</summary>
    private int ChangedBeyond(ToneCurve curve)
    {
        var (from, to, way) = curve.Gain <= 1 ? (before, now, curve) : (now, before, curve.Inverse());
        way.WriteTo(table.AsSpan<byte>());
        Cv2.LUT(from, table, adjusted);
        return Changed(adjusted, to);
    }

    private int Changed(Mat one, Mat other)
    {
        Cv2.Absdiff(one, other, difference);
        Cv2.Threshold(difference, difference, ThresholdGreyLevels, 255, ThresholdTypes.Binary);
        return Cv2.CountNonZero(difference);
    }

    private static void Histogram(Mat picture, int[] into)
    {
        Array.Clear(into);
        foreach (var level in picture.AsSpan<byte>())
        {
            into[level]++;
        }
    }
}
