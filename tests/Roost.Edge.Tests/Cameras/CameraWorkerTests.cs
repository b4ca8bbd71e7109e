using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Roost.Domain.Clocks;
using Roost.Domain.Readings;
using Roost.Edge.Cameras;

namespace Roost.Edge.Tests.Cameras;

[CancelAfter(60_000)]
internal sealed class CameraWorkerTests
{
    private string folder = "";
    private string clip = "";

    [OneTimeSetUp]
    public async Task MakeClipAsync()
    {
        folder = Directory.CreateTempSubdirectory("roost-camera-").FullName;
        clip = Path.Combine(folder, "moving.mp4");
        await Needed.FfmpegAsync(
            CancellationToken.None, "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25", "-t", "3", "-c:v", "mpeg4", clip);
    }

    [OneTimeTearDown]
    public void RemoveClip() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task A_recording_gives_a_reading_and_a_preview_a_second_in_its_own_proportions(CancellationToken cancellationToken)
    {
        var sink = new TestSink();
        var start = new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

        await Worker(new("yard", clip) { Pace = CameraPace.None, StartsAt = start }, sink).RunAsync(cancellationToken);

        using var picture = OpenCvSharp.Cv2.ImDecode(sink.Previews[0].Jpeg, OpenCvSharp.ImreadModes.Color);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sink.Readings.Select(reading => reading.TakenAt - start), Is.EqualTo(new[] { 1, 2, 3 }.Select(second => TimeSpan.FromSeconds(second))));
            Assert.That(sink.Readings, Has.All.Matches<Reading>(reading => reading is { Quality: Quality.Good, Quantity: Quantity.Activity, Place: "yard", Value: > 0, Reason: null }));
            Assert.That(sink.Previews.Select(preview => preview.TakenAt - start), Is.EqualTo(new[] { 0, 1, 2 }.Select(second => TimeSpan.FromSeconds(second))));
            Assert.That((picture.Width, picture.Height), Is.EqualTo((480, 360)));
        }
    }

    [Test, Timed]
    public async Task A_paced_recording_is_dated_with_a_fast_clock_in_real_time_steps(CancellationToken cancellationToken)
    {
        var real = TimeProvider.System;
        var clock = new ScaledClock(real.GetUtcNow(), new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero), 60, real);
        var sink = new TestSink();
        var watch = Stopwatch.StartNew();

        await Worker(new("yard", clip), sink, clock).RunAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(watch.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(2)), "played at its own pace");
            Assert.That(sink.Readings, Has.Count.EqualTo(3));
            Assert.That(sink.Readings[^1].TakenAt, Is.LessThanOrEqualTo(clock.GetUtcNow()));
            Assert.That((sink.Readings[^1].TakenAt - sink.Readings[0].TakenAt).TotalSeconds, Is.EqualTo(120).Within(90), "two real seconds are two minutes");
        }
    }

    [Test]
    public async Task A_decoder_that_was_killed_is_started_again_and_the_reason_told(CancellationToken cancellationToken)
    {
        var sink = new TestSink();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var source = CopyOfClip("killed");
        var running = Worker(new("yard", source) { Loop = true }, sink).RunAsync(stop.Token);
        await sink.NextAsync(Quality.Good, cancellationToken);
        var first = Children.Of(source).Single();

        using (var child = Process.GetProcessById(first))
        {
            child.Kill();
        }

        var bad = await sink.NextAsync(Quality.Bad, cancellationToken);
        var good = await sink.NextAsync(Quality.Good, cancellationToken);
        var second = Children.Of(source).Single();
        await stop.CancelAsync();
        await running;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bad.Reason, Is.EqualTo("ffmpeg was ended by signal 9."));
            Assert.That(bad.Value, Is.Null);
            Assert.That(good.TakenAt, Is.GreaterThan(bad.TakenAt));
            Assert.That(second, Is.Not.EqualTo(first));
            Assert.That(Children.Of(source), Is.Empty, "stopping leaves no ffmpeg behind");
        }
    }

    [Test, Timed]
    public async Task Stopping_while_the_decoder_waits_for_its_source_is_quick_and_leaves_none(CancellationToken cancellationToken)
    {
        using var listener = SilentServer(out var address);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Worker(new("yard", address), new()).RunAsync(stop.Token);
        using var connection = await listener.AcceptTcpClientAsync(cancellationToken);
        var watch = Stopwatch.StartNew();

        await stop.CancelAsync();
        await running;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
            Assert.That(Children.Of(address), Is.Empty);
        }
    }

    [TestCase("http")]
    [TestCase("rtsp")]
    public async Task A_camera_that_answers_nothing_is_given_up_and_tried_again(string scheme, CancellationToken cancellationToken)
    {
        using var listener = SilentServer(out var address);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sink = new TestSink();
        var options = new CameraOptions("yard", address.Replace("http", scheme, StringComparison.Ordinal)) { NoPictureLimit = TimeSpan.FromSeconds(1) };
        var running = Worker(options, sink).RunAsync(stop.Token);
        using var first = await listener.AcceptTcpClientAsync(cancellationToken);

        var bad = await sink.NextAsync(Quality.Bad, cancellationToken);
        using var second = await listener.AcceptTcpClientAsync(cancellationToken);
        await stop.CancelAsync();
        await running;

        Assert.That(bad.Reason, Is.EqualTo("No picture came for 1 s."));
    }

    [Test]
    public async Task A_camera_that_is_not_there_is_told_with_ffmpegs_reason(CancellationToken cancellationToken)
    {
        var sink = new TestSink();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Worker(new("yard", Path.Combine(folder, "none.mp4")), sink).RunAsync(stop.Token);

        var bad = await sink.NextAsync(Quality.Bad, cancellationToken);
        await stop.CancelAsync();
        await running;

        Assert.That(bad.Reason, Is.EqualTo($"The camera gives no picture: {Path.Combine(folder, "none.mp4")}: No such file or directory."));
    }

    [Test]
    public async Task A_machine_without_ffmpeg_is_told_what_to_install(CancellationToken cancellationToken)
    {
        var sink = new TestSink();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Worker(new("yard", clip) { Ffmpeg = "ffmpeg-that-is-not-there" }, sink).RunAsync(stop.Token);

        var bad = await sink.NextAsync(Quality.Bad, cancellationToken);
        await stop.CancelAsync();
        await running;

        Assert.That(bad.Reason, Is.EqualTo("The program \"ffmpeg-that-is-not-there\", which decodes the cameras, can't be started; install the package ffmpeg."));
    }

    [Test]
    public async Task A_decoder_whose_agent_is_gone_ends_by_itself(CancellationToken cancellationToken)
    {
        // What the kernel does when the agent is killed: the reading end of the pipe goes away. Nobody kills the decoder.
        await using var child = FfmpegChild.Start(new("yard", CopyOfClip("orphan")) { Loop = true });
        await child.Pictures.ReadExactlyAsync(new byte[1000], cancellationToken);

        await child.Pictures.DisposeAsync();

        Assert.That(await child.EndAsync(cancellationToken), Does.Contain("Broken pipe"));
    }

    [Test]
    public void Rejects_options_with_problems() =>
        Assert.That(() => Worker(new("yard", "-version"), new()), Throws.ArgumentException.With.Message.Contains("starts with a dash"));

    private static CameraWorker Worker(CameraOptions options, TestSink sink, TimeProvider? clock = null) =>
        new(options, clock ?? TimeProvider.System, sink, NullLogger<CameraWorker>.Instance);

    private static TcpListener SilentServer(out string address)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/camera";
        return listener;
    }

    private string CopyOfClip(string name)
    {
        var copy = Path.Combine(folder, name + ".mp4");
        File.Copy(clip, copy);
        return copy;
    }
}
