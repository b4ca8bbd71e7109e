namespace Roost.Vision;

/// <summary>
/// How the brightness of the whole picture went from one frame to the next: <c>now = Gain · before + Offset</c>. Taken from the two
/// histograms alone, so birds that change places don't disturb it, while a lamp, the sun or the camera's own exposure show up.
/// </summary>
/// <param name="Gain">Contrast now against before.</param>
/// <param name="Offset">Grey levels.</param>
internal readonly record struct ToneCurve(double Gain, double Offset)
{
    private const int Quantiles = 19;

    /// <summary>Nothing changed.</summary>
    public static ToneCurve Identity { get; } = new(1, 0);

    /// <summary>Whether the curve moves no grey level by more than half a step.</summary>
    public bool IsIdentity => Math.Abs(Offset) < 0.5 && Math.Abs(((Gain - 1) * 255) + Offset) < 0.5;

    /// <summary>
    /// Fits the curve to two histograms of the same number of pixels: the line through their 5, 10 … 95 % quantiles by the median of
    /// slopes (Theil 1950, Sen 1968), which a third of outliers, such as a bird that covers part of the lens, doesn't bend.
    /// </summary>
    public static ToneCurve Between(ReadOnlySpan<int> before, ReadOnlySpan<int> now)
    {
        Span<double> x = stackalloc double[Quantiles];
        Span<double> y = stackalloc double[Quantiles];
        QuantilesOf(before, x);
        QuantilesOf(now, y);

        Span<double> slopes = stackalloc double[Quantiles * (Quantiles - 1) / 2];
        var count = 0;
        for (var i = 0; i < Quantiles; i++)
        {
            for (var j = i + 1; j < Quantiles; j++)
            {
                // Quantiles that lie together say nothing of the slope.
                if (x[j] - x[i] >= 4 || y[j] - y[i] >= 4)
                {
                    slopes[count++] = (y[j] - y[i]) / Math.Max(0.25, x[j] - x[i]);
                }
            }
        }

        var gain = count < Quantiles ? 1 : Math.Clamp(Median(slopes[..count]), 0.05, 20);
        Span<double> offsets = stackalloc double[Quantiles];
        for (var i = 0; i < Quantiles; i++)
        {
            offsets[i] = y[i] - (gain * x[i]);
        }

        return new(gain, Median(offsets));
    }

    /// <summary>The way back: from now to before.</summary>
    public ToneCurve Inverse() => new(1 / Gain, -Offset / Gain);

    /// <summary>Writes the curve as a table of 256 grey levels.</summary>
    public void WriteTo(Span<byte> table)
    {
        for (var level = 0; level < table.Length; level++)
        {
            table[level] = (byte)Math.Clamp(Math.Round((Gain * level) + Offset), 0, 255);
        }
    }

    private static void QuantilesOf(ReadOnlySpan<int> histogram, Span<double> into)
    {
        long total = 0;
        foreach (var pixels in histogram)
        {
            total += pixels;
        }

        long below = 0;
        var level = 0;
        for (var i = 0; i < into.Length; i++)
        {
            var wanted = total * (i + 1) / (double)(into.Length + 1);
            while (level < histogram.Length - 1 && below + histogram[level] < wanted)
            {
                below += histogram[level++];
            }

            // Linear within the level, so that half a level of shift is seen too.
            into[i] = level - 0.5 + ((wanted - below) / Math.Max(1, histogram[level]));
        }
    }

    private static double Median(Span<double> values)
    {
        values.Sort();
        return values.Length % 2 == 1 ? values[values.Length / 2] : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
    }
}
