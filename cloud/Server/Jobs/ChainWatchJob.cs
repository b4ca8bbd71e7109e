using Quartz;
using Roost.Cloud.Notify.ChainTests;

namespace Roost.Cloud.Jobs;

/// <summary>Looks after what tests of the alarm chain say, tests that are overdue, and channels' signs of life.</summary>
[DisallowConcurrentExecution]
internal sealed class ChainWatchJob(ChainAlarms alarms, Heartbeats heartbeats) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await alarms.SettleAsync(cancellationToken);
        await heartbeats.WriteAsync(cancellationToken);
    }
}
