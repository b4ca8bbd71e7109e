using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Roost.Domain.Readings;
using Roost.Edge.Cameras;

namespace Roost.Edge.Tests.Cameras;

/// <summary>Real birds before real, fixed cameras, through the real decoder.</summary>
[CancelAfter(120_000)]
internal sealed class RecordedCameraTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Hens_on_a_ramp_are_activity_and_the_empty_ramp_is_none(CancellationToken cancellationToken)
    {
        // 11.8 s; hens walk in seconds 2 to 9, the last second and a half is empty.
        var activity = await PlayAsync("08_video_coop_ramp/chickens_ramp.mp4", 4, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(activity, Has.Count.EqualTo(12));
            Assert.That(activity[2..10], Has.All.GreaterThan(5 * activity[10]), "against the last whole second");
            Assert.That(activity[2..10], Has.All.GreaterThan(5 * activity[11]), "against the last part of a second");
        }
    }

    [Test]
    public async Task A_yard_has_a_value_for_every_second_and_the_hen_before_the_lens_stands_out(CancellationToken cancellationToken)
    {
        // 28.57 s; a hen passes the lens in second 3.
        var activity = await PlayAsync("09_video_backyard_coop/chicken.mp4", 4, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(activity, Has.Count.EqualTo(29));
            Assert.That(activity.IndexOf(activity.Max()), Is.EqualTo(3));
        }
    }

    [Test]
    public async Task Light_that_changes_over_a_house_is_no_movement(CancellationToken cancellationToken)
    {
        // 12 pictures, 10 s apart in the house and 1 s in the video. From the first to the second the camera's exposure changed: a plain
        // difference of the pictures is almost twice that of the other steps.
        var activity = await PlayAsync("02_broiler_house_fisheye_10s_sequence/DERIVED_timelapse_1fps.mp4", 1, cancellationToken);
        var others = activity[1..11].Order().ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(activity, Has.Count.EqualTo(12));
            Assert.That(activity[0], Is.LessThan(1.25 * others[others.Count / 2]));
            Assert.That(activity[11], Is.Zero, "twelve pictures have eleven steps");
        }
    }

    [Test]
    public async Task A_slide_show_has_a_value_for_every_second_at_any_rate(CancellationToken cancellationToken) =>
        Assert.That(await PlayAsync("02_broiler_house_fisheye_10s_sequence/DERIVED_timelapse_1fps.mp4", 4, cancellationToken), Has.Count.EqualTo(12));

    [Test, Timed]
    public async Task Hens_on_a_ramp_are_seen_over_rtsp(CancellationToken cancellationToken)
    {
        var clip = Needed.Recording("08_video_coop_ramp/chickens_ramp.mp4");
        await using var server = await RtspServer.StartAsync(clip, cancellationToken);
        var sink = new TestSink();
        var worker = new CameraWorker(new("ramp", server.Address), TimeProvider.System, sink, NullLogger<CameraWorker>.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        var running = worker.RunAsync(stop.Token);
        var away = await sink.NextAsync(Quality.Bad, cancellationToken);
        await stop.CancelAsync();
        await running;

        var activity = sink.Readings.Where(reading => reading.Quality == Quality.Good).ToList();
        Tell("08 over RTSP", activity);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(activity, Has.Count.InRange(11, 13), "one value a second of video");
            Assert.That(activity.Skip(2).Take(6).Average(reading => reading.Value!.Value), Is.GreaterThan(5 * activity[^1].Value!.Value));
            Assert.That(activity.Zip(activity.Skip(1), (one, next) => (next.TakenAt - one.TakenAt).TotalSeconds).SkipLast(1), Has.All.EqualTo(1).Within(0.3));
            Assert.That(sink.Previews, Has.Count.InRange(11, 13));
            Assert.That(away.Reason, Is.EqualTo("The camera ended its stream."));
        }
    }

    private static async Task<List<double>> PlayAsync(string path, int framesPerSecond, CancellationToken cancellationToken)
    {
        var source = Needed.Recording(path);
        var sink = new TestSink();
        var options = new CameraOptions("camera-1", source) { Pace = CameraPace.None, StartsAt = Start, FramesPerSecond = framesPerSecond };

        await new CameraWorker(options, TimeProvider.System, sink, NullLogger<CameraWorker>.Instance).RunAsync(cancellationToken);

        Tell(path, sink.Readings);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sink.Readings, Has.All.Property(nameof(Reading.Quality)).Not.EqualTo(Quality.Bad));
            Assert.That(
                sink.Readings.SkipLast(1).Select((reading, index) => reading.TakenAt - Start == TimeSpan.FromSeconds(index + 1)),
                Has.All.True,
                "each second ends a second after the one before");
        }

        return [.. sink.Readings.Select(reading => reading.Value!.Value)];
    }

    private static void Tell(string what, List<Reading> readings) => TestContext.Out.WriteLine(
        $"{what}: {string.Join(' ', readings.Select(reading => reading.Value?.ToString("0.00", CultureInfo.InvariantCulture)))}");
}
