using Quartz;
using Roost.Cloud.Flocks.Reports;

namespace Roost.Cloud.Jobs;

/// <summary>Writes a farm's reports of the day, of the week and of flocks that have left.</summary>
[DisallowConcurrentExecution]
internal sealed class ReportJob(ReportMail mail) : IJob
{
    public static readonly JobKey Key = new("report");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await mail.WriteAsync(context.MergedJobDataMap.GetString(FarmSchedule.FarmKey)!, cancellationToken);
}
