using OpenCvSharp;

namespace Roost.Vision;

/// <summary>
/// How much fine detail a picture has against how much it can have. Detail is how strong the strongest edges are (the 99.7 % quantile of what a
/// band-pass leaves) as a share of the picture's light, so neither lamps nor exposure nor how many birds are in view change it much, while dust on the
/// lens scatters light over them. The reference follows a better picture within an hour and a worse one over weeks. Not thread-safe.
/// </summary>
internal sealed class SharpnessMeter : IDisposable
{
    /// <summary>Below this mean light, in grey levels, noise is stronger than detail.</summary>
    private const double LeastLight = 12;

    private const double Quantile = 0.997;
    private static readonly TimeSpan Rise = TimeSpan.FromHours(1);

    // Longer than dust needs to show, shorter than it takes from one flock to the next: chicks on clean litter have two thirds of the edges of broilers.
    private static readonly TimeSpan Fall = TimeSpan.FromDays(14);

    private static readonly Size Small = new(320, 180);
    private static readonly Size Fine = new(3, 3);
    private static readonly Size Coarse = new(9, 9);

    private readonly Mat small = new();
    private readonly Mat coarse = new();
    private readonly int[] histogram = new int[256];
    private double reference;

    /// <summary>Takes a picture in.</summary>
    /// <param name="grey">The picture.</param>
    /// <param name="light">Its mean brightness above black, grey levels.</param>
    /// <param name="sinceLast">Time since the last one.</param>
    /// <returns>Detail in % of the reference; null while it is too dark to tell.</returns>
    public double? Next(Mat grey, double light, TimeSpan sinceLast)
    {
        if (light < LeastLight)
        {
            return null;
        }

        var detail = StrongEdges(grey) / light;
        if (reference == 0)
        {
            reference = detail;
        }

        reference += (1 - Math.Exp(-(sinceLast / (detail > reference ? Rise : Fall)))) * (detail - reference);
        return reference > 0 ? 100 * detail / reference : 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        small.Dispose();
        coarse.Dispose();
    }

    private double StrongEdges(Mat grey)
    {
        Cv2.Resize(grey, small, Small, interpolation: InterpolationFlags.Area);
        Cv2.GaussianBlur(small, small, Fine, 0);
        Cv2.GaussianBlur(small, coarse, Coarse, 0);
        Cv2.Absdiff(small, coarse, coarse);
        Array.Clear(histogram);
        foreach (var level in coarse.AsSpan<byte>())
        {
            histogram[level]++;
        }

        // Within the level by a straight line: whole levels are too coarse for a dim picture.
        var above = (1 - Quantile) * Small.Width * Small.Height;
        for (var level = histogram.Length - 1; level > 0; level--)
        {
            if (histogram[level] >= above)
            {
                return level + 1 - (above / histogram[level]);
            }

            above -= histogram[level];
        }

        return 0;
    }
}
