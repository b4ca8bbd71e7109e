using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Alarms;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Alarms.Endpoints;
using Roost.Cloud.Live;
using Roost.Cloud.Tests.Alarms;
using Roost.Cloud.Tests.Harness;
using Roost.Cloud.Tests.Notify;
using static Roost.Cloud.Tests.Stills.Pictures;

namespace Roost.Cloud.Tests.Stills;

/// <summary>The pictures of alarms.</summary>
[CancelAfter(90_000)]
internal sealed class AlarmStillsTests
{
    private const string Farm = "demo-farm";

    [Test]
    public async Task What_the_cameras_show_when_an_alarm_is_raised_is_its_evidence(CancellationToken cancellationToken)
    {
        await using var cloud = await AlarmWayTests.StartAsync(null, cancellationToken);
        await using var agent = await cloud.ConnectAsync(Farm, "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync(Coop);
        await cloud.CoopAsync(Farm, Coop, found => found.Online, cancellationToken);
        var album = cloud.Services.GetRequiredService<PreviewAlbum>();
        foreach (var content in new[] { "of its five minutes", "just before the alarm" })
        {
            await agent.PreviewAsync(Coop, "camera-1", Jpeg(content));
            await agent.PreviewAsync(Coop, "camera-2", Jpeg($"{content}, behind"));
        }

        await Until.IsTrueAsync(() => album.TryGet(Farm, Coop, "camera-2", out var newest) && newest.Jpeg.SequenceEqual(Jpeg("just before the alarm, behind")), cancellationToken);
        var at = TestAgent.Now;
        await agent.DataAsync(Coop, 1, at, 35);
        var id = new AlarmId("temperature-high", Coop, "front", at);
        AlarmEvidence? evidence = null;
        await Until.IsTrueAsync(
            async () =>
            {
                using var answer = await cloud.Http.GetAsync($"/api/farms/{Farm}/alarms/{Uri.EscapeDataString(id.ToString())}", cancellationToken);
                evidence = answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<AlarmEvidence>(TestCloud.Json, cancellationToken) : null;
                return evidence?.Stills.Count(still => still.IsEvidence) == 2;
            },
            cancellationToken);

        Assert.That(evidence!.Stills.Select(still => still.Camera), Is.EqualTo(new[] { "camera-1", "camera-2" }));
        Assert.That(await cloud.ContentAsync(Farm, evidence.Stills[0].TakenAt, cancellationToken), Is.EqualTo("just before the alarm"));
    }

    [Test]
    public async Task An_alarm_that_becomes_known_late_has_none_of_now(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken, ["--Stills:Every", "00:00:00"]);
        cloud.KnowCoop(Farm);
        var album = cloud.Services.GetRequiredService<PreviewAlbum>();
        album.TryPut(Farm, Coop, Camera, Jpeg("now"), Noon);
        var late = cloud.Hot() with { RaisedAt = Noon.AddMinutes(-6) };
        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, late);
        await cloud.TellAsync(AlarmChangeKind.Ended, cancellationToken, late with { RaisedAt = Noon });
        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, late with { RaisedAt = Noon.AddMinutes(5) });
        album.TryPut(Farm, Coop, Camera, Jpeg("then"), Noon.AddMinutes(30));
        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, late with { RaisedAt = Noon.AddMinutes(30) });

        Assert.That((await cloud.ListAsync(Farm, 2, cancellationToken)).Select(still => still.TakenAt), Is.EqualTo(new[] { Noon, Noon.AddMinutes(30) }));
    }

    [Test]
    public async Task None_is_kept_where_the_settings_say_so(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken, ["--Stills:KeepEvidence", "0"]);
        cloud.KnowCoop(Farm);
        cloud.Services.GetRequiredService<PreviewAlbum>().TryPut(Farm, Coop, Camera, Jpeg("now"), Noon);
        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot() with { RaisedAt = Noon });
        cloud.See(Farm, Noon.AddMinutes(5), "of its five minutes");

        Assert.That((await cloud.ListAsync(Farm, 1, cancellationToken)).Select(still => still.IsEvidence), Is.EqualTo(new[] { false }));
    }
}
