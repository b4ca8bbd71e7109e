namespace Roost.Simulators.Cameras;

/// <summary>What the parts of a bird do while it is at something: nods, pecks, sips, and now and then a resting bird preens.</summary>
internal static class BirdPosture
{
    /// <summary>Lets a living bird's posture go on.</summary>
    public static void Update(Bird bird, SeededRandom random, float activity, float seconds)
    {
        var isOnItsWay = bird.Goal is not null && bird.SpeedMetersPerSecond > 0.01f;
        if (isOnItsWay)
        {
            // One nod a stride, and a stride is about as long as the bird.
            bird.Rhythm += bird.SpeedMetersPerSecond * seconds / BirdSize.TrunkLengthMeters(bird.WeightGrams);
            bird.Pose = IsInFirstHalf(bird) ? BirdPose.Standing : BirdPose.Reaching;
            return;
        }

        switch (bird.State)
        {
            case BirdState.Feeding when bird.Slot >= 0:
                // Pecks come in bursts; between them the bird looks up.
                bird.Rhythm += activity * seconds * 1.6f;
                bird.Pose = IsInFirstHalf(bird) ? BirdPose.Pecking : BirdPose.Reaching;
                break;
            case BirdState.Drinking when bird.Slot >= 0:
                bird.Rhythm += activity * seconds * 0.8f;
                bird.Pose = IsInFirstHalf(bird) ? BirdPose.Reaching : BirdPose.Standing;
                break;
            case BirdState.Resting or BirdState.Huddling:
                if (random.Next() < seconds * activity * (bird.Pose == BirdPose.Preening ? 0.25f : 0.03f))
                {
                    bird.Pose = bird.Pose == BirdPose.Preening ? BirdPose.Sitting : BirdPose.Preening;
                    // It shifts a little as it does.
                    bird.Heading += random.NextNormal() * 0.15f;
                }

                bird.Pose = bird.Pose == BirdPose.Preening ? BirdPose.Preening : BirdPose.Sitting;
                break;
            default:
                // Standing about: looks round, pecks at the litter.
                if (random.Next() < seconds * activity * 0.9f)
                {
                    bird.Pose = random.Next(3) switch { 0 => BirdPose.Pecking, 1 => BirdPose.Reaching, _ => BirdPose.Standing };
                    bird.Heading += random.NextNormal() * 0.12f;
                }

                bird.Pose = bird.Pose is BirdPose.Sitting or BirdPose.Preening ? BirdPose.Standing : bird.Pose;
                break;
        }
    }

    private static bool IsInFirstHalf(Bird bird) => bird.Rhythm - MathF.Floor(bird.Rhythm) < 0.5f;
}
