namespace Roost.Vision.Tests;

/// <summary>Pictures made by hand.</summary>
internal static class Pictures
{
    public const int Width = 320;
    public const int Height = 180;

    /// <summary>A picture whose grey levels are given by column and row; without colour.</summary>
    public static VideoFrame Of(Func<int, int, double> grey, int width = Width, int height = Height)
    {
        var frame = new VideoFrame(width, height);
        frame.Bytes.Span.Fill(128);
        var plane = frame.Grey;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                plane[(y * width) + x] = (byte)Math.Clamp(Math.Round(grey(x, y)), 16, 235);
            }
        }

        return frame;
    }

    /// <summary>A house floor: dark and light patches, so that there is something to see.</summary>
    public static double Litter(int x, int y) => 90 + (35 * Math.Sin(x / 9.0) * Math.Cos(y / 7.0)) + (x / 8.0);

    /// <summary>Normally distributed noise of a camera.</summary>
    public static double Noise(Random random, double deviation) =>
        deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
