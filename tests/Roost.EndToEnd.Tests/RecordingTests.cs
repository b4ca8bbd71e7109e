using System.Globalization;
using System.Runtime.CompilerServices;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>Real birds through the agent's camera process to the store.</summary>
[CancelAfter(150_000), NonParallelizable]
internal sealed class RecordingTests
{
    private const string Ramp = "08_video_coop_ramp/chickens_ramp.mp4";
    private const string Backyard = "09_video_backyard_coop/chicken.mp4";
    private const string House = "02_broiler_house_fisheye_10s_sequence/DERIVED_timelapse_1fps.mp4";

    [TestCase(Ramp, 4, 12, Description = "11.8 s of video; the started last second counts")]
    [TestCase(Backyard, 4, 29, Description = "28.57 s")]
    [TestCase(House, 1, 12, Description = "12 pictures at one a second")]
    public async Task A_recorded_clip_gives_one_stored_activity_for_each_second(string clip, int framesPerSecond, int seconds, CancellationToken cancellationToken)
    {
        var start = new DateTimeOffset(2026, 1, 1, 6, 0, 0, TimeSpan.Zero);
        var values = await StoredAsync(Recordings.PathOf(clip), framesPerSecond, seconds, start, cancellationToken);

        await TellAsync(clip, values);
        Assert.That(values, Has.Count.EqualTo(seconds));
        Assert.That(
            values.Select(value => (int)Math.Ceiling(value.UnixSeconds - start.ToUnixTimeSeconds())),
            Is.EqualTo(Enumerable.Range(1, seconds).ToArray()),
            "each is dated at its second's end in the video's own time");
        if (clip == Ramp)
        {
            // The last whole second, and what is left of the one after it.
            var empty = Math.Max(values[10].Value, values[11].Value);
            Assert.That(values.Skip(2).Take(8).Min(value => value.Value), Is.GreaterThanOrEqualTo(5 * empty), "hens walk in seconds 2 to 9, none in the last");
        }
    }

    [Test]
    public async Task A_clip_over_RTSP_gives_one_stored_activity_for_each_second(CancellationToken cancellationToken)
    {
        var clip = Recordings.PathOf(Ramp);
        await using var server = RealProcess.Start("RTSP server", "/usr/bin/python3", [Script(), clip, "0"]);
        var port = await server.LineAsync("", cancellationToken);

        var values = await StoredAsync($"rtsp://127.0.0.1:{port}/camera", 4, 10, startsAt: null, cancellationToken);

        await TellAsync("over RTSP", values);
        Assert.That(values.Zip(values.Skip(1)).Select(pair => pair.Second.UnixSeconds - pair.First.UnixSeconds), Is.All.EqualTo(1.0).Within(0.5));
        Assert.That(values.Max(value => value.Value), Is.GreaterThan(5));

        static string Script([CallerFilePath] string here = "") =>
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "Roost.Edge.Tests", "Cameras", "rtsp_server.py"));
    }

    private static async Task<IReadOnlyList<(double UnixSeconds, double Value)>> StoredAsync(
        string source, int framesPerSecond, int atLeast, DateTimeOffset? startsAt, CancellationToken cancellationToken)
    {
        await using var house = await Harness.House.StartAsync(cancellationToken);
        var from = startsAt ?? TimeProvider.System.GetUtcNow().AddMinutes(-1);
        var timeline = startsAt is null ? "" : $"pace: none, starts-at: {startsAt:yyyy-MM-ddTHH:mm:ssZ},";
        house.StartAgent(house.Configure("agent-1", $$"""
              - coop: coop-1
                cameras:
                  - { {{timeline}} camera: camera-1, source: "{{source}}", frames-per-second: {{framesPerSecond}} }
            """));
        IReadOnlyList<(double, double)> values = [];
        await Eventually.TrueAsync($"{atLeast} seconds of activity are stored", async () =>
            (values = await house.Cloud.ValuesAsync("farm", "coop-1", "activity", "camera-1", from, cancellationToken)).Count >= atLeast, cancellationToken);
        return values;
    }

    private static Task TellAsync(string clip, IReadOnlyList<(double UnixSeconds, double Value)> values) =>
        TestContext.Out.WriteLineAsync($"Measured: activity, % a second, {clip}: {string.Join(' ', values.Select(value => value.Value.ToString("0.0", CultureInfo.InvariantCulture)))}");
}
