using Quartz;
using Roost.Cloud.Notify.ChainTests;

namespace Roost.Cloud.Jobs;

/// <summary>Looks after tests of the alarm chain that are under way, while somebody waits for them.</summary>
[DisallowConcurrentExecution]
internal sealed class ChainTestWatchJob(ChainTester tester) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await tester.JudgeAsync(cancellationToken);
}
