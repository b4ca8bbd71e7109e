using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Roost.Cloud.Ingest;
using Roost.Cloud.Stills;
using Roost.Cloud.Tests.Harness;
using static Roost.Cloud.Tests.Stills.Pictures;

namespace Roost.Cloud.Tests.Stills;

/// <summary>A disk that is slow, and one that takes nothing.</summary>
[CancelAfter(90_000)]
internal sealed class StillKeeperTests
{
    private const string Farm = "demo-farm";

    [Test]
    public async Task Where_too_many_wait_for_the_disk_further_ones_are_left_out_and_counted(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        cloud.KnowCoop(Farm);
        using var keeper = ActivatorUtilities.CreateInstance<StillKeeper>(cloud.Services);
        for (var index = 0; index < StillKeeper.Waiting + 7; index++)
        {
            keeper.See(Farm, Coop, $"camera-{index}", Jpeg($"{index}"), Noon);
        }

        var leftOut = cloud.Rejections.CountOf(Rejection.StillOverflow);
        await keeper.StartAsync(cancellationToken);
        await Until.IsTrueAsync(async () => await CountAsync() == StillKeeper.Waiting, cancellationToken);
        keeper.See(Farm, Coop, $"camera-{StillKeeper.Waiting}", Jpeg("the next of one that was left out"), Noon.AddSeconds(1));
        await Until.IsTrueAsync(async () => await CountAsync() == StillKeeper.Waiting + 1, cancellationToken);
        await keeper.StopAsync(cancellationToken);

        Assert.That(leftOut, Is.EqualTo(7));

        async Task<int> CountAsync() => (await cloud.Services.GetRequiredService<StillArchive>().ListAsync(Farm, Coop, null, Noon, Noon.AddMinutes(1), 1_000, cancellationToken)).Count;
    }

    [Test]
    public async Task A_disk_that_takes_no_picture_is_told_once_and_the_next_one_is_kept_when_it_does(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        using var log = new KeptLog();
        await using var cloud = await TestCloud.StartAsync(cancellationToken, storeDirectory: folder.Path);
        cloud.KnowCoop(Farm);
        var inTheWay = Path.Combine(folder.Path, "stills");
        await File.WriteAllTextAsync(inTheWay, "no folder can be here", cancellationToken);
        using var keeper = new StillKeeper(
            cloud.Services.GetRequiredService<StillArchive>(), cloud.Services.GetRequiredService<IOptions<StillsOptions>>(), cloud.Rejections, TimeProvider.System, log.For<StillKeeper>());
        await keeper.StartAsync(cancellationToken);
        for (var index = 0; index < 3; index++)
        {
            keeper.See(Farm, Coop, Camera, Jpeg($"{index}"), Noon.AddMinutes(5 * index));
        }

        await Until.IsTrueAsync(() => cloud.Rejections.CountOf(Rejection.StillNotKept) == 3, cancellationToken);
        var rows = await cloud.ListAsync(Farm, cancellationToken);
        File.Delete(inTheWay);
        keeper.See(Farm, Coop, Camera, Jpeg("room"), Noon.AddMinutes(15));
        var kept = await cloud.ListAsync(Farm, 1, cancellationToken);
        await keeper.StopAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows, Is.Empty, "no row without its file");
            Assert.That(kept.Select(still => still.TakenAt), Is.EqualTo(new[] { Noon.AddMinutes(15) }));
            Assert.That(log.Lines, Has.Count.EqualTo(1).And.One.StartsWith("A picture of demo-farm/coop-1/camera-1 could not be kept; see that the disk is not full."));
        }
    }

    [TestCase("00:00:00", 0)]
    [TestCase("00:00:01", 2)]
    public async Task Pictures_are_kept_as_often_as_the_settings_say(string every, int count, CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken, ["--Stills:Every", every]);
        cloud.KnowCoop(Farm);
        cloud.See(Farm, Noon, "a");
        cloud.See(Farm, Noon.AddSeconds(1), "b");
        await cloud.Services.GetRequiredService<StillKeeper>().StopAsync(cancellationToken);

        Assert.That(await cloud.ListAsync(Farm, cancellationToken), Has.Count.EqualTo(count));
    }
}
