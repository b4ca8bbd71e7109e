using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Roost.Cloud.Jobs;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Hosting;

/// <summary>A farm's clock that runs fast, as in a demonstration.</summary>
internal sealed class FastClockTests
{
    [Test, CancelAfter(60_000)]
    public async Task It_hurries_the_schedule_and_nothing_that_waits_for_sockets_and_disks(CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ahead = now.AddYears(1);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, ["--Clock", $"{now:O}/{ahead:O}/60"]);
        var scheduler = await cloud.Services.GetRequiredKeyedService<ISchedulerFactory>(JobsSlice.Scheduler).GetScheduler(cancellationToken);

        var escalation = await scheduler.GetTrigger(new TriggerKey("escalation"), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cloud.Services.GetRequiredService<TimeProvider>(), Is.SameAs(TimeProvider.System));
            Assert.That(escalation!.NextFireTimeUtc, Is.GreaterThan(ahead));
        }
    }
}
