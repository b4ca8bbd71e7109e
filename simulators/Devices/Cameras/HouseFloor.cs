using System.Numerics;

namespace Roost.Simulators.Cameras;

/// <summary>
/// The piece of floor that a camera looks at, with its feeder pans and its drinker line. It repeats in both directions, as the
/// equipment of a house does: what leaves on one side comes in on the other, and a camera that is knocked aside sees more of the same.
/// Metres, x along the house, y across it and down the picture.
/// </summary>
internal static class HouseFloor
{
    public const float LengthMeters = 6.4f;
    public const float WidthMeters = 3.6f;

    /// <summary>Where the feeder line runs.</summary>
    public const float FeederLineY = 2.54f;

    public const float PanSpacingMeters = 0.8f;
    public const int Pans = 8;

    /// <summary>A usual pan is 33 cm wide.</summary>
    public const float PanRadiusMeters = 0.165f;

    /// <summary>Where the drinker line runs.</summary>
    public const float DrinkerLineY = 0.98f;

    public const float NippleSpacingMeters = 0.2f;
    public const int Nipples = 32;

    private static readonly Vector2 Size = new(LengthMeters, WidthMeters);

    public static Vector2 Pan(int index) => new((index + 0.5f) * PanSpacingMeters, FeederLineY);

    public static Vector2 Nipple(int index) => new((index + 0.5f) * NippleSpacingMeters, DrinkerLineY);

    /// <summary>The same place on the piece of floor itself.</summary>
    public static Vector2 Wrap(Vector2 place) => new(Wrap(place.X, LengthMeters), Wrap(place.Y, WidthMeters));

    /// <summary>The shortest way between two places.</summary>
    public static Vector2 Way(Vector2 from, Vector2 to)
    {
        var way = to - from;
        return way - (Size * new Vector2(MathF.Round(way.X / LengthMeters), MathF.Round(way.Y / WidthMeters)));
    }

    /// <summary>Distance to the nearest pan's middle, m, and the way from it.</summary>
    public static Vector2 WayFromPan(Vector2 place) => Way(Pan(Math.Clamp((int)(place.X / PanSpacingMeters), 0, Pans - 1)), place);

    // A place just below zero can round up to the size itself, which is already the next piece.
    private static float Wrap(float value, float size) => value - (size * MathF.Floor(value / size)) is var wrapped && wrapped < size ? wrapped : 0;
}
