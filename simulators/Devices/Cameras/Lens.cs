using System.Numerics;

namespace Roost.Simulators.Cameras;

/// <summary>
/// What lies between the drawn floor and the picture: uneven light, dark corners, dust on the glass, noise of the sensor. All of it is
/// in tables, so that a pixel costs a multiplication, an addition and its noise.
/// </summary>
internal sealed class Lens
{
    private const int Black = 16;
    private const int White = 235;
    private const int NoiseTable = 1 << 18;

    // 256 stands for 1.
    private readonly ushort[] gain = new ushort[Canvas.Width * Canvas.Height];
    private readonly short[] lift = new short[Canvas.Width * Canvas.Height];
    private readonly short[] noise = new short[NoiseTable + Canvas.Width];
    private readonly ulong seed;
    private readonly LensSetting setting;
    private readonly int colourGain;

    /// <param name="setting">What the tables are made for.</param>
    /// <param name="seed">Where the dust sits.</param>
    public Lens(LensSetting setting, ulong seed)
    {
        this.seed = seed;
        this.setting = setting;
        colourGain = (int)(256 * setting.Saturation * (1 - (0.7f * setting.Dust)));
        MakeNoise();
        MakeTables();
    }

    /// <summary>Takes the picture.</summary>
    /// <param name="canvas">What is before the lens.</param>
    /// <param name="frame">Number of the picture: each has noise of its own, the same whenever it is taken.</param>
    /// <param name="into">Receives 640x360 as planar YUV 4:2:0.</param>
    public void Take(Canvas canvas, long frame, Span<byte> into)
    {
        var random = new SeededRandom(seed ^ (0x9E37UL * (ulong)(frame + 1)));
        for (var row = 0; row < Canvas.Height; row++)
        {
            TakeRow(
                canvas.Luma.AsSpan(((row + Canvas.Margin) * Canvas.Stride) + Canvas.Margin, Canvas.Width),
                gain.AsSpan(row * Canvas.Width, Canvas.Width),
                lift.AsSpan(row * Canvas.Width, Canvas.Width),
                noise.AsSpan(random.Next(NoiseTable), Canvas.Width),
                into.Slice(row * Canvas.Width, Canvas.Width));
        }

        var chroma = into[(Canvas.Width * Canvas.Height)..];
        TakeColour(canvas.BlueDifference, chroma[..(chroma.Length / 2)]);
        TakeColour(canvas.RedDifference, chroma[(chroma.Length / 2)..]);
    }

    private static void TakeRow(
        ReadOnlySpan<byte> from, ReadOnlySpan<ushort> gain, ReadOnlySpan<short> lift, ReadOnlySpan<short> noise, Span<byte> into)
    {
        var half = Vector<ushort>.Count;
        for (var at = 0; at < from.Length; at += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(from[at..]), out var low, out var high);
            low = Take(low, gain[at..], lift[at..], noise[at..]);
            high = Take(high, gain[(at + half)..], lift[(at + half)..], noise[(at + half)..]);
            Vector.Narrow(low, high).CopyTo(into[at..]);
        }
    }

    private static Vector<ushort> Take(Vector<ushort> level, ReadOnlySpan<ushort> gain, ReadOnlySpan<short> lift, ReadOnlySpan<short> noise)
    {
        var lit = Vector.AsVectorInt16(Vector.ShiftRightLogical(level * new Vector<ushort>(gain), 8));
        var taken = lit + new Vector<short>(lift) + new Vector<short>(noise);
        return Vector.AsVectorUInt16(Vector.Min(Vector.Max(taken, new Vector<short>(Black)), new Vector<short>(White)));
    }

    private void TakeColour(byte[] plane, Span<byte> into)
    {
        // 128 is no colour: what a lower gain takes away there is put back.
        var factor = new Vector<ushort>((ushort)colourGain);
        var rest = new Vector<ushort>((ushort)((256 - colourGain) * 128));
        for (var row = 0; row < Canvas.Height / 2; row++)
        {
            var from = plane.AsSpan(((row + (Canvas.Margin / 2)) * Canvas.ChromaStride) + (Canvas.Margin / 2), Canvas.Width / 2);
            var line = into.Slice(row * Canvas.Width / 2, Canvas.Width / 2);
            for (var at = 0; at < from.Length; at += Vector<byte>.Count)
            {
                Vector.Widen(new Vector<byte>(from[at..]), out var low, out var high);
                low = Vector.ShiftRightLogical((low * factor) + rest, 8);
                high = Vector.ShiftRightLogical((high * factor) + rest, 8);
                Vector.Narrow(low, high).CopyTo(line[at..]);
            }
        }
    }

    private void MakeNoise()
    {
        var random = new SeededRandom(seed ^ 0x0153);
        foreach (ref var level in noise.AsSpan())
        {
            level = (short)MathF.Round(random.NextNormal() * setting.Noise);
        }
    }

    private void MakeTables()
    {
        var clear = new float[gain.Length];
        Array.Fill(clear, 1 - (0.5f * setting.Dust));
        AddSpecks(clear);
        for (var index = 0; index < gain.Length; index++)
        {
            var at = new Vector2((index % Canvas.Width) - (Canvas.Width / 2), (index / Canvas.Width) - (Canvas.Height / 2)) / Canvas.Height;
            var light = setting.Exposure * LightAt(at);
            var share = light * clear[index];
            // Dust scatters the light that falls on it: what it takes from the picture comes back as haze.
            var haze = light * (1 - clear[index]) * (setting.HasSpot ? 120 : 95);
            gain[index] = (ushort)(256 * share);
            lift[index] = (short)(Black - (Black * share) + haze);
        }
    }

    private float LightAt(Vector2 at)
    {
        var distance = at.LengthSquared();
        return setting.HasSpot
            ? 0.14f + (0.86f * MathF.Exp(-1.9f * distance))
            // Two lamps beyond the picture's left and right, and the lens's own dark corners.
            : (1 - (0.20f * distance)) * (0.93f + (0.07f * MathF.Cos(at.X * 4.2f)));
    }

    private void AddSpecks(float[] clear)
    {
        var random = new SeededRandom(seed ^ 0xD057);
        var specks = (int)(45 * setting.Dust);
        for (var speck = 0; speck < specks; speck++)
        {
            var middle = new Vector2(random.Next(0, Canvas.Width), random.Next(0, Canvas.Height));
            var radius = random.Next(5, 12) + (random.Next(0, 1) * random.Next(0, 1) * 60);
            var dense = random.Next(0.25f, 0.75f) * (0.5f + (0.5f * setting.Dust));
            for (var y = (int)Math.Max(0, middle.Y - radius); y < Math.Min(Canvas.Height, middle.Y + radius); y++)
            {
                for (var x = (int)Math.Max(0, middle.X - radius); x < Math.Min(Canvas.Width, middle.X + radius); x++)
                {
                    var from = (new Vector2(x, y) - middle).Length() / radius;
                    ref var share = ref clear[(y * Canvas.Width) + x];
                    share *= 1 - (dense * Math.Clamp((1 - (from * from)) * 1.6f, 0, 1));
                }
            }
        }
    }
}
