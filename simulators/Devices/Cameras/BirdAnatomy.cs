using System.Numerics;

namespace Roost.Simulators.Cameras;

/// <summary>What a part of a bird is made of.</summary>
internal enum BirdPartKind
{
    Plumage = 1,
    Wing,
    Head,
    Beak,
    Comb,
    Leg,
}

/// <summary>Half an ellipsoid lying on the floor, in units of the trunk's length; x is towards the head.</summary>
internal readonly record struct BirdPart(BirdPartKind Kind, Vector2 Middle, Vector2 Radii, float Height, float Angle = 0)
{
    public BirdPart Moved(float x, float y = 0, float up = 0) => this with { Middle = Middle + new Vector2(x, y), Height = Height + up };

    public static BirdPart Between(BirdPart one, BirdPart other, float share) => new(
        one.Kind,
        Vector2.Lerp(one.Middle, other.Middle, share),
        Vector2.Lerp(one.Radii, other.Radii, share),
        one.Height + ((other.Height - one.Height) * share));
}

/// <summary>
/// A bird as a handful of half ellipsoids, from chick (round, big head) to a grown broiler (broad breast, small head). Drawn after
/// photographs from above; the numbers are the project's own.
/// </summary>
internal static class BirdAnatomy
{
    private const int Trunk = 0, Breast = 2, Neck = 5, Head = 6, Beak = 7, Comb = 8;

    private static readonly BirdPart[] Chick =
    [
        new(BirdPartKind.Plumage, new(0, 0), new(0.46f, 0.36f), 0.40f),
        new(BirdPartKind.Plumage, new(-0.37f, 0), new(0.17f, 0.15f), 0.26f),
        new(BirdPartKind.Plumage, new(0.10f, 0), new(0.32f, 0.34f), 0.40f),
        new(BirdPartKind.Wing, new(-0.08f, -0.25f), new(0.24f, 0.11f), 0.30f),
        new(BirdPartKind.Wing, new(-0.08f, 0.25f), new(0.24f, 0.11f), 0.30f),
        new(BirdPartKind.Plumage, new(0.38f, 0), new(0.20f, 0.16f), 0.42f),
        new(BirdPartKind.Head, new(0.54f, 0), new(0.165f, 0.15f), 0.50f),
        new(BirdPartKind.Beak, new(0.71f, 0), new(0.06f, 0.035f), 0.42f),
        new(BirdPartKind.Comb, new(0.55f, 0), new(0.001f, 0.001f), 0.1f),
    ];

    private static readonly BirdPart[] Grown =
    [
        new(BirdPartKind.Plumage, new(0.02f, 0), new(0.44f, 0.29f), 0.34f),
        new(BirdPartKind.Plumage, new(-0.32f, 0), new(0.29f, 0.15f), 0.27f),
        new(BirdPartKind.Plumage, new(0.16f, 0), new(0.29f, 0.29f), 0.35f),
        new(BirdPartKind.Wing, new(-0.07f, -0.17f), new(0.34f, 0.14f), 0.325f),
        new(BirdPartKind.Wing, new(-0.07f, 0.17f), new(0.34f, 0.14f), 0.325f),
        new(BirdPartKind.Plumage, new(0.46f, 0), new(0.16f, 0.095f), 0.37f),
        new(BirdPartKind.Head, new(0.60f, 0), new(0.095f, 0.078f), 0.43f),
        new(BirdPartKind.Beak, new(0.695f, 0), new(0.05f, 0.028f), 0.38f),
        new(BirdPartKind.Comb, new(0.595f, 0), new(0.06f, 0.018f), 0.47f),
    ];

    private static readonly BirdPart[] Fallen =
    [
        new(BirdPartKind.Plumage, new(0, 0), new(0.47f, 0.27f), 0.20f),
        new(BirdPartKind.Plumage, new(-0.43f, 0.05f), new(0.20f, 0.10f), 0.13f),
        new(BirdPartKind.Plumage, new(0.14f, 0.06f), new(0.29f, 0.22f), 0.21f),
        new(BirdPartKind.Wing, new(-0.06f, -0.27f), new(0.36f, 0.12f), 0.16f, 0.35f),
        new(BirdPartKind.Plumage, new(0.47f, 0.10f), new(0.18f, 0.07f), 0.11f, 0.45f),
        new(BirdPartKind.Head, new(0.64f, 0.20f), new(0.09f, 0.07f), 0.12f, 0.5f),
        new(BirdPartKind.Beak, new(0.725f, 0.25f), new(0.05f, 0.024f), 0.09f, 0.5f),
        new(BirdPartKind.Comb, new(0.62f, 0.23f), new(0.05f, 0.02f), 0.125f, 0.5f),
        new(BirdPartKind.Leg, new(-0.24f, 0.36f), new(0.19f, 0.022f), 0.07f, 2.0f),
        new(BirdPartKind.Leg, new(-0.42f, 0.27f), new(0.20f, 0.022f), 0.07f, 2.5f),
        new(BirdPartKind.Leg, new(-0.33f, 0.55f), new(0.05f, 0.05f), 0.04f),
        new(BirdPartKind.Leg, new(-0.585f, 0.39f), new(0.05f, 0.05f), 0.04f),
    ];

    private static readonly double[] StandingAreas = [.. Enumerable.Range(0, 11).Select(tenth => Area(Parts(BirdPose.Standing, tenth / 10f)))];

    /// <summary>Nothing of a bird is further from its middle than this, in trunk lengths.</summary>
    public const float ReachTrunks = 0.86f;

    /// <summary>How grown a bird of this weight looks, 0 to 1: down until about 60 g, white feathers all over from about 1 kg.</summary>
    public static float Maturity(double weightGrams)
    {
        var share = (float)Math.Clamp(Math.Log(weightGrams / 60) / Math.Log(1000.0 / 60), 0, 1);
        return share * share * (3 - (2 * share));
    }

    /// <summary>A bird's parts.</summary>
    public static BirdPart[] Parts(BirdPose pose, float maturity)
    {
        if (pose == BirdPose.Lying)
        {
            return Fallen;
        }

        var parts = Chick.Zip(Grown, (young, old) => BirdPart.Between(young, old, maturity)).ToArray();
        switch (pose)
        {
            case BirdPose.Reaching:
                Shift(parts, 0.08f, 0, -0.02f);
                break;
            case BirdPose.Pecking:
                Shift(parts, 0.04f, 0, -0.22f);
                break;
            case BirdPose.Sitting:
                Loosen(parts);
                Shift(parts, -0.15f, 0, -0.02f);
                break;
            case BirdPose.Preening:
                Loosen(parts);
                parts[Neck] = parts[Neck].Moved(-0.20f, 0.13f, 0.02f);
                parts[Head] = parts[Head].Moved(-0.46f, 0.22f);
                parts[Beak] = parts[Beak].Moved(-0.68f, 0.25f, 0.02f);
                parts[Comb] = parts[Comb].Moved(-0.46f, 0.22f);
                break;
        }

        return parts;
    }

    /// <summary>Area of a standing bird in squares of its trunk's length.</summary>
    public static double StandingArea(float maturity)
    {
        var at = Math.Clamp(maturity, 0, 1) * (StandingAreas.Length - 1);
        var index = Math.Min((int)at, StandingAreas.Length - 2);
        return StandingAreas[index] + ((at - index) * (StandingAreas[index + 1] - StandingAreas[index]));
    }

    /// <summary>How high a part is at a place; 0 or less outside it.</summary>
    public static float Height(in BirdPart part, Vector2 at)
    {
        var scaled = Scaled(part, at);
        var rest = 1 - scaled.LengthSquared();
        return rest <= 0 ? 0 : part.Height * MathF.Sqrt(rest);
    }

    /// <summary>A place in a part's own measure, in which its edge is at 1.</summary>
    public static Vector2 Scaled(in BirdPart part, Vector2 at)
    {
        var from = at - part.Middle;
        if (part.Angle != 0)
        {
            var (sin, cos) = MathF.SinCos(part.Angle);
            from = new((cos * from.X) + (sin * from.Y), (cos * from.Y) - (sin * from.X));
        }

        return from / part.Radii;
    }

    private static double Area(BirdPart[] parts)
    {
        const int Steps = 150;
        var inside = 0;
        for (var sample = 0; sample < Steps * Steps; sample++)
        {
            var at = new Vector2(((sample % Steps) + 0.5f) / Steps, ((sample / Steps) + 0.5f) / Steps);
            inside += Array.Exists(parts, part => Height(part, (at - new Vector2(0.5f)) * (2 * ReachTrunks)) > 0) ? 1 : 0;
        }

        return inside * 4.0 * ReachTrunks * ReachTrunks / (Steps * Steps);
    }

    private static void Shift(BirdPart[] parts, float x, float y, float up)
    {
        parts[Neck] = parts[Neck].Moved(x * 0.6f, y, up * 0.5f);
        for (var index = Head; index <= Comb; index++)
        {
            parts[index] = parts[index].Moved(x, y, up);
        }
    }

    private static void Loosen(BirdPart[] parts)
    {
        parts[Trunk] = parts[Trunk] with { Radii = parts[Trunk].Radii * new Vector2(0.98f, 1.08f) };
        parts[Breast] = parts[Breast] with { Radii = parts[Breast].Radii * new Vector2(0.98f, 1.10f) };
    }
}
