using System.Numerics;

namespace Roost.Simulators.Cameras;

/// <summary>Draws what does not move: litter and pans beneath the birds, feeder tube and drinker line above them. Done once for a camera's pose.</summary>
internal static class FloorPainter
{
    // Litter grains, in grid cells of the floor's length and width: cells are square, and the pattern repeats with the floor.
    private const int CoarseX = 16, CoarseY = 9;

    private static readonly Vector3 Shavings = new(186, 158, 112);
    private static readonly Vector3 OldLitter = new(112, 94, 70);
    private static readonly Vector3 WetLitter = new(70, 57, 43);
    private static readonly Vector3 PanRed = new(176, 40, 34);
    private static readonly Vector3 Feed = new(176, 140, 90);
    private static readonly Vector3 Tube = new(176, 180, 180);
    private static readonly Vector3 Wire = new(150, 150, 146);
    private static readonly Vector3 CupRed = new(190, 44, 40);

    /// <summary>Draws the floor.</summary>
    /// <param name="onto">Receives it, margin and all.</param>
    /// <param name="pose">Where the camera looks.</param>
    /// <param name="wear">How used the litter is, 0 fresh to 1.</param>
    /// <param name="seed">Another floor.</param>
    public static void PaintFloor(Canvas onto, CameraPose pose, float wear, ulong seed)
    {
        var channel = (int)(seed % 100_000) * 16;
        Fill(onto, pose, place =>
        {
            var litter = Litter(place, wear, channel);
            // Lamps are above the line: what hangs there darkens the floor beside it.
            litter *= 1 - (0.32f * Soft(Math.Abs(place.Y - HouseFloor.FeederLineY - 0.10f), 0.05f, 0.05f));
            litter *= 1 - (0.22f * Soft(Math.Abs(place.Y - HouseFloor.DrinkerLineY - 0.09f), 0.02f, 0.04f));
            return WithPan(litter, place);
        });
    }

    /// <summary>Draws what hangs above the birds.</summary>
    public static CanvasLayer PaintEquipment(CameraPose pose)
    {
        var canvas = new Canvas();
        var covers = new bool[Canvas.Stride * Canvas.Rows];
        Fill(canvas, pose, (place, at) => (covers[at] = TryEquipment(place, out var colour)) ? colour : Vector3.Zero);
        return new(canvas, covers);
    }

    private static Vector3 Litter(Vector2 place, float wear, int channel)
    {
        float Grain(int times, int layer) => FloorNoise.At(
            place.X / HouseFloor.LengthMeters * CoarseX * times,
            place.Y / HouseFloor.WidthMeters * CoarseY * times,
            channel + layer,
            CoarseX * times,
            CoarseY * times);

        var patches = (0.6f * Grain(1, 0)) + (0.4f * Grain(3, 1));
        var colour = Colour.Mix(Shavings, OldLitter, (wear * 0.95f) + (0.5f * (patches - 0.5f)));

        // Under the nipples it is damp, between the lines dry.
        var damp = Soft(Math.Abs(place.Y - HouseFloor.DrinkerLineY), 0.10f, 0.35f) * (0.25f + (0.5f * wear)) * (0.4f + Grain(2, 2));
        colour = Colour.Mix(colour, WetLitter, damp);

        var crumbs = (0.45f * (Grain(10, 3) - 0.5f)) + (0.75f * (Grain(24, 4) - 0.5f));
        colour *= 1 + (0.34f * crumbs);

        // Single shavings catch the light; old litter has fewer and more dark crumbs.
        var chip = FloorNoise.Unit((int)(place.X * 62), (int)((place.Y + (place.X * 0.4f)) * 34), channel + 5);
        return chip > 0.955f + (0.03f * wear) ? colour * 1.20f : chip < 0.03f + (0.03f * wear) ? colour * 0.78f : colour;
    }

    private static Vector3 WithPan(Vector3 floor, Vector2 place)
    {
        var away = HouseFloor.WayFromPan(HouseFloor.Wrap(place));
        var distance = away.Length();
        const float Rim = HouseFloor.PanRadiusMeters;
        if (distance > Rim)
        {
            // Shadow, and feed that was spilt.
            return floor * (1 - (0.45f * Soft((away - new Vector2(0.025f, 0.035f)).Length(), Rim, 0.05f)));
        }

        var shade = 0.85f + (0.25f * Vector2.Dot(away / Rim, new(0.5f, 0.6f)));
        return distance > Rim - 0.022f ? PanRed * shade
            : distance > Rim - 0.05f ? PanRed * 0.62f * shade
            : Feed * (0.62f + (0.25f * FloorNoise.At(away.X * 90, away.Y * 90, 9)));
    }

    private static bool TryEquipment(Vector2 place, out Vector3 colour)
    {
        colour = default;
        var wrapped = HouseFloor.Wrap(place);
        var fromTube = wrapped.Y - HouseFloor.FeederLineY;
        if (Math.Abs(fromTube) < 0.026f)
        {
            colour = Tube * Round(fromTube / 0.026f);
            return true;
        }

        var away = HouseFloor.WayFromPan(wrapped);
        var distance = away.Length();
        if (distance < 0.062f)
        {
            colour = Vector3.Lerp(Tube, PanRed, distance > 0.045f ? 0.6f : 0) * (0.78f + (0.3f * Vector2.Dot(away / 0.062f, new(-0.5f, -0.6f))));
            return true;
        }

        // The grill's wires from cone to rim.
        var wires = MathF.Atan2(away.Y, away.X) / (2 * MathF.PI) * 12;
        if (distance < HouseFloor.PanRadiusMeters && Math.Abs(wires - MathF.Round(wires)) * distance < 0.0035f)
        {
            colour = Wire;
            return true;
        }

        var fromPipe = wrapped.Y - HouseFloor.DrinkerLineY;
        if (Math.Abs(fromPipe) < 0.016f)
        {
            // Couplings where two lengths of pipe meet.
            colour = (wrapped.X % 1.6f < 0.03f ? Wire * 0.6f : Tube * 1.12f) * Round(fromPipe / 0.016f);
            return true;
        }

        var fromCup = HouseFloor.Way(HouseFloor.Nipple((int)(wrapped.X / HouseFloor.NippleSpacingMeters) % HouseFloor.Nipples), wrapped) - new Vector2(0, 0.02f);
        colour = CupRed * (fromCup.Y > 0.008f ? 0.75f : 1);
        return fromCup.Length() < 0.021f;
    }

    /// <summary>Brightness across a tube lit from above and the side; −1 and 1 are its edges.</summary>
    private static float Round(float across) => 0.55f + (0.5f * MathF.Sqrt(Math.Max(0, 1 - ((across + 0.3f) * (across + 0.3f)))));

    /// <summary>1 within a distance, then falling smoothly to 0.</summary>
    private static float Soft(float distance, float within, float over)
    {
        var t = Math.Clamp((distance - within) / over, 0, 1);
        return 1 - (t * t * (3 - (2 * t)));
    }

    private static void Fill(Canvas onto, CameraPose pose, Func<Vector2, Vector3> colourAt) => Fill(onto, pose, (place, _) => colourAt(place));

    private static void Fill(Canvas onto, CameraPose pose, Func<Vector2, int, Vector3> colourAt)
    {
        for (var row = 0; row < Canvas.Rows; row += 2)
        {
            for (var column = 0; column < Canvas.Stride; column += 2)
            {
                var sum = Vector3.Zero;
                for (var part = 0; part < 4; part++)
                {
                    var (x, y) = (column + (part % 2), row + (part / 2));
                    var at = (y * Canvas.Stride) + x;
                    var colour = Vector3.Clamp(
                        colourAt(pose.ToFloor(new(x - Canvas.Margin + 0.5f, y - Canvas.Margin + 0.5f)), at), Vector3.Zero, new(255));
                    onto.Luma[at] = (byte)MathF.Round(Colour.ToYuv(colour).Y);
                    sum += colour;
                }

                var (_, u, v) = Colour.ToYuv(sum / 4);
                var pair = (row / 2 * Canvas.ChromaStride) + (column / 2);
                (onto.BlueDifference[pair], onto.RedDifference[pair]) = ((byte)MathF.Round(u), (byte)MathF.Round(v));
            }
        }
    }
}
