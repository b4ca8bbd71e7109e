using System.Globalization;
using Roost.Domain.Readings;
using Roost.Edge.Cameras;
using Roost.Simulators.Cameras;
using Roost.Vision;

namespace Roost.Edge.Tests.Cameras;

/// <summary>Faults of synthetic cameras show in the figures that are for them, and nothing that birds or lamps do looks like a fault.</summary>
internal sealed class PictureWatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly FlockScene Day24 = new() { Birds = 250, WeightGrams = 1258, Activity = 0.4 };
    private static readonly ulong[] Seeds = [1, 29];

    [TestCase(45)]
    [TestCase(1258)]
    [TestCase(2800)]
    public void Birds_and_lamps_are_no_fault(double grams)
    {
        foreach (var seed in Seeds)
        {
            using var show = new Show(seed);
            var scene = Day24 with { WeightGrams = grams };
            show.Play(scene, 10);
            show.Play(scene with { Activity = 1, RestingShare = 0.1, FeedingShare = 0.5 }, 20);
            show.Play(scene with { Light = HouseLight.Infrared, Activity = 0.02, RestingShare = 0.8 }, 10);
            show.Play(scene with { LightLux = 4 }, 10);
            show.Play(scene, 10);
            show.Tell($"{grams} g, seed {seed}");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(show.Of(Quantity.PictureShift), Has.All.Zero);
                Assert.That(show.Of(Quantity.PictureSharpness), Has.All.GreaterThan(75));
                Assert.That(show.Of(Quantity.PictureBrightness), Has.All.GreaterThan(15));
                Assert.That(show.Of(Quantity.PictureChange), Has.All.GreaterThan(0.5));
            }
        }
    }

    [Test]
    public void A_dark_camera_has_next_to_no_brightness_and_says_nothing_of_what_it_can_not_see()
    {
        using var show = new Show(1);
        show.Play(Day24, 20);
        show.Clear();
        show.Play(Day24 with { Fault = CameraFault.Dark }, 20);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(show.Of(Quantity.PictureBrightness), Has.All.LessThan(2));
            Assert.That(show.Of(Quantity.PictureSharpness), Is.Empty);
            Assert.That(show.Of(Quantity.PictureShift), Is.Empty);
        }

        show.Play(Day24, 20);
        Assert.That(show.Of(Quantity.PictureShift), Has.All.Zero, "light again, and where it was");
    }

    [Test]
    public void Dust_on_the_lens_takes_sharpness([Values(45, 1258, 2800)] double grams)
    {
        foreach (var seed in Seeds)
        {
            using var show = new Show(seed);
            var scene = Day24 with { WeightGrams = grams };
            show.Play(scene, 10);
            show.Clear();
            show.Play(scene with { Fault = CameraFault.Dusty }, 15);
            show.Tell($"dusty, {grams} g, seed {seed}");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(show.Of(Quantity.PictureSharpness), Has.All.LessThan(70));
                Assert.That(show.Of(Quantity.PictureShift), Has.All.Zero);
            }
        }
    }

    [Test]
    public void A_camera_knocked_aside_has_moved_until_it_hangs_as_before([Values(45, 1258, 2800)] double grams)
    {
        foreach (var seed in Seeds)
        {
            using var show = new Show(seed);
            var scene = Day24 with { WeightGrams = grams, Activity = 0.1 };
            show.Play(scene, 10);
            show.Clear();
            show.Play(scene with { Fault = CameraFault.Knocked }, 20);
            show.Tell($"knocked, {grams} g, seed {seed}");
            Assert.That(show.Of(Quantity.PictureShift)[^2..], Has.All.GreaterThan(2));
            show.Play(scene, 15);
            Assert.That(show.Of(Quantity.PictureShift)[^1], Is.Zero, "hangs as before");
        }
    }

    [Test]
    public void Only_a_frozen_camera_shows_no_change_at_all()
    {
        using var show = new Show(3);
        var asleep = Day24 with { Activity = 0, Light = HouseLight.Infrared };
        show.Play(asleep, 20);
        Assert.That(show.Of(Quantity.PictureChange), Has.All.GreaterThan(0.3), "a sleeping flock still has the sensor's noise");
        show.Play(asleep with { Fault = CameraFault.Frozen }, 11);
        show.Clear();
        show.Play(asleep with { Fault = CameraFault.Frozen }, 20);
        Assert.That(show.Of(Quantity.PictureChange), Has.All.Zero);
    }

    [Test, CancelAfter(60_000)]
    public async Task No_recording_of_a_healthy_camera_looks_faulty(
        [Values("08_video_coop_ramp/chickens_ramp.mp4", "09_video_backyard_coop/chicken.mp4")] string clip, CancellationToken cancellationToken)
    {
        var source = Needed.Recording(clip);
        var sink = new TestSink();
        var options = new CameraOptions("camera-1", source) { Pace = CameraPace.None, StartsAt = Start, ReportEvery = TimeSpan.FromSeconds(1) };
        await new CameraWorker(options, TimeProvider.System, sink, Microsoft.Extensions.Logging.Abstractions.NullLogger<CameraWorker>.Instance)
            .RunAsync(cancellationToken);

        Show.Tell(clip, sink.Pictures);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sink.Pictures, Has.Count.GreaterThan(40), "four figures a second");
            Assert.That(Show.Of(sink.Pictures, Quantity.PictureShift), Has.All.Zero);
            Assert.That(Show.Of(sink.Pictures, Quantity.PictureSharpness), Has.All.GreaterThan(75));
            Assert.That(Show.Of(sink.Pictures, Quantity.PictureBrightness), Has.All.InRange(15, 85));
            Assert.That(Show.Of(sink.Pictures, Quantity.PictureChange), Has.All.GreaterThan(0));
        }
    }

    [Test]
    public void Figures_of_a_picture_cost_about_a_millisecond()
    {
        using var show = new Show(5);
        show.Play(Day24, 2);
        var costs = new List<double>();
        for (var second = 0; second < 10; second++)
        {
            show.Spent = TimeSpan.Zero;
            show.Play(Day24, 1);
            costs.Add(show.Spent.TotalMilliseconds / 5);
        }

        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Measured: {costs.Min():0.00} ms a picture, at 5 a second of which one is looked at"));
        Assert.That(costs.Min(), Is.LessThan(3), "on a busy machine");
    }

    /// <summary>A synthetic camera at five pictures a second, behind a watch.</summary>
    private sealed class Show(ulong seed) : IDisposable
    {
        private readonly SyntheticCamera camera = new(seed);
        private readonly VideoFrame frame = new(Canvas.Width, Canvas.Height);
        private readonly PictureWatch watch = new(new CameraOptions("camera-1", "/dev/video0") { ReportEvery = TimeSpan.FromSeconds(5) });
        private readonly List<Reading> readings = [];
        private DateTimeOffset now = Start;

        public TimeSpan Spent { get; set; }

        public void Play(FlockScene scene, int seconds)
        {
            for (var step = 1; step <= seconds * 10; step++)
            {
                camera.Step(scene);
                if (step % 2 == 0)
                {
                    camera.Picture()!.Value.CopyTo(frame.Bytes);
                    var began = TimeProvider.System.GetTimestamp();
                    watch.Add(frame);
                    if (step % 10 == 0)
                    {
                        now = now.AddSeconds(1);
                        watch.Look(frame, now, readings);
                    }

                    Spent += TimeProvider.System.GetElapsedTime(began);
                }
            }
        }

        public void Clear() => readings.Clear();

        public double[] Of(Quantity quantity) => Of(readings, quantity);

        public static double[] Of(IEnumerable<Reading> readings, Quantity quantity) =>
            [.. readings.Where(reading => reading.Quantity == quantity).Select(reading => reading.Value!.Value)];

        public void Tell(string what) => Tell(what, readings);

        public static void Tell(string what, List<Reading> readings) => TestContext.Out.WriteLine(
            $"Measured: {what}: " + string.Join("; ", readings.GroupBy(reading => reading.Quantity).Select(group => string.Create(
                CultureInfo.InvariantCulture,
                $"{QuantityFacts.Of(group.Key).Name} {group.Min(reading => reading.Value):0.00} to {group.Max(reading => reading.Value):0.00}"))));

        public void Dispose()
        {
            frame.Dispose();
            watch.Dispose();
        }
    }
}
