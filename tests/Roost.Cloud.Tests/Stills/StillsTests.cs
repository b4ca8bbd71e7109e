using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Cloud.Hosting;
using Roost.Cloud.Stills;
using Roost.Cloud.Tests.Harness;
using static Roost.Cloud.Tests.Stills.Pictures;

namespace Roost.Cloud.Tests.Stills;

/// <summary>From a camera's previews to the pictures that are kept, in the whole service. Each test has a farm of its own.</summary>
[CancelAfter(60_000)]
internal sealed class StillsTests
{
    private TestCloud cloud = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        cloud = await TestCloud.StartAsync(limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await cloud.DisposeAsync();

    [Test]
    public async Task A_preview_that_comes_over_the_broker_is_kept_and_served(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("farm-way", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        await cloud.CoopAsync("farm-way", Coop, found => found.Online, cancellationToken);
        var before = TestAgent.Now;
        await agent.PreviewAsync(Coop, Camera, Jpeg("hens"));

        StillEntry[] kept = [];
        await Until.IsTrueAsync(
            async () => (kept = JsonSerializer.Deserialize<StillEntry[]>(await cloud.Http.GetStringAsync($"/api/farms/farm-way/coops/{Coop}/stills", cancellationToken), TestCloud.Json)!).Length > 0,
            cancellationToken);

        Assert.That(kept.Select(still => (still.Camera, still.IsEvidence)), Is.EqualTo([(Camera, false)]));
        Assert.That(kept[0].TakenAt, Is.InRange(before, TestAgent.Now));
        Assert.That(await cloud.ContentAsync("farm-way", kept[0].TakenAt, cancellationToken), Is.EqualTo("hens"));
    }

    [Test]
    public async Task Of_all_previews_the_first_of_every_five_minutes_is_kept(CancellationToken cancellationToken)
    {
        cloud.KnowCoop("farm-every");
        for (var second = 0; second < 900; second++)
        {
            cloud.See("farm-every", Noon.AddSeconds(second), $"{second}");
        }

        // A picture of another time comes after all that was handed over before it.
        cloud.See("farm-every", Noon.AddHours(1), "last");
        var kept = await cloud.ListAsync("farm-every", 4, cancellationToken);

        Assert.That(kept.Select(still => still.TakenAt), Is.EqualTo(new[] { Noon, Noon.AddMinutes(5), Noon.AddMinutes(10), Noon.AddHours(1) }));
        Assert.That(await cloud.ContentAsync("farm-every", Noon.AddMinutes(9), cancellationToken), Is.EqualTo("300"));
    }

    [Test]
    public async Task A_picture_that_comes_twice_is_kept_once_and_is_evidence_if_it_was_once(CancellationToken cancellationToken)
    {
        cloud.KnowCoop("farm-twice");
        await cloud.KeepAsync(
            cancellationToken, Still("farm-twice", Noon, "a"), Still("farm-twice", Noon, "a", isEvidence: true), Still("farm-twice", Noon, "a"));

        Assert.That(await cloud.ListAsync("farm-twice", cancellationToken), Is.EqualTo([new StillEntry(Camera, Noon, IsEvidence: true)]));
    }

    [Test]
    public async Task Evidence_is_kept_beside_the_picture_of_its_five_minutes(CancellationToken cancellationToken)
    {
        cloud.KnowCoop("farm-beside");
        await cloud.KeepAsync(cancellationToken, Still("farm-beside", Noon, "a"), Still("farm-beside", Noon.AddMinutes(2), "b", isEvidence: true));

        Assert.That((await cloud.ListAsync("farm-beside", cancellationToken)).Select(still => still.IsEvidence), Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public async Task The_nearest_picture_is_the_last_before_the_moment_with_its_own_time(CancellationToken cancellationToken)
    {
        cloud.KnowCoop("farm-nearest");
        await cloud.KeepAsync(cancellationToken, Still("farm-nearest", Noon, "first"), Still("farm-nearest", Noon.AddMinutes(5), "second"));

        using var answer = await cloud.NearestAsync("farm-nearest", Noon.AddMinutes(5).AddSeconds(-1), cancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Get, answer.RequestMessage!.RequestUri) { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        using var unchanged = await cloud.Http.SendAsync(again, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await answer.Content.ReadAsByteArrayAsync(cancellationToken), Is.EqualTo(Jpeg("first")));
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/jpeg"));
            Assert.That(answer.Content.Headers.LastModified, Is.EqualTo(Noon));
            Assert.That(answer.Headers.CacheControl?.ToString(), Is.EqualTo("max-age=31536000, private, immutable"));
            Assert.That(unchanged.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
            Assert.That(await cloud.ContentAsync("farm-nearest", Noon.AddMinutes(65), cancellationToken), Is.EqualTo("second"));
        }
    }

    [Test]
    public async Task Of_now_the_nearest_picture_is_asked_for_anew(CancellationToken cancellationToken)
    {
        cloud.KnowCoop("farm-now");
        var now = cloud.Services.GetRequiredService<FarmClock>().Now;
        await cloud.KeepAsync(cancellationToken, Still("farm-now", now.AddSeconds(-10), "now"));

        using var answer = await cloud.NearestAsync("farm-now", now, cancellationToken);

        Assert.That(answer.Headers.CacheControl?.ToString(), Is.EqualTo("no-cache"));
    }

    [Test]
    public async Task No_picture_within_an_hour_is_said_in_a_sentence(CancellationToken cancellationToken)
    {
        cloud.KnowCoop("farm-none");
        await cloud.KeepAsync(cancellationToken, Still("farm-none", Noon, "a"));

        foreach (var at in new[] { Noon.AddMilliseconds(-1), Noon.AddHours(1).AddMilliseconds(1) })
        {
            using var answer = await cloud.NearestAsync("farm-none", at, cancellationToken);
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));

            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(problem.RootElement.GetProperty("detail").GetString(), Does.StartWith("The coop \"coop-1\" of the farm \"farm-none\" has no picture of a camera \"camera-1\" of the hour before 2026-03-01 1"));
        }
    }
}
