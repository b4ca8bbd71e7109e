using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Roost.Cloud.Hosting;
using Roost.Cloud.Jobs;
using Roost.Cloud.Stills;
using Roost.Cloud.Tests.Harness;
using static Roost.Cloud.Tests.Stills.Pictures;

namespace Roost.Cloud.Tests.Stills;

/// <summary>What becomes of pictures over days and restarts. Each test has a service and a folder of its own.</summary>
[CancelAfter(90_000)]
internal sealed class StillArchiveTests
{
    private const string Farm = "demo-farm";
    private TemporaryFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public async Task Pictures_outlast_a_restart_after_which_none_is_kept_a_second_time(CancellationToken cancellationToken)
    {
        await using (var cloud = await StartAsync(cancellationToken))
        {
            cloud.KnowCoop(Farm);
            cloud.See(Farm, Noon, "before");
            await cloud.ListAsync(Farm, 1, cancellationToken);
        }

        await using var again = await StartAsync(cancellationToken);
        again.KnowCoop(Farm);
        again.See(Farm, Noon.AddMinutes(1), "after");
        again.See(Farm, Noon.AddMinutes(5), "later");
        var kept = await again.ListAsync(Farm, 2, cancellationToken);

        Assert.That(kept.Select(still => still.TakenAt), Is.EqualTo(new[] { Noon, Noon.AddMinutes(5) }));
        Assert.That(await again.ContentAsync(Farm, Noon.AddMinutes(1), cancellationToken), Is.EqualTo("before"));
    }

    [Test, Timed]
    public async Task What_waits_for_the_disk_when_the_service_stops_is_kept(CancellationToken cancellationToken)
    {
        await using (var cloud = await StartAsync(cancellationToken))
        {
            for (var index = 0; index < 50; index++)
            {
                cloud.See(Farm, Noon.AddMinutes(5 * index), $"{index}");
            }

            await cloud.StopAsync(cancellationToken);
        }

        await using var again = await StartAsync(cancellationToken);
        again.KnowCoop(Farm);
        Assert.That(await again.ListAsync(Farm, cancellationToken), Has.Count.EqualTo(50));
    }

    [Test]
    public async Task Pictures_past_their_time_go_and_evidence_stays_longer(CancellationToken cancellationToken)
    {
        await using var cloud = await StartAsync(cancellationToken);
        cloud.KnowCoop(Farm);
        await cloud.KeepAsync(
            cancellationToken, Still(Farm, Noon, "old"), Still(Farm, Noon.AddMinutes(1), "alarm", isEvidence: true), Still(Farm, Noon.AddMinutes(10), "young"));

        var first = await TrimAsync(cloud, Noon.AddDays(30).AddMinutes(5), cancellationToken);
        var left = await cloud.ListAsync(Farm, cancellationToken);
        var filesLeft = Files().Length;
        var second = await TrimAsync(cloud, Noon.AddDays(400).AddMinutes(5), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.EqualTo((1, 1)));
            Assert.That(left, Is.EqualTo([new StillEntry(Camera, Noon.AddMinutes(1), true), new StillEntry(Camera, Noon.AddMinutes(10), false)]));
            Assert.That(filesLeft, Is.EqualTo(2));
            Assert.That(second, Is.EqualTo((2, 2)));
            Assert.That(Files(), Is.Empty);
        }
    }

    [Test]
    public async Task A_file_that_two_pictures_share_stays_until_both_are_gone(CancellationToken cancellationToken)
    {
        await using var cloud = await StartAsync(cancellationToken);
        cloud.KnowCoop(Farm);
        await cloud.KeepAsync(cancellationToken, Still(Farm, Noon, "frozen"), Still(Farm, Noon.AddMinutes(10), "frozen"));
        var shared = Files().Length;

        var first = await TrimAsync(cloud, Noon.AddDays(30).AddMinutes(5), cancellationToken);
        var content = await cloud.ContentAsync(Farm, Noon.AddMinutes(10), cancellationToken);
        var second = await TrimAsync(cloud, Noon.AddDays(31), cancellationToken);

        Assert.That((shared, first, content, second), Is.EqualTo((1, (1, 0), "frozen", (1, 1))));
    }

    [Test]
    public async Task What_a_crash_left_behind_is_removed_by_the_nightly_job(CancellationToken cancellationToken)
    {
        await using var cloud = await StartAsync(cancellationToken);
        cloud.KnowCoop(Farm);
        await cloud.KeepAsync(cancellationToken, Still(Farm, cloud.Services.GetRequiredService<FarmClock>().Now, "kept"));
        var kept = Files().Single();
        var shelf = Path.GetDirectoryName(kept)!;
        var orphan = Path.Combine(shelf, new string('0', 64) + ".jpg");
        var half = kept + ".unfinished";
        await File.WriteAllBytesAsync(orphan, Jpeg("no row"), cancellationToken);
        await File.WriteAllBytesAsync(half, Jpeg("ha"), cancellationToken);

        var scheduler = await cloud.Services.GetRequiredKeyedService<ISchedulerFactory>(JobsSlice.Scheduler).GetScheduler(cancellationToken);
        var trigger = (ICronTrigger)(await scheduler.GetTrigger(new TriggerKey("stills-trim"), cancellationToken))!;
        await scheduler.TriggerJob(trigger.JobKey, cancellationToken);
        await Until.IsTrueAsync(() => !File.Exists(orphan) && !File.Exists(half), cancellationToken);

        Assert.That(Files(), Is.EqualTo(new[] { kept }));
        Assert.That(trigger.CronExpressionString, Is.EqualTo("0 50 3 * * ?"));
    }

    private Task<TestCloud> StartAsync(CancellationToken cancellationToken) => TestCloud.StartAsync(cancellationToken, storeDirectory: folder.Path);

    private static Task<(int Rows, int Files)> TrimAsync(TestCloud cloud, DateTimeOffset now, CancellationToken cancellationToken) =>
        cloud.Services.GetRequiredService<StillArchive>().TrimAsync(now, cancellationToken);

    private string[] Files() => Directory.GetFiles(Path.Combine(folder.Path, "stills"), "*", SearchOption.AllDirectories);
}
