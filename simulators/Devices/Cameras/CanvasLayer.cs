namespace Roost.Simulators.Cameras;

/// <summary>The pixels of a picture that lie above everything else, as runs that are copied whole.</summary>
internal sealed class CanvasLayer
{
    private readonly Canvas canvas;
    private readonly List<(int Start, int Length)> luma = [];
    private readonly List<(int Start, int Length)> chroma = [];

    /// <param name="canvas">The pixels.</param>
    /// <param name="covers">For each pixel of luma, whether it belongs to the layer.</param>
    public CanvasLayer(Canvas canvas, bool[] covers)
    {
        this.canvas = canvas;
        Gather(luma, Canvas.Stride, Canvas.Rows, (row, column) => covers[(row * Canvas.Stride) + column]);
        // A pair of colour differences is taken where the layer has at least half of its four pixels.
        Gather(chroma, Canvas.ChromaStride, Canvas.Rows / 2, (row, column) =>
        {
            var at = (row * 2 * Canvas.Stride) + (column * 2);
            return (covers[at] ? 1 : 0) + (covers[at + 1] ? 1 : 0) + (covers[at + Canvas.Stride] ? 1 : 0) + (covers[at + Canvas.Stride + 1] ? 1 : 0) >= 2;
        });
    }

    /// <summary>Draws the layer.</summary>
    public void DrawOnto(Canvas onto)
    {
        foreach (var (start, length) in luma)
        {
            canvas.Luma.AsSpan(start, length).CopyTo(onto.Luma.AsSpan(start));
        }

        foreach (var (start, length) in chroma)
        {
            canvas.BlueDifference.AsSpan(start, length).CopyTo(onto.BlueDifference.AsSpan(start));
            canvas.RedDifference.AsSpan(start, length).CopyTo(onto.RedDifference.AsSpan(start));
        }
    }

    private static void Gather(List<(int, int)> runs, int stride, int rows, Func<int, int, bool> belongs)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < stride; column++)
            {
                var start = column;
                while (column < stride && belongs(row, column))
                {
                    column++;
                }

                if (column > start)
                {
                    runs.Add(((row * stride) + start, column - start));
                }
            }
        }
    }
}
