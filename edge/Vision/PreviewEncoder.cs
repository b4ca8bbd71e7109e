using OpenCvSharp;

namespace Roost.Vision;

/// <summary>Makes the JPEG that people see of a picture. Not thread-safe.</summary>
/// <param name="quality">JPEG quality, 1 to 100.</param>
public sealed class PreviewEncoder(int quality = 75) : IDisposable
{
    /// <summary>A preview is at most this wide; a wider picture is made smaller.</summary>
    public const int MaximumWidthPixels = 640;

    private readonly int[] parameters = [(int)ImwriteFlags.JpegQuality, quality];
    private readonly Mat colour = new();
    private readonly Mat small = new();

    /// <summary>Encodes a picture in colour. The array is the caller's.</summary>
    public byte[] Encode(VideoFrame frame)
    {
        Cv2.CvtColor(frame.YuvMat, colour, ColorConversionCodes.YUV2BGR_I420);
        if (frame.Width <= MaximumWidthPixels)
        {
            return Encode(colour);
        }

        var height = Math.Max(1, (int)Math.Round((double)frame.Height * MaximumWidthPixels / frame.Width));
        Cv2.Resize(colour, small, new Size(MaximumWidthPixels, height), interpolation: InterpolationFlags.Area);
        return Encode(small);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        colour.Dispose();
        small.Dispose();
    }

    private byte[] Encode(Mat picture)
    {
        Cv2.ImEncode(".jpg", picture, out var jpeg, parameters);
        return jpeg;
    }
}
