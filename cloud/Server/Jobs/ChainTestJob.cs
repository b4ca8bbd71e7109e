using Quartz;
using Roost.Cloud.Notify.ChainTests;

namespace Roost.Cloud.Jobs;

/// <summary>Begins a test of a farm's alarm chain.</summary>
[DisallowConcurrentExecution]
internal sealed class ChainTestJob(ChainTester tester) : IJob
{
    public static readonly JobKey Key = new("chain-test");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await tester.BeginAsync(context.MergedJobDataMap.GetString(FarmSchedule.FarmKey)!, ChainTester.BySchedule, cancellationToken);
}
