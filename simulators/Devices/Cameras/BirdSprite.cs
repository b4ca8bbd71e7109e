using System.Numerics;

namespace Roost.Simulators.Cameras;

/// <summary>
/// A bird drawn once, for one size, heading and pose: what it adds to each pixel and how much of what is there it keeps. Its shadow is
/// the part that adds little and keeps most. Drawing it is a multiplication and an addition a pixel, some dozen pixels at once.
/// </summary>
internal sealed class BirdSprite
{
    private readonly byte[] luma;
    private readonly byte[] lumaKept;
    private readonly byte[] blue;
    private readonly byte[] red;
    private readonly byte[] chromaKept;

    /// <summary>Allocates an invisible sprite.</summary>
    /// <param name="halfSide">Pixels from the middle to each side.</param>
    public BirdSprite(int halfSide)
    {
        HalfSide = halfSide;
        Side = halfSide * 2;
        Stride = Padded(Side);
        ChromaStride = Padded(halfSide);
        luma = new byte[Stride * Side];
        lumaKept = new byte[Stride * Side];
        blue = new byte[ChromaStride * halfSide];
        red = new byte[ChromaStride * halfSide];
        chromaKept = new byte[ChromaStride * halfSide];
        lumaKept.AsSpan().Fill(255);
        chromaKept.AsSpan().Fill(255);
    }

    /// <summary>Pixels from the middle to each side; even.</summary>
    public int HalfSide { get; }

    /// <summary>Pixels a side.</summary>
    public int Side { get; }

    /// <summary>Pixels that the bird itself covers more than half, without its shadow.</summary>
    public int BodyPixels { get; set; }

    private int Stride { get; }

    private int ChromaStride { get; }

    /// <summary>Sets what a pixel of luma becomes.</summary>
    /// <param name="column">Pixel of the sprite.</param>
    /// <param name="row">Row of the sprite.</param>
    /// <param name="added">What is added.</param>
    /// <param name="kept">Share of what is there that stays, 0 to 1.</param>
    public void SetLuma(int column, int row, float added, float kept) =>
        (luma[(row * Stride) + column], lumaKept[(row * Stride) + column]) = (ToByte(added), ToByte(kept * 255));

    /// <summary>Sets what a pair of colour differences becomes; they stand for two by two pixels.</summary>
    public void SetChroma(int column, int row, float addedBlue, float addedRed, float kept)
    {
        var at = (row * ChromaStride) + column;
        (blue[at], red[at], chromaKept[at]) = (ToByte(addedBlue), ToByte(addedRed), ToByte(kept * 255));
    }

    /// <summary>Draws it around a pixel of the picture.</summary>
    public void DrawOnto(Canvas canvas, int column, int row)
    {
        var left = column + Canvas.Margin - HalfSide;
        var top = row + Canvas.Margin - HalfSide;
        for (var line = 0; line < Side; line++)
        {
            Blend(
                canvas.Luma.AsSpan(((top + line) * Canvas.Stride) + left, Stride),
                luma.AsSpan(line * Stride, Stride),
                lumaKept.AsSpan(line * Stride, Stride));
        }

        for (var line = 0; line < HalfSide; line++)
        {
            var at = (((top / 2) + line) * Canvas.ChromaStride) + (left / 2);
            var kept = chromaKept.AsSpan(line * ChromaStride, ChromaStride);
            Blend(canvas.BlueDifference.AsSpan(at, ChromaStride), blue.AsSpan(line * ChromaStride, ChromaStride), kept);
            Blend(canvas.RedDifference.AsSpan(at, ChromaStride), red.AsSpan(line * ChromaStride, ChromaStride), kept);
        }
    }

    private static void Blend(Span<byte> onto, ReadOnlySpan<byte> added, ReadOnlySpan<byte> kept)
    {
        for (var at = 0; at < onto.Length; at += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(onto[at..]), out var low, out var high);
            Vector.Widen(new Vector<byte>(kept[at..]), out var keptLow, out var keptHigh);
            // (x·k + x) / 256 keeps x whole where k is 255, and leaves nothing of it where k is 0.
            low = Vector.ShiftRightLogical((low * keptLow) + low, 8);
            high = Vector.ShiftRightLogical((high * keptHigh) + high, 8);
            (Vector.Narrow(low, high) + new Vector<byte>(added[at..])).CopyTo(onto[at..]);
        }
    }

    private static int Padded(int pixels) => (pixels + Vector<byte>.Count - 1) / Vector<byte>.Count * Vector<byte>.Count;

    private static byte ToByte(float value) => (byte)Math.Clamp(MathF.Round(value), 0, 255);
}
