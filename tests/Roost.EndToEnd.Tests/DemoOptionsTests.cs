using System.Globalization;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>What a newcomer tries next: a video, a fast clock, a mistake.</summary>
[CancelAfter(180_000)]
internal sealed class DemoOptionsTests
{
    private string folder = null!;

    [SetUp]
    public void Create() => folder = Directory.CreateTempSubdirectory("roost-demo-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task A_recorded_video_plays_as_the_first_coops_camera(CancellationToken cancellationToken)
    {
        var clip = Path.Combine(folder, "clip.mp4");
        await using (var maker = RealProcess.Start("ffmpeg", "ffmpeg",
            ["-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=10:duration=4", "-c:v", "mpeg4", clip]))
        {
            Assert.That(await maker.ExitAsync(cancellationToken), Is.Zero, maker.Output);
        }

        await using var demo = Start("--coops", "1", "--video", clip);
        await demo.ReadyAsync(cancellationToken);
        await Eventually.TrueAsync("the video's activity is coop 1's", async () =>
            (await demo.CoopAsync(1, cancellationToken))["latest"]!.AsArray().Any(latest =>
                latest!["reading"]!["quantity"]!.ToString() == "activity" && latest["reading"]!["place"]!.ToString() == "camera-1"
                && (double?)latest["reading"]!["value"] > 0), cancellationToken);
        using var http = new HttpClient();
        using var preview = await http.GetAsync(demo.Preview(1, "camera-1"), cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)preview.StatusCode, Is.EqualTo(200));
            Assert.That((await preview.Content.ReadAsByteArrayAsync(cancellationToken))[..3], Is.EqualTo(new byte[] { 0xFF, 0xD8, 0xFF }), "it is a JPEG");
        }
    }

    [Test]
    public async Task When_the_demo_itself_is_killed_its_children_stop_by_themselves(CancellationToken cancellationToken)
    {
        await using var demo = Start("--coops", "1");
        await demo.ReadyAsync(cancellationToken);
        var children = ProcessTree.ChildrenOf(demo.Process.Id);
        await demo.Process.KillAsync();
        await Eventually.TrueAsync("every child is gone", () => Task.FromResult(!children.Any(ProcessTree.IsAlive)), cancellationToken);
    }

    [Test]
    public async Task Nothing_is_dated_in_the_future_of_a_fast_clock(CancellationToken cancellationToken)
    {
        await using var demo = Start("--coops", "1", "--speed", "60");
        await demo.ReadyAsync(cancellationToken);
        await Eventually.TrueAsync("an hour has passed in the house", async () =>
        {
            var coop = await demo.CoopAsync(1, cancellationToken);
            var now = DateTimeOffset.Parse(coop["now"]!.ToString(), CultureInfo.InvariantCulture);
            foreach (var latest in coop["latest"]!.AsArray())
            {
                Assert.That(DateTimeOffset.Parse(latest!["reading"]!["takenAt"]!.ToString(), CultureInfo.InvariantCulture), Is.LessThanOrEqualTo(now));
            }

            return now > TimeProvider.System.GetUtcNow().AddMinutes(10);
        }, cancellationToken);
        Assert.That((double)(await demo.CoopAsync(1, cancellationToken))["clockSpeed"]!, Is.EqualTo(60));
    }

    [Test]
    public async Task Mistakes_are_told_in_one_sentence_before_anything_starts(CancellationToken cancellationToken)
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "", cancellationToken);

        await RefusedAsync(port.ToString(CultureInfo.InvariantCulture), "--port", port.ToString(CultureInfo.InvariantCulture), "--data", folder);
        await RefusedAsync("missing.mp4", "--port", "0", "--data", folder, "--video", "missing.mp4");
        await RefusedAsync(file, "--port", "0", "--data", folder, "--video", file);
        await RefusedAsync(file, "--data", Path.Combine(file, "below"));

        async Task RefusedAsync(string named, params string[] arguments)
        {
            await using var demo = RealProcess.StartRoost("Roost.Simulators", ["demo", .. DemoUnderTest.Bin, .. arguments]);
            await Eventually.TrueAsync("the demo refuses", () => Task.FromResult(demo.HasExited), cancellationToken);
            var said = demo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(demo.ExitCode, Is.Not.Zero);
                Assert.That(said, Has.Length.EqualTo(1), demo.Output);
                Assert.That(demo.Output, Does.Contain(named));
            }
        }
    }

    private DemoUnderTest Start(params string[] arguments) => new(Path.Combine(folder, "data"), arguments);
}
