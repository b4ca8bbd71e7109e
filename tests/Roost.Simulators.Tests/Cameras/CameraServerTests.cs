using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Roost.Simulators.Cameras;

namespace Roost.Simulators.Tests.Cameras;

[CancelAfter(60_000)]
internal sealed class CameraServerTests
{
    private CancellationTokenSource stopping = null!;
    private LiveCamera camera = null!;
    private CameraServer server = null!;
    private HttpClient client = null!;
    private Task running = Task.CompletedTask;

    [SetUp]
    public async Task StartAsync()
    {
        stopping = new();
        camera = new(1, new FlockScene { Birds = 40 }, TimeProvider.System);
        server = new(camera, 0);
        await server.StartAsync(TestContext.CurrentContext.CancellationToken);
        running = camera.RunAsync(stopping.Token);
        client = new() { BaseAddress = server.Address };
    }

    [TearDown]
    public async Task StopAsync()
    {
        client.Dispose();
        await stopping.CancelAsync();
        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
        await server.DisposeAsync();
        camera.Dispose();
        stopping.Dispose();
    }

    [Test]
    public async Task The_stream_is_jpeg_after_jpeg(CancellationToken cancellationToken)
    {
        await using var stream = await client.GetStreamAsync("/stream.mjpg", cancellationToken);
        for (var picture = 0; picture < 3; picture++)
        {
            using var mat = OpenCvSharp.Cv2.ImDecode(await NextAsync(stream, cancellationToken), OpenCvSharp.ImreadModes.Color);
            Assert.That((mat.Width, mat.Height), Is.EqualTo((640, 360)));
        }
    }

    [Test, Timed]
    public async Task Ten_pictures_come_in_a_second(CancellationToken cancellationToken)
    {
        const int Pictures = 30;
        await using var stream = await client.GetStreamAsync("/stream.mjpg", cancellationToken);
        await NextAsync(stream, cancellationToken);
        var begin = TimeProvider.System.GetTimestamp();
        for (var picture = 0; picture < Pictures; picture++)
        {
            await NextAsync(stream, cancellationToken);
        }

        var rate = Pictures / TimeProvider.System.GetElapsedTime(begin).TotalSeconds;
        await TestContext.Out.WriteLineAsync(FormattableString.Invariant($"Measured: {rate:0.0} pictures a second over HTTP"));
        Assert.That(rate, Is.InRange(7, 11), "the timer never makes more; a busy machine makes fewer");
    }

    [TestCase(10, 95)]
    public void A_lower_quality_makes_smaller_pictures(int low, int high)
    {
        var synthetic = new SyntheticCamera(1);
        synthetic.Step(new FlockScene { Birds = 40 });
        var picture = synthetic.Picture()!.Value.Span;
        using var coarse = new JpegEncoder(low);
        using var fine = new JpegEncoder(high);
        Assert.That(coarse.Encode(picture).Length, Is.LessThan(0.5 * fine.Encode(picture).Length));
    }

    [Test]
    public async Task A_still_is_one_jpeg(CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync("/frame.jpg", cancellationToken);
        var jpeg = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("image/jpeg"));
        Assert.That(jpeg.Take(2), Is.EqualTo(new byte[] { 0xFF, 0xD8 }));
    }

    [Test]
    public async Task The_truth_comes_line_by_line_and_follows_the_scene(CancellationToken cancellationToken)
    {
        using var truth = new StreamReader(await client.GetStreamAsync("/truth", cancellationToken));
        Assert.That(Living(await truth.ReadLineAsync(cancellationToken)), Is.EqualTo(40));

        camera.Scene = camera.Scene with { Birds = 41 };

        var living = 40;
        for (var line = 0; living == 40 && line < 20; line++)
        {
            living = Living(await truth.ReadLineAsync(cancellationToken));
        }

        Assert.That(living, Is.EqualTo(41));
    }

    [Test]
    public async Task A_viewer_that_does_not_read_holds_up_no_other(CancellationToken cancellationToken)
    {
        // A viewer with the least of buffers that asks and then never reads.
        using var stuck = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await stuck.ConnectAsync(IPAddress.Loopback, server.Address.Port, cancellationToken);
        await stuck.SendAsync("GET /stream.mjpg HTTP/1.1\r\nHost: camera\r\n\r\n"u8.ToArray(), cancellationToken);
        await using var fast = await client.GetStreamAsync("/stream.mjpg", cancellationToken);
        using var truth = new StreamReader(await client.GetStreamAsync("/truth", cancellationToken));
        var first = Frame(await truth.ReadLineAsync(cancellationToken));

        // Many times what all buffers between the camera and the stuck viewer hold.
        const int Pictures = 100;
        var bytes = 0;
        for (var picture = 0; picture < Pictures; picture++)
        {
            bytes += (await NextAsync(fast, cancellationToken)).Length;
        }

        var last = Frame(await truth.ReadLineAsync(cancellationToken));
        await TestContext.Out.WriteLineAsync($"Measured: {Pictures} pictures ({bytes / Pictures} bytes each) beside a stuck viewer");
        Assert.That(stuck.Available, Is.LessThan(bytes), "the stuck viewer has missed pictures");
        // The truth's reader has read two lines in all; the frames between were dropped for it, not queued.
        Assert.That(last, Is.GreaterThan(first));
    }

    [Test]
    public async Task A_camera_that_is_unplugged_cuts_its_viewers_off_and_comes_back(CancellationToken cancellationToken)
    {
        await using var stream = await client.GetStreamAsync("/stream.mjpg", cancellationToken);
        await NextAsync(stream, cancellationToken);

        camera.Scene = camera.Scene with { Fault = CameraFault.Unplugged };
        await stream.CopyToAsync(Stream.Null, cancellationToken);
        foreach (var path in (string[])["/stream.mjpg", "/frame.jpg"])
        {
            using var answer = await client.GetAsync(path, cancellationToken);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        }

        camera.Scene = camera.Scene with { Fault = null };
        await using var again = await client.GetStreamAsync("/stream.mjpg", cancellationToken);
        Assert.That(await NextAsync(again, cancellationToken), Is.Not.Empty);
    }

    /// <summary>Reads the next part of the multipart stream.</summary>
    private static async Task<byte[]> NextAsync(Stream stream, CancellationToken cancellationToken)
    {
        var length = 0;
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            if (one[0] != '\n')
            {
                line.Append((char)one[0]);
                continue;
            }

            var text = line.ToString().Trim();
            line.Clear();
            if (text.StartsWith("Content-Length: ", StringComparison.Ordinal))
            {
                length = int.Parse(text["Content-Length: ".Length..], System.Globalization.CultureInfo.InvariantCulture);
            }
            else if (text.Length == 0 && length > 0)
            {
                var jpeg = new byte[length];
                await stream.ReadExactlyAsync(jpeg, cancellationToken);
                return jpeg;
            }
        }
    }

    private static int Living(string? line) => JsonDocument.Parse(line!).RootElement.GetProperty("living").GetInt32();

    private static long Frame(string? line) => JsonDocument.Parse(line!).RootElement.GetProperty("frame").GetInt64();
}
