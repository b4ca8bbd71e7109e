using Quartz;
using Roost.Cloud.Notify.Outbox;

namespace Roost.Cloud.Jobs;

/// <summary>Writes a farm's digest.</summary>
[DisallowConcurrentExecution]
internal sealed class DigestJob(Digest digest) : IJob
{
    public static readonly JobKey Key = new("digest");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await digest.WriteAsync(context.MergedJobDataMap.GetString(FarmSchedule.FarmKey)!, cancellationToken);
}
