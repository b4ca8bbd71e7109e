using OpenCvSharp;

namespace Roost.Vision;

/// <summary>
/// One picture of a camera as planar YUV 4:2:0 (8 bit, video range), the cheapest form that holds both: the grey picture is the first plane, colour
/// follows at a quarter of the size. The memory is allocated once and filled again for each picture. Not thread-safe.
/// </summary>
public sealed class VideoFrame : IDisposable
{
    /// <summary>Longest side that is taken, in pixels; figures don't get better above it, only slower.</summary>
    public const int MaximumSide = 4096;

    private readonly byte[] bytes;

    /// <summary>Allocates a picture.</summary>
    /// <param name="width">Pixels a row, even, 2 to <see cref="MaximumSide"/>.</param>
    /// <param name="height">Rows, even, 2 to <see cref="MaximumSide"/>.</param>
    public VideoFrame(int width, int height)
    {
        if (!IsPossible(width, height))
        {
            throw new ArgumentOutOfRangeException(
                nameof(width), $"{width}x{height}", $"A picture's sides are even and 2 to {MaximumSide} pixels long.");
        }

        Width = width;
        Height = height;
        // Pinned, so that OpenCV works on this memory itself and nothing is copied.
        bytes = GC.AllocateArray<byte>(width * height * 3 / 2, pinned: true);
        var start = System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0);
        GreyMat = Mat.FromPixelData(height, width, MatType.CV_8UC1, start);
        YuvMat = Mat.FromPixelData(height * 3 / 2, width, MatType.CV_8UC1, start);
    }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>All three planes, for filling.</summary>
    public Memory<byte> Bytes => bytes;

    /// <summary>The grey picture, row by row.</summary>
    public Span<byte> Grey => bytes.AsSpan(0, Width * Height);

    internal Mat GreyMat { get; }

    internal Mat YuvMat { get; }

    /// <summary>Whether a picture can have this size.</summary>
    public static bool IsPossible(int width, int height) =>
        width is >= 2 and <= MaximumSide && height is >= 2 and <= MaximumSide && (width | height) % 2 == 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        GreyMat.Dispose();
        YuvMat.Dispose();
    }
}
