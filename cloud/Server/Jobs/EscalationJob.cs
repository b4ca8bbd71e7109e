using Quartz;
using Roost.Cloud.Notify.Outbox;

namespace Roost.Cloud.Jobs;

/// <summary>Takes chains that are due a step on, should the node whose worker does so twice a second be gone or stuck.</summary>
[DisallowConcurrentExecution]
internal sealed class EscalationJob(PageRound round) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await round.RunAsync(cancellationToken);
}
