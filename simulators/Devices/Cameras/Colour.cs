using System.Numerics;

namespace Roost.Simulators.Cameras;

/// <summary>Colours are red, green, blue from 0 to 255 while they are mixed; pictures hold BT.601 in video range.</summary>
internal static class Colour
{
    public static Vector3 Mix(Vector3 one, Vector3 other, float share) => one + ((other - one) * Math.Clamp(share, 0, 1));

    /// <summary>Luma, blue and red difference of a colour (ITU-R BT.601, video range).</summary>
    public static (float Y, float U, float V) ToYuv(Vector3 rgb) => (
        16 + (((65.738f * rgb.X) + (129.057f * rgb.Y) + (25.064f * rgb.Z)) / 256),
        128 + (((-37.945f * rgb.X) - (74.494f * rgb.Y) + (112.439f * rgb.Z)) / 256),
        128 + (((112.439f * rgb.X) - (94.154f * rgb.Y) - (18.285f * rgb.Z)) / 256));
}
