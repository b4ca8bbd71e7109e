using Quartz;
using Roost.Cloud.Hosting;
using Roost.Cloud.Stills;

namespace Roost.Cloud.Jobs;

/// <summary>Removes pictures that are older than the settings keep, and files that belong to none.</summary>
[DisallowConcurrentExecution]
internal sealed partial class StillsTrimJob(StillArchive archive, FarmClock clock, ILogger<StillsTrimJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var (rows, files) = await archive.TrimAsync(clock.Now, cancellationToken);
        if (rows + files > 0)
        {
            LogTrimmed(rows, files);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Rows} pictures were past their time; {Files} files were removed.")]
    private partial void LogTrimmed(int rows, int files);
}
