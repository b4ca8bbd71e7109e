using System.Numerics;

namespace Roost.Simulators.Cameras;

/// <summary>Draws birds as sprites: height of the parts, light from above and the side, feathers, dirt, and the shadow on the litter.</summary>
internal static class BirdPainter
{
    private const int Samples = 2;

    // Lamps hang beside the camera; towards the viewer is up. x right and y down, as in the picture.
    private static readonly Vector3 Light = Vector3.Normalize(new(-0.32f, -0.42f, 0.85f));
    private static readonly Vector2 ShadowFall = new(0.07f, 0.09f);

    private static readonly Vector3 Down = new(226, 192, 96);
    private static readonly Vector3 Feathers = new(233, 229, 218);
    private static readonly Vector3 Dirt = new(148, 124, 92);
    private static readonly Vector3 Skin = new(226, 196, 166);
    private static readonly Vector3 BareSkin = new(206, 158, 140);
    private static readonly Vector3 Horn = new(214, 160, 82);
    private static readonly Vector3 CombRed = new(196, 62, 56);
    private static readonly Vector3 Shade = new(34, 28, 22);

    /// <summary>Draws a bird.</summary>
    /// <param name="weightGrams">Live weight.</param>
    /// <param name="heading">Where it looks in the picture, radians.</param>
    /// <param name="pose">How it holds itself.</param>
    /// <param name="variant">Which feathers and dirt it has.</param>
    public static BirdSprite Paint(double weightGrams, float heading, BirdPose pose, int variant)
    {
        var maturity = BirdAnatomy.Maturity(weightGrams);
        var areaPixels = BirdSize.AreaSquareMeters(weightGrams) * CameraPose.PixelsPerMeter * CameraPose.PixelsPerMeter;
        var trunkPixels = (float)Math.Sqrt(areaPixels / BirdAnatomy.StandingArea(maturity));
        var look = new Look(BirdAnatomy.Parts(pose, maturity), maturity, variant, pose == BirdPose.Lying, heading);
        var half = ((int)MathF.Ceiling(trunkPixels * BirdAnatomy.ReachTrunks) + 3) / 2 * 2;
        var sprite = new BirdSprite(half);
        var body = 0;
        Span<(Vector3 Added, float Kept)> cell = stackalloc (Vector3, float)[4];
        for (var row = 0; row < half; row++)
        {
            for (var column = 0; column < half; column++)
            {
                var (sum, kept) = (Vector3.Zero, 0f);
                for (var part = 0; part < 4; part++)
                {
                    var (x, y) = ((column * 2) + (part % 2), (row * 2) + (part / 2));
                    var pixel = Pixel(look, x - half, y - half, trunkPixels, out var covered);
                    var luma = Colour.ToYuv(pixel.Added).Y - 16;
                    sprite.SetLuma(x, y, luma + (16 * (1 - pixel.Kept)), pixel.Kept);
                    body += covered > 0.5f ? 1 : 0;
                    sum += pixel.Added;
                    kept += pixel.Kept;
                }

                var (_, u, v) = Colour.ToYuv(sum / 4);
                sprite.SetChroma(column, row, u - (128 * kept / 4), v - (128 * kept / 4), kept / 4);
            }
        }

        sprite.BodyPixels = body;
        return sprite;
    }

    private static (Vector3 Added, float Kept) Pixel(in Look look, int x, int y, float trunkPixels, out float covered)
    {
        var (sum, kept) = (Vector3.Zero, 0f);
        covered = 0;
        for (var sample = 0; sample < Samples * Samples; sample++)
        {
            var at = new Vector2(x + (((sample % Samples) + 0.5f) / Samples), y + (((sample / Samples) + 0.5f) / Samples)) / trunkPixels;
            if (look.TryColourAt(at, out var colour))
            {
                sum += colour;
                covered++;
            }
            else
            {
                var shadow = look.ShadowAt(at);
                sum += Shade * shadow;
                kept += 1 - shadow;
            }
        }

        covered /= Samples * Samples;
        return (sum / (Samples * Samples), kept / (Samples * Samples));
    }

    /// <summary>A bird's surface. Places are in trunk lengths, turned as in the picture.</summary>
    private readonly struct Look(BirdPart[] parts, float maturity, int variant, bool isDead, float heading)
    {
        private readonly float sin = MathF.Sin(heading);
        private readonly float cos = MathF.Cos(heading);

        public bool TryColourAt(Vector2 pictureAt, out Vector3 colour)
        {
            var at = Turned(pictureAt);
            var (highest, top) = (0f, -1);
            for (var index = 0; index < parts.Length; index++)
            {
                if (BirdAnatomy.Height(parts[index], at) is var height && height > highest)
                {
                    (highest, top) = (height, index);
                }
            }

            colour = top < 0 ? default : Vector3.Min(Surface(parts[top], at) * Brightness(parts[top], at), new(255));
            return top >= 0;
        }

        public float ShadowAt(Vector2 pictureAt)
        {
            var at = Turned(pictureAt - (ShadowFall * (isDead ? 0.4f : 1)));
            var scaled = at / new Vector2(0.66f, 0.50f);
            return Math.Clamp((1 - scaled.LengthSquared()) * 1.3f, 0, 1) * (isDead ? 0.35f : 0.55f);
        }

        private Vector2 Turned(Vector2 at) => new((cos * at.X) + (sin * at.Y), (cos * at.Y) - (sin * at.X));

        private float Brightness(in BirdPart part, Vector2 at)
        {
            var scaled = BirdAnatomy.Scaled(part, at);
            var rest = MathF.Sqrt(Math.Max(0.04f, 1 - scaled.LengthSquared()));
            var slope = scaled / part.Radii * part.Height / rest;
            if (part.Angle != 0)
            {
                var (partSin, partCos) = MathF.SinCos(part.Angle);
                slope = new((partCos * slope.X) - (partSin * slope.Y), (partSin * slope.X) + (partCos * slope.Y));
            }

            var normal = Vector3.Normalize(new((cos * slope.X) - (sin * slope.Y), (sin * slope.X) + (cos * slope.Y), 1));
            return 0.50f + (0.58f * Math.Max(0, Vector3.Dot(normal, Light)));
        }

        private Vector3 Surface(in BirdPart part, Vector2 at)
        {
            // Wing feathers come first, then the back; down stays longest on head and neck.
            var feathered = part.Kind switch
            {
                BirdPartKind.Wing => Math.Min(1, maturity * 2.2f),
                BirdPartKind.Head => maturity,
                _ => Math.Clamp((maturity * 1.5f) + (0.9f * (FloorNoise.At((at.X * 5) + 40, (at.Y * 5) + 40, 20 + variant) - 0.65f) * (1 - maturity)), 0, 1),
            };
            var plumage = Colour.Mix(Down, Feathers, feathered);
            var ruffle = 1 + (0.26f * (FloorNoise.At((at.X * 11) + 70, (at.Y * 14) + 70, 30 + variant) - 0.5f));
            if (part.Kind == BirdPartKind.Wing)
            {
                ruffle -= 0.07f * maturity * (0.5f + (0.5f * MathF.Sin((at.Y * 75) + (at.X * 12))));
            }

            var dirt = Math.Max(0, FloorNoise.At((at.X * 3) + 10, (at.Y * 3) + 10, 40 + variant) - 0.5f) * 1.1f * maturity;
            dirt += Math.Max(0, -at.X - 0.3f) * 0.7f * maturity;
            return part.Kind switch
            {
                BirdPartKind.Plumage when isDead =>
                    Colour.Mix(Colour.Mix(plumage, Dirt, 0.18f + dirt), BareSkin, at.Y > 0.1f ? 0.45f * maturity : 0) * ruffle * 0.9f,
                BirdPartKind.Plumage => Colour.Mix(plumage, Dirt, dirt) * ruffle,
                BirdPartKind.Wing => Colour.Mix(plumage, Dirt, dirt + (isDead ? 0.2f : 0)) * ruffle * (isDead ? 0.86f : 0.97f),
                BirdPartKind.Head => Colour.Mix(plumage, Skin, 0.75f * maturity) * (isDead ? 0.8f : 1),
                BirdPartKind.Beak => Horn,
                BirdPartKind.Comb => isDead ? CombRed * 0.6f : CombRed,
                _ => Horn * 0.9f,
            };
        }
    }
}
