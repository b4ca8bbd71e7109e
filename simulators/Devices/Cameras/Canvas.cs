namespace Roost.Simulators.Cameras;

/// <summary>
/// A picture being drawn, planar YUV 4:2:0, with a margin around it that birds at the edge reach into, so that drawing needs no clipping.
/// </summary>
internal sealed class Canvas
{
    /// <summary>Pixels a row of the finished picture.</summary>
    public const int Width = 640;

    /// <summary>Rows of the finished picture.</summary>
    public const int Height = 360;

    /// <summary>Pixels around it; half the largest sprite fits. On the right there is twice as much, because sprite rows are padded.</summary>
    public const int Margin = 80;

    public const int Stride = Width + (3 * Margin);
    public const int Rows = Height + (2 * Margin);
    public const int ChromaStride = Stride / 2;

    public byte[] Luma { get; } = new byte[Stride * Rows];

    public byte[] BlueDifference { get; } = new byte[ChromaStride * Rows / 2];

    public byte[] RedDifference { get; } = new byte[ChromaStride * Rows / 2];

    /// <summary>Makes this the same picture as another one.</summary>
    public void CopyFrom(Canvas other)
    {
        other.Luma.CopyTo(Luma, 0);
        other.BlueDifference.CopyTo(BlueDifference, 0);
        other.RedDifference.CopyTo(RedDifference, 0);
    }
}
