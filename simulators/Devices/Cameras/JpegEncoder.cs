using System.Runtime.InteropServices;
using OpenCvSharp;

namespace Roost.Simulators.Cameras;

/// <summary>Makes the JPEG of a camera's picture, with the losses that cheap cameras have. Not thread-safe.</summary>
/// <param name="quality">JPEG quality, 1 to 100.</param>
internal sealed class JpegEncoder(int quality = 75) : IDisposable
{
    private readonly byte[] picture = GC.AllocateArray<byte>(SyntheticCamera.PictureBytes, pinned: true);
    private readonly int[] parameters = [(int)ImwriteFlags.JpegQuality, quality];
    private readonly Mat colour = new();
    private Mat? yuv;

    /// <summary>Encodes a picture of <see cref="SyntheticCamera"/>. The array is the caller's.</summary>
    public byte[] Encode(ReadOnlySpan<byte> of)
    {
        of.CopyTo(picture);
        yuv ??= Mat.FromPixelData(Canvas.Height * 3 / 2, Canvas.Width, MatType.CV_8UC1, Marshal.UnsafeAddrOfPinnedArrayElement(picture, 0));
        Cv2.CvtColor(yuv, colour, ColorConversionCodes.YUV2BGR_I420);
        Cv2.ImEncode(".jpg", colour, out var jpeg, parameters);
        return jpeg;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        yuv?.Dispose();
        colour.Dispose();
    }
}
