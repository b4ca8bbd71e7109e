using Microsoft.Extensions.Logging.Abstractions;
using Roost.Domain.Readings;
using Roost.Edge.Cameras;
using Roost.Simulators.Cameras;
using Roost.Vision;

namespace Roost.Edge.Tests.Cameras;

/// <summary>Whether the agent sees in synthetic pictures what they were told to show.</summary>
internal sealed class SyntheticCameraTests
{
    private static readonly FlockScene Day24 = new() { Birds = 150, WeightGrams = 1258 };

    [Test]
    public void The_livelier_the_birds_the_more_activity_is_measured()
    {
        double[] told = [0, 0.1, 0.3, 0.6, 1];
        var measured = told.Select(activity => MeasuredPercent(new SyntheticCamera(1), Day24 with { Activity = activity })).ToArray();

        TestContext.Out.WriteLine("Measured: activity " + string.Join(", ", told.Zip(measured, (one, other) => $"{one:0.0} told {other:0.00} % measured")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(measured, Is.Ordered.Ascending);
            Assert.That(measured[0], Is.LessThan(0.05), "a sleeping flock");
            Assert.That(measured[^1], Is.GreaterThan(measured[1] * 3));
        }
    }

    [TestCase(HouseLight.Day)]
    [TestCase(HouseLight.Infrared)]
    [TestCase(HouseLight.Night)]
    public void A_sleeping_flock_has_no_activity_however_noisy_the_light(HouseLight light) =>
        Assert.That(MeasuredPercent(new SyntheticCamera(2), Day24 with { Activity = 0, Light = light }), Is.LessThan(0.05));

    [Test]
    public void A_frozen_camera_has_no_activity_at_all()
    {
        var camera = new SyntheticCamera(3);
        MeasuredPercent(camera, Day24 with { Activity = 1 });
        Assert.That(MeasuredPercent(camera, Day24 with { Activity = 1, Fault = CameraFault.Frozen }), Is.Zero);
    }

    [Test]
    public void Huddling_birds_leave_more_of_the_floor_empty()
    {
        var scene = Day24 with { WeightGrams = 125, FeedingShare = 0.05, DrinkingShare = 0.05, RestingShare = 0.7 };
        var spread = TakenCells(scene);
        var huddled = TakenCells(scene with { RestingShare = 0.1, HuddlingShare = 0.75 });

        TestContext.Out.WriteLine($"Measured: birds in {spread} of 144 squares when spread, in {huddled} when huddling");
        Assert.That(huddled, Is.LessThan(spread * 0.7));
    }

    [Test, CancelAfter(60_000), Timed]
    public async Task The_agent_reads_it_like_any_network_camera(CancellationToken cancellationToken)
    {
        await Needed.FfmpegAsync(cancellationToken, "-version");
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var camera = new LiveCamera(4, Day24 with { Activity = 1 }, TimeProvider.System);
        await using var server = new CameraServer(camera, 0);
        await server.StartAsync(cancellationToken);
        var showing = camera.RunAsync(stopping.Token);
        var sink = new TestSink();
        var worker = new CameraWorker(
            new("line-1", new Uri(server.Address, "/stream.mjpg").ToString()), TimeProvider.System, sink, NullLogger<CameraWorker>.Instance);
        var watching = worker.RunAsync(stopping.Token);

        var lively = await sink.NextAsync(Quality.Good, cancellationToken);
        lively = await sink.NextAsync(Quality.Good, cancellationToken);
        camera.Scene = Day24 with { Fault = CameraFault.Unplugged };
        var away = await sink.NextAsync(Quality.Bad, cancellationToken);
        camera.Scene = Day24 with { Activity = 1 };
        var back = await sink.NextAsync(Quality.Good, cancellationToken);

        await stopping.CancelAsync();
        await Task.WhenAll(showing, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.That((showing.IsCanceled, watching.IsFaulted), Is.EqualTo((true, false)));
        using var preview = OpenCvSharp.Cv2.ImDecode(sink.Previews[0].Jpeg, OpenCvSharp.ImreadModes.Color);
        await TestContext.Out.WriteLineAsync($"Measured: {lively.Value:0.00} % activity over HTTP at the agent's rate");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lively.Value, Is.GreaterThan(0.5));
            Assert.That(back.Value, Is.GreaterThan(0.5));
            Assert.That(away.Reason, Is.Not.Empty);
            Assert.That((preview.Width, preview.Height), Is.EqualTo((640, 360)));
        }
    }

    [Test, CancelAfter(20_000)]
    public async Task The_agents_reader_understands_the_raw_pipe(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var camera = new LiveCamera(5, Day24, TimeProvider.System);
        var pipe = new System.IO.Pipelines.Pipe();
#pragma warning disable CA2025 // It is awaited below, before the camera goes.
        var writing = RawPipe.WriteAsync(camera, pipe.Writer.AsStream(), stopping.Token);
#pragma warning restore CA2025
        var showing = camera.RunAsync(stopping.Token);
        var reader = new Yuv4MpegReader(pipe.Reader.AsStream());

        using var frame = await reader.ReadHeaderAsync(cancellationToken);
        Assert.That(await reader.ReadFrameAsync(frame!, cancellationToken), Is.True);
        Assert.That(frame!.Grey.ToArray().Average(level => level), Is.InRange(60, 160));

        await stopping.CancelAsync();
        await Task.WhenAll(showing, writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.That((showing.IsCanceled, writing.IsFaulted), Is.EqualTo((true, false)));
    }

    /// <summary>Mean activity of ten seconds at five pictures a second, after three seconds to settle.</summary>
    private static double MeasuredPercent(SyntheticCamera camera, FlockScene scene)
    {
        using var meter = new ActivityMeter();
        using var frame = new VideoFrame(Canvas.Width, Canvas.Height);
        var shares = new List<double>();
        for (var step = 0; step < 130; step++)
        {
            camera.Step(scene);
            if (step % 2 == 1 && step >= 30)
            {
                camera.Picture()!.Value.CopyTo(frame.Bytes);
                if (meter.Next(frame) is { } share)
                {
                    shares.Add(share);
                }
            }
        }

        return shares.Average();
    }

    /// <summary>Squares of 40 pixels in which the picture differs from that of the empty floor.</summary>
    private static int TakenCells(FlockScene scene)
    {
        var (camera, empty) = (new SyntheticCamera(6), new SyntheticCamera(6));
        camera.Step(scene);
        empty.Step(scene with { Birds = 0 });
        var (with, without) = (camera.Picture()!.Value.ToArray(), empty.Picture()!.Value.ToArray());
        var cells = new int[16 * 9];
        for (var at = 0; at < Canvas.Width * Canvas.Height; at++)
        {
            cells[(at / Canvas.Width / 40 * 16) + (at % Canvas.Width / 40)] += Math.Abs(with[at] - without[at]) > 20 ? 1 : 0;
        }

        return cells.Count(pixels => pixels > 12);
    }
}
