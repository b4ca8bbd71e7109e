using System.Security.Cryptography;
using System.Text.Json;
using Roost.Domain.Breeds;
using Roost.Simulators.Cameras;

namespace Roost.Simulators.Tests.Cameras;

internal sealed class SyntheticCameraTests
{
    private const int Pixels = Canvas.Width * Canvas.Height;

    private static readonly FlockScene Day24 = new() { Birds = 120, WeightGrams = BreedStandard.Ross308.WeightGrams(24), DeadBirds = 1 };

    [Test]
    public void The_same_seed_and_scenes_give_the_same_pictures_whichever_of_them_are_looked_at()
    {
        var always = new SyntheticCamera(9);
        var sometimes = new SyntheticCamera(9);
        var other = new SyntheticCamera(10);
        for (var step = 0; step < 60; step++)
        {
            var scene = step < 30 ? Day24 : Day24 with { HuddlingShare = 0.3, Light = HouseLight.Infrared, Dust = 0.2, Birds = 118, DeadBirds = 2 };
            always.Step(scene);
            always.Picture();
            sometimes.Step(scene);
            other.Step(scene);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Checksum(sometimes), Is.EqualTo(Checksum(always)));
            Assert.That(Checksum(other), Is.Not.EqualTo(Checksum(always)));
        }
    }

    [Test]
    public void Every_bird_is_drawn_where_the_truth_says_and_nothing_moves_elsewhere()
    {
        var camera = new SyntheticCamera(11);
        var scene = Day24 with { Birds = 40, DeadBirds = 2 };
        for (var step = 0; step < 50; step++)
        {
            camera.Step(scene);
        }

        var truth = camera.Truth();
        var empty = new SyntheticCamera(11);
        for (var step = 0; step < 50; step++)
        {
            empty.Step(scene with { Birds = 0, DeadBirds = 0 });
        }

        // The same seed has the same floor and the same noise at the same frame: what differs is birds and their shadows.
        var (with, without) = (Luma(camera), Luma(empty));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((truth.Living, truth.Dead, truth.Birds.Count), Is.EqualTo((40, 2, 42)));
            foreach (var bird in truth.Birds.Where(bird => !IsBeneathEquipment(bird)))
            {
                var at = ((int)bird.YPixels * Canvas.Width) + (int)bird.XPixels;
                Assert.That(with[at] - without[at], Is.GreaterThan(20), $"bird {bird.Id} is white on brown at {bird.XPixels:0},{bird.YPixels:0}");
            }

            for (var at = 0; at < Pixels; at++)
            {
                if (Math.Abs(with[at] - without[at]) > 3 && !truth.Birds.Any(bird => Distance(bird, at % Canvas.Width, at / Canvas.Width) < 40))
                {
                    Assert.Fail($"Something is drawn at {at % Canvas.Width},{at / Canvas.Width}, where no bird is.");
                }
            }
        }
    }

    [TestCase(3)]
    [TestCase(14)]
    [TestCase(24)]
    [TestCase(35)]
    [TestCase(42)]
    public void A_bird_covers_as_much_of_the_picture_as_its_weight_says(int day)
    {
        var weight = BreedStandard.Ross308.WeightGrams(day);
        var expected = BirdSize.AreaSquareMeters(weight) * CameraPose.PixelsPerMeter * CameraPose.PixelsPerMeter;
        var drawn = Enumerable.Range(0, 12).Average(turn => BirdPainter.Paint(weight, turn * 0.5f, BirdPose.Standing, 0).BodyPixels);

        TestContext.Out.WriteLine($"Measured: day {day}, {weight:0} g: {drawn:0} pixels drawn, {expected:0} by W = a·A^1.5");
        Assert.That(drawn, Is.EqualTo(expected).Within(8).Percent);
    }

    [Test]
    public void A_growing_flock_covers_more_and_more_of_the_picture()
    {
        var covered = new List<int>();
        foreach (var day in (int[])[1, 7, 14, 21, 28, 35])
        {
            var scene = new FlockScene { Birds = 100, WeightGrams = BreedStandard.Ross308.WeightGrams(day) };
            var (camera, empty) = (new SyntheticCamera(12), new SyntheticCamera(12));
            camera.Step(scene);
            empty.Step(scene with { Birds = 0 });
            var (with, without) = (Luma(camera), Luma(empty));
            covered.Add(Enumerable.Range(0, Pixels).Count(at => with[at] - without[at] > 12));
        }

        Assert.That(covered, Is.Ordered.Ascending);
        Assert.That(covered[^1], Is.GreaterThan(covered[0] * 5));
    }

    [Test]
    public void A_dead_bird_stays_in_the_same_pixels_while_the_others_walk()
    {
        var camera = new SyntheticCamera(13);
        var scene = Day24 with { Birds = 30, Activity = 1, DeadBirds = 2 };
        camera.Step(scene);
        var first = camera.Truth();
        for (var step = 0; step < 300; step++)
        {
            camera.Step(scene);
        }

        var last = camera.Truth();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(last.Birds.Where(bird => bird.State == BirdState.Dead), Is.EqualTo(first.Birds.Where(bird => bird.State == BirdState.Dead)));
            Assert.That(
                last.Birds.Where(bird => bird.State != BirdState.Dead).Count(bird => first.Birds.Any(was => was.Id == bird.Id && was.XPixels == bird.XPixels)),
                Is.LessThan(20), "lively birds don't stay for half a minute");
        }
    }

    [Test]
    public void A_frozen_camera_repeats_its_picture_while_the_birds_live_on()
    {
        var camera = new SyntheticCamera(14);
        Step(camera, Day24, 5);
        var before = Checksum(camera);
        var truth = camera.Truth();

        var frozen = Day24 with { Fault = CameraFault.Frozen };
        Step(camera, frozen, 20);
        Assert.That(Checksum(camera), Is.EqualTo(before));
        Assert.That(camera.Truth().Birds, Is.Not.EqualTo(truth.Birds));

        Step(camera, Day24, 1);
        Assert.That(Checksum(camera), Is.Not.EqualTo(before));
    }

    [Test]
    public void Each_fault_is_to_be_seen()
    {
        var usual = Picture(Day24);
        var dark = Picture(Day24 with { Fault = CameraFault.Dark });
        var dusty = Picture(Day24 with { Fault = CameraFault.Dusty });
        var knocked = Picture(Day24 with { Fault = CameraFault.Knocked });
        var unplugged = new SyntheticCamera(15);
        unplugged.Step(Day24 with { Fault = CameraFault.Unplugged });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Mean(dark), Is.LessThan(20));
            Assert.That(Deviation(dusty), Is.LessThan(Deviation(usual) * 0.6), "dust takes contrast");
            Assert.That(Mean(knocked), Is.EqualTo(Mean(usual)).Within(10), "another piece of the same floor");
            Assert.That(Enumerable.Range(0, Pixels).Average(at => Math.Abs(knocked[at] - usual[at])), Is.GreaterThan(8));
            Assert.That(unplugged.Picture(), Is.Null);
        }
    }

    [Test]
    public void A_knocked_camera_tells_the_birds_that_it_sees_now()
    {
        var camera = new SyntheticCamera(16);
        camera.Step(Day24 with { Fault = CameraFault.Knocked });
        var truth = camera.Truth();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(truth.Birds, Has.All.Matches<BirdTruth>(bird => bird is { XPixels: >= 0 and < 640, YPixels: >= 0 and < 360 }));
            Assert.That(truth.Living + truth.Dead, Is.EqualTo(truth.Birds.Count));
            Assert.That(truth.Living, Is.EqualTo(120).Within(25), "the picture shows as much floor as before");
        }
    }

    [Test]
    public void Infrared_is_grey_and_night_is_dark()
    {
        var infrared = new SyntheticCamera(17);
        infrared.Step(Day24 with { Light = HouseLight.Infrared });
        var picture = infrared.Picture()!.Value.ToArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(picture.Skip(Pixels), Is.All.EqualTo(128));
            Assert.That(Mean(picture[..Pixels]), Is.GreaterThan(40));
            Assert.That(Mean(Picture(Day24 with { Light = HouseLight.Night })), Is.LessThan(30));
            Assert.That(Mean(Picture(Day24 with { LightLux = 1 })), Is.LessThan(Mean(Picture(Day24)) * 0.7));
        }
    }

    [Test]
    public void The_truth_is_a_line_of_json()
    {
        var camera = new SyntheticCamera(18);
        Step(camera, Day24 with { Light = HouseLight.Infrared, Fault = CameraFault.Dusty }, 3);

        var line = camera.Truth().ToJsonLine();
        using var json = JsonDocument.Parse(line.AsMemory(0, line.Length - 1));
        var root = json.RootElement;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Array.IndexOf(line, (byte)'\n'), Is.EqualTo(line.Length - 1));
            Assert.That(root.GetProperty("frame").GetInt64(), Is.EqualTo(2));
            Assert.That(root.GetProperty("light").GetString(), Is.EqualTo("infrared"));
            Assert.That(root.GetProperty("fault").GetString(), Is.EqualTo("dusty"));
            Assert.That(root.GetProperty("living").GetInt32(), Is.EqualTo(120));
            Assert.That(root.GetProperty("dead").GetInt32(), Is.EqualTo(1));
            Assert.That(root.GetProperty("birds").GetArrayLength(), Is.EqualTo(121));
            Assert.That(root.GetProperty("birds")[0].GetProperty("state").GetString(), Is.EqualTo("dead"));
        }
    }

    [Test]
    public void Rejects_an_impossible_scene()
    {
        var camera = new SyntheticCamera(19);
        var fault = Assert.Throws<ArgumentException>(() => camera.Step(Day24 with { FeedingShare = 0.9 }));
        Assert.That(fault!.Message, Does.StartWith("The shares of feeding, drinking, resting and huddling birds are more than all birds together"));
        Assert.That(new FlockScene { Birds = 501, WeightGrams = double.NaN, Activity = -1, Dust = 2, LightLux = -1 }.Problems().Count(), Is.EqualTo(5));
    }

    private static void Step(SyntheticCamera camera, FlockScene scene, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            camera.Step(scene);
        }
    }

    private static byte[] Picture(FlockScene scene)
    {
        var camera = new SyntheticCamera(15);
        camera.Step(scene);
        return Luma(camera);
    }

    private static byte[] Luma(SyntheticCamera camera) => camera.Picture()!.Value[..Pixels].ToArray();

    private static string Checksum(SyntheticCamera camera) => Convert.ToHexString(SHA256.HashData(camera.Picture()!.Value.Span));

    private static double Mean(byte[] luma) => luma.Average(level => level);

    private static double Deviation(byte[] luma)
    {
        var mean = Mean(luma);
        return Math.Sqrt(luma.Average(level => (level - mean) * (level - mean)));
    }

    private static bool IsBeneathEquipment(BirdTruth bird) =>
        Math.Abs(bird.YMeters - HouseFloor.DrinkerLineY) < 0.05 || Math.Abs(bird.YMeters - HouseFloor.FeederLineY) < 0.05;

    private static double Distance(BirdTruth bird, int x, int y) =>
        // A bird at one edge is seen at the other too: the floor repeats.
        Math.Sqrt(Math.Pow(Math.IEEERemainder(bird.XPixels - x, Canvas.Width), 2) + Math.Pow(Math.IEEERemainder(bird.YPixels - y, Canvas.Height), 2));
}
