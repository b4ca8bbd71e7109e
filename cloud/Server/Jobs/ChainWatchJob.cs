using Quartz;
using Roost.Cloud.Notify.ChainTests;

namespace Roost.Cloud.Jobs;

/// <summary>Looks after tests that are under way, tests that are overdue, and channels' signs of life.</summary>
[DisallowConcurrentExecution]
internal sealed class ChainWatchJob(ChainTester tester, Heartbeats heartbeats) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await tester.JudgeAsync(cancellationToken);
        await tester.RemindAsync(cancellationToken);
        await heartbeats.WriteAsync(cancellationToken);
    }
}
