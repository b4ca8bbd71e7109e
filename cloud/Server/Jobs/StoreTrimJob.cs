using Quartz;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;

namespace Roost.Cloud.Jobs;

/// <summary>Removes readings, and sums of them, that are older than the settings keep.</summary>
[DisallowConcurrentExecution]
internal sealed class StoreTrimJob(ITelemetryStore store, FarmClock clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await store.TrimAsync(clock.Now, cancellationToken);
}
