using System.Numerics;

namespace Roost.Simulators.Cameras;

/// <summary>
/// A camera that looks straight down on a piece of a broiler house's floor, ten pictures a second. The same seed and the same scenes
/// give the same pictures, whichever of them are looked at. Not thread-safe.
/// </summary>
/// <param name="seed">Other birds, another floor.</param>
internal sealed class SyntheticCamera(ulong seed)
{
    /// <summary>Pictures a second.</summary>
    public const int FramesPerSecond = 10;

    /// <summary>Bytes of a picture: planar YUV 4:2:0, 8 bit, BT.601, video range.</summary>
    public const int PictureBytes = Canvas.Width * Canvas.Height * 3 / 2;

    // The litter darkens in steps that are below the threshold of any movement measure.
    private const int WearSteps = 24;

    private readonly FlockOnFloor flock = new(seed);
    private readonly BirdSprites sprites = new();
    private readonly Canvas floor = new();
    private readonly Canvas canvas = new();
    private readonly byte[] last = new byte[PictureBytes];
    private (CameraPose Pose, int Wear)? painted;
    private CanvasLayer? equipment;
    private (LensSetting Setting, Lens Lens)? lens;
    private FlockScene? scene;
    private long frame = -1;
    private long? frozenAt;

    /// <summary>Lets a tenth of a second pass.</summary>
    /// <exception cref="ArgumentException">The scene has problems.</exception>
    public void Step(FlockScene now)
    {
        if (now.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(now));
        }

        // The picture that stays is the last one before the fault, drawn while its birds are still there.
        if (now.Fault == CameraFault.Frozen && frozenAt is null && scene is not null)
        {
            Draw();
            frozenAt = frame;
        }

        frozenAt = now.Fault == CameraFault.Frozen ? frozenAt : null;
        scene = now;
        flock.Step(now, 1f / FramesPerSecond);
        frame++;
    }

    /// <summary>The picture of the last step, until the next one; null while the camera is unplugged.</summary>
    /// <exception cref="InvalidOperationException">No step was made yet.</exception>
    public ReadOnlyMemory<byte>? Picture()
    {
        if (scene is null)
        {
            throw new InvalidOperationException("There is no picture before the first step.");
        }

        if (scene.Fault == CameraFault.Unplugged)
        {
            return null;
        }

        if (frozenAt is null)
        {
            Draw();
            frozenAt = scene.Fault == CameraFault.Frozen ? frame : null;
        }

        return last;
    }

    /// <summary>What is really before the lens at the last step.</summary>
    /// <exception cref="InvalidOperationException">No step was made yet.</exception>
    public FrameTruth Truth()
    {
        var now = scene ?? throw new InvalidOperationException("There is no truth before the first step.");
        var pose = PoseOf(now);
        var birds = new List<BirdTruth>(flock.Living.Count + flock.Dead.Count);
        var living = 0;
        foreach (var bird in flock.Dead.Concat(flock.Living))
        {
            foreach (var pixel in PixelsOf(bird, pose, 0))
            {
                if (pixel is { X: >= 0 and < Canvas.Width, Y: >= 0 and < Canvas.Height })
                {
                    living += bird.State == BirdState.Dead ? 0 : 1;
                    birds.Add(new(
                        bird.Id, bird.State, pixel.X, pixel.Y, bird.Position.X, bird.Position.Y, bird.SpeedMetersPerSecond, bird.WeightGrams));
                }
            }
        }

        return new(frame, frame / (double)FramesPerSecond, now.Light, now.Fault, living, birds.Count - living, birds);
    }

    private CameraPose PoseOf(FlockScene now) => now.Fault == CameraFault.Knocked ? CameraPose.Knocked(seed) : CameraPose.Straight;

    private void Draw()
    {
        var pose = PoseOf(scene!);
        Prepare(pose);
        canvas.CopyFrom(floor);
        // Who sits is below who stands, and the dead are below all.
        DrawBirds(flock.Dead, pose, _ => true);
        DrawBirds(flock.Living, pose, bird => bird.Pose is BirdPose.Sitting or BirdPose.Preening);
        DrawBirds(flock.Living, pose, bird => bird.Pose is not (BirdPose.Sitting or BirdPose.Preening));
        equipment!.DrawOnto(canvas);
        lens!.Value.Lens.Take(canvas, frame, last);
    }

    private void DrawBirds(IReadOnlyList<Bird> birds, CameraPose pose, Func<Bird, bool> isNow)
    {
        foreach (var bird in birds)
        {
            if (!isNow(bird))
            {
                continue;
            }

            var sprite = sprites.Of(bird, pose.AngleRadians);
            foreach (var pixel in PixelsOf(bird, pose, sprite.HalfSide))
            {
                sprite.DrawOnto(canvas, (int)MathF.Floor(pixel.X), (int)MathF.Floor(pixel.Y));
            }
        }
    }

    /// <summary>Everywhere in the picture, or so near that part of it is, where the floor's repetition shows this bird.</summary>
    private static IEnumerable<Vector2> PixelsOf(Bird bird, CameraPose pose, int within)
    {
        // A camera that hangs straight shows one piece of floor, a knocked one parts of its neighbours too.
        for (var across = -1; across <= 1; across++)
        {
            for (var along = -1; along <= 1; along++)
            {
                var pixel = pose.ToPixel(bird.Position + new Vector2(along * HouseFloor.LengthMeters, across * HouseFloor.WidthMeters));
                if (pixel.X >= -within && pixel.X < Canvas.Width + within && pixel.Y >= -within && pixel.Y < Canvas.Height + within)
                {
                    yield return pixel;
                }
            }
        }
    }

    private void Prepare(CameraPose pose)
    {
        var wear = (int)MathF.Round(BirdAnatomy.Maturity(scene!.WeightGrams / 1.6) * WearSteps);
        if (painted is not { } is_ || is_ != (pose, wear))
        {
            FloorPainter.PaintFloor(floor, pose, wear / (float)WearSteps, seed);
            equipment = painted?.Pose == pose ? equipment : FloorPainter.PaintEquipment(pose);
            painted = (pose, wear);
        }

        var setting = LensSetting.Of(scene!);
        if (lens?.Setting != setting)
        {
            lens = (setting, new(setting, seed));
        }
    }
}
