namespace Roost.Simulators.Cameras;

/// <summary>Draws each look of a bird when it is first needed and keeps it. Not thread-safe.</summary>
internal sealed class BirdSprites
{
    // Ten degrees a heading and three percent a size: finer steps are not to be seen at this resolution.
    private const int Headings = 36;
    private const int Variants = 2;
    private const double SizeStep = 0.03;

    // Some 30 MB of grown birds. A flock uses far fewer at a time; what it has outgrown goes with the rest.
    private const int MostKept = 3000;

    private readonly Dictionary<(int Size, int Heading, BirdPose Pose, int Variant), BirdSprite> kept = [];

    /// <summary>How a bird looks in a picture that is turned by an angle.</summary>
    public BirdSprite Of(Bird bird, float pictureAngle)
    {
        var turns = (bird.Heading + pictureAngle) / (2 * MathF.PI);
        var heading = (int)MathF.Round((turns - MathF.Floor(turns)) * Headings) % Headings;
        var size = (int)Math.Round(Math.Log(bird.WeightGrams) / (3 * SizeStep));
        var key = (size, heading, bird.Pose, bird.Id % Variants);
        if (!kept.TryGetValue(key, out var sprite))
        {
            if (kept.Count >= MostKept)
            {
                kept.Clear();
            }

            // Weight goes with the third power of length.
            sprite = BirdPainter.Paint(Math.Exp(size * 3 * SizeStep), heading * 2 * MathF.PI / Headings, bird.Pose, key.Item4);
            kept.Add(key, sprite);
        }

        return sprite;
    }
}
