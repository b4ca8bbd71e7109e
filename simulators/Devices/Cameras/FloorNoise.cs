namespace Roost.Simulators.Cameras;

/// <summary>Fixed random numbers on a grid, joined by a smooth curve: what litter, feathers and dust are made of.</summary>
internal static class FloorNoise
{
    /// <summary>A number from 0 to 1 that belongs to a grid point.</summary>
    public static float Unit(int x, int y, int channel)
    {
        // A hash of three whole numbers after Murmur3's finaliser (Appleby 2011).
        var hash = ((uint)x * 0x9E3779B1) ^ ((uint)y * 0x85EBCA77) ^ ((uint)channel * 0xC2B2AE3D);
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return ((hash ^ (hash >> 16)) >> 8) * (1f / (1 << 24));
    }

    /// <summary>Noise from 0 to 1 that changes over about one unit.</summary>
    public static float At(float x, float y, int channel) => At(x, y, channel, int.MaxValue, int.MaxValue);

    /// <summary>Noise from 0 to 1 that changes over about one unit and repeats after whole numbers of units.</summary>
    public static float At(float x, float y, int channel, int repeatX, int repeatY)
    {
        var left = (int)MathF.Floor(x);
        var top = (int)MathF.Floor(y);
        var (u, v) = (Smooth(x - left), Smooth(y - top));
        var (x0, x1) = (Modulo(left, repeatX), Modulo(left + 1, repeatX));
        var (y0, y1) = (Modulo(top, repeatY), Modulo(top + 1, repeatY));
        var above = Unit(x0, y0, channel) + (u * (Unit(x1, y0, channel) - Unit(x0, y0, channel)));
        var below = Unit(x0, y1, channel) + (u * (Unit(x1, y1, channel) - Unit(x0, y1, channel)));
        return above + (v * (below - above));
    }

    private static float Smooth(float t) => t * t * (3 - (2 * t));

    private static int Modulo(int value, int by) => ((value % by) + by) % by;
}
