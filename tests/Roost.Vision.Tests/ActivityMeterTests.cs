using CsCheck;

namespace Roost.Vision.Tests;

internal sealed class ActivityMeterTests
{
    private const double Pixels = Pictures.Width * Pictures.Height;

    [Test]
    public void The_first_picture_has_no_activity_to_tell()
    {
        using var meter = new ActivityMeter();
        using var frame = Pictures.Of(Pictures.Litter);

        Assert.That(meter.Next(frame), Is.Null);
    }

    [Test]
    public void A_still_picture_has_no_activity() => Assert.That(Between(Pictures.Litter, Pictures.Litter), Is.Zero);

    [Test]
    public void A_bird_that_moved_counts_where_it_was_and_where_it_is()
    {
        // A 40x30 block that moves by its own width uncovers and covers 2 x 1,200 pixels.
        static Func<int, int, double> Bird(int left) => (x, y) => x >= left && x < left + 40 && y is >= 60 and < 90 ? 220 : 80;

        var percent = Between(Bird(100), Bird(140));

        // The blur widens or narrows each edge by a pixel or two.
        Assert.That(percent, Is.EqualTo(100 * 2 * 40 * 30 / Pixels).Within(12).Percent);
    }

    [Test]
    public void A_block_of_any_size_and_step_counts_with_its_area()
    {
        var cases = Gen.Select(Gen.Int[20, 80], Gen.Int[20, 80], Gen.Int[6, 60], Gen.Bool);
        cases.Sample(
            (width, height, step, light) =>
            {
                Func<int, int, double> Block(int left) => (x, y) => x >= left && x < left + width && y >= 50 && y < 50 + height ? (light ? 200 : 40) : 110;

                var expected = 100 * 2.0 * Math.Min(step, width) * height / Pixels;
                var edge = 100 * 4.0 * ((2 * Math.Min(step, width)) + (2 * height)) / Pixels;

                return Math.Abs(Between(Block(60), Block(60 + step)) - expected) <= edge;
            },
            iter: 40,
            threads: 1);
    }

    [TestCase(3)]
    [TestCase(8, Description = "A cheap camera at night")]
    public void Noise_of_the_sensor_is_not_activity(double deviation)
    {
        var random = new Random(7);

        var percent = Between((x, y) => Pictures.Litter(x, y) + Pictures.Noise(random, deviation), (x, y) => Pictures.Litter(x, y) + Pictures.Noise(random, deviation));

        Assert.That(percent, Is.LessThan(1));
    }

    [TestCase(1.0, 30.0, Description = "All of it lighter by the same amount")]
    [TestCase(1.0, -30.0)]
    [TestCase(1.5, 0.0, Description = "A longer exposure")]
    [TestCase(0.5, 0.0, Description = "Half of the lamps off")]
    [TestCase(0.7, 25.0)]
    public void A_change_of_light_of_the_whole_picture_is_not_activity(double gain, double offset)
    {
        var random = new Random(7);
        double Before(int x, int y) => Pictures.Litter(x, y) + Pictures.Noise(random, 3);
        double Now(int x, int y) => (gain * Pictures.Litter(x, y)) + offset + Pictures.Noise(random, 3);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Between(Before, Now), Is.LessThan(1));
            Assert.That(Between(Now, Before), Is.LessThan(1));
        }
    }

    [Test]
    public void A_bird_is_seen_moving_while_the_light_changes()
    {
        static bool IsBird(int x, int y, int left) => x >= left && x < left + 60 && y is >= 60 and < 120;

        var percent = Between(
            (x, y) => IsBird(x, y, 100) ? 200 : Pictures.Litter(x, y),
            (x, y) => 0.8 * (IsBird(x, y, 160) ? 200 : Pictures.Litter(x, y)));

        Assert.That(percent, Is.EqualTo(100 * 2 * 60 * 60 / Pixels).Within(25).Percent);
    }

    [Test]
    public void A_bird_before_the_lens_does_not_make_the_standing_rest_move()
    {
        var percent = Between(Pictures.Litter, (x, y) => x < 110 ? 230 : Pictures.Litter(x, y));

        Assert.That(percent, Is.EqualTo(100.0 * 110 / Pictures.Width).Within(5).Percent);
    }

    [Test]
    public void Activity_is_never_outside_its_range()
    {
        Gen.Int[0, int.MaxValue].Sample(
            seed =>
            {
                var random = new Random(seed);
                return Between((_, _) => random.Next(256), (_, _) => random.Next(256)) is >= 0 and <= 100;
            },
            iter: 20,
            threads: 1);
    }

    [Test]
    public void A_picture_of_another_size_starts_afresh()
    {
        using var meter = new ActivityMeter();
        using var one = Pictures.Of(Pictures.Litter);
        using var other = Pictures.Of(Pictures.Litter, 160, 90);

        meter.Next(one);

        Assert.That(meter.Next(other), Is.Null);
    }

    [Test]
    public void A_picture_after_a_reset_is_compared_with_none()
    {
        using var meter = new ActivityMeter();
        using var frame = Pictures.Of(Pictures.Litter);
        meter.Next(frame);
        meter.Reset();

        Assert.That(meter.Next(frame), Is.Null);
    }

    [Test]
    public void Measuring_makes_hardly_any_managed_garbage()
    {
        using var meter = new ActivityMeter();
        using var frame = Pictures.Of(Pictures.Litter, 640, 360);
        meter.Next(frame);
        meter.Next(frame);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            frame.Grey.Fill((byte)(i % 2 == 0 ? 60 : 160));
            meter.Next(frame);
        }

        // OpenCvSharp's wrappers of arguments, not pictures (a picture has 345,600 bytes).
        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / 100, Is.LessThan(2_000));
    }

    private static double Between(Func<int, int, double> before, Func<int, int, double> now)
    {
        using var meter = new ActivityMeter();
        using var first = Pictures.Of(before);
        using var second = Pictures.Of(now);
        meter.Next(first);
        return meter.Next(second)!.Value;
    }
}
