using OpenCvSharp;

namespace Roost.Vision;

/// <summary>
/// Looks at a fixed camera's picture for what is wrong with the camera itself: dark, dusty, frozen, knocked aside. What a good picture is, it learns
/// from the camera, in memory: after a restart the picture then is the good one. Not thread-safe.
/// </summary>
public sealed class PictureMeter : IDisposable
{
    // Video range: 16 is black, 235 is white.
    private const double Black = 16;
    private const double White = 235;

    private readonly SharpnessMeter sharpness = new();
    private readonly ShiftMeter shift = new();
    private readonly Mat difference = new();
    private readonly Mat before = new();
    private bool hasBefore;

    /// <summary>Takes the next picture, every one of them.</summary>
    /// <returns>Mean difference to the picture before in grey levels, noise included; 0 for the same picture again, null for the first.</returns>
    public double? Change(VideoFrame frame)
    {
        double? change = null;
        if (hasBefore && before.Width == frame.Width && before.Height == frame.Height)
        {
            Cv2.Absdiff(before, frame.GreyMat, difference);
            change = Cv2.Mean(difference).Val0;
        }

        frame.GreyMat.CopyTo(before);
        hasBefore = true;
        return change;
    }

    /// <summary>Measures a picture; about once a second is enough.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="sinceLast">Time since the last one that was measured.</param>
    public PictureFigures Look(VideoFrame frame, TimeSpan sinceLast)
    {
        var light = Math.Max(0, Cv2.Mean(frame.GreyMat).Val0 - Black);
        return new(
            Math.Min(100, 100 * light / (White - Black)),
            sharpness.Next(frame.GreyMat, light, sinceLast),
            shift.Next(frame.GreyMat, sinceLast));
    }

    /// <summary>The camera was away: the next picture does not follow the last one. What a good picture is stays known.</summary>
    public void Reset()
    {
        hasBefore = false;
        shift.Reset();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sharpness.Dispose();
        shift.Dispose();
        difference.Dispose();
        before.Dispose();
    }
}
