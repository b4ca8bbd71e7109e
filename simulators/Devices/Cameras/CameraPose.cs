using System.Numerics;

namespace Roost.Simulators.Cameras;

/// <summary>Where a camera looks: straight down, so places on the floor become pixels by turning, shifting and scaling alone.</summary>
/// <param name="AngleRadians">How far the picture is turned.</param>
/// <param name="Shift">How far it is shifted, pixels.</param>
internal readonly record struct CameraPose(float AngleRadians, Vector2 Shift)
{
    /// <summary>The floor of 6.4 m by 3.6 m fills 640x360 pixels.</summary>
    public const float PixelsPerMeter = 100;

    private static readonly Vector2 FloorMiddle = new(HouseFloor.LengthMeters / 2, HouseFloor.WidthMeters / 2);
    private static readonly Vector2 PictureMiddle = new(Canvas.Width / 2, Canvas.Height / 2);

    private readonly float sin = MathF.Sin(AngleRadians);
    private readonly float cos = MathF.Cos(AngleRadians);

    /// <summary>As it was hung: the picture shows the piece of floor, no more and no less.</summary>
    public static CameraPose Straight { get; } = new(0, Vector2.Zero);

    /// <summary>As it hangs after a knock: another place for each seed.</summary>
    public static CameraPose Knocked(ulong seed)
    {
        var random = new SeededRandom(seed ^ 0xB0B);
        var side = random.Next(2) == 0 ? 1 : -1;
        return new(side * random.Next(0.18f, 0.4f), new(random.Next(-120, 120), side * random.Next(50, 110)));
    }

    /// <summary>The pixel of a place on the floor.</summary>
    public Vector2 ToPixel(Vector2 place)
    {
        var from = (place - FloorMiddle) * PixelsPerMeter;
        return PictureMiddle + Shift + new Vector2((cos * from.X) - (sin * from.Y), (sin * from.X) + (cos * from.Y));
    }

    /// <summary>The place on the floor that a pixel shows, not wrapped.</summary>
    public Vector2 ToFloor(Vector2 pixel)
    {
        var from = pixel - PictureMiddle - Shift;
        return FloorMiddle + (new Vector2((cos * from.X) + (sin * from.Y), (cos * from.Y) - (sin * from.X)) / PixelsPerMeter);
    }
}
