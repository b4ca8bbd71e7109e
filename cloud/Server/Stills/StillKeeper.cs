using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Roost.Cloud.Ingest;
using Roost.Domain.Clocks;

namespace Roost.Cloud.Stills;

/// <summary>
/// Hands pictures from the way in to the disk without ever holding it up: where too many wait, or the disk takes none, a picture is left out
/// and counted. Thread-safe.
/// </summary>
internal sealed partial class StillKeeper(
    StillArchive archive, IOptions<StillsOptions> options, Rejections rejections, TimeProvider time, ILogger<StillKeeper> logger) : BackgroundService
{
    /// <summary>How many pictures wait for the disk at most.</summary>
    public const int Waiting = 256;

    // Full means that the newest is left out; of a camera whose picture was left out the next one is taken.
    private readonly Channel<Still> queue = Channel.CreateBounded<Still>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly ConcurrentDictionary<(string Farm, string Coop, string Camera), long> stretches = new();
    private readonly OncePerMinute notKept = new(time);

    /// <summary>Sees a camera's newest picture, and keeps it where it is the first of its stretch of time.</summary>
    public void See(string farm, string coop, string camera, byte[] jpeg, DateTimeOffset takenAt)
    {
        var every = options.Value.Every;
        if (every == TimeSpan.Zero)
        {
            return;
        }

        var stretch = takenAt.UtcTicks / every.Ticks;
        if ((!stretches.TryGetValue((farm, coop, camera), out var last) || last != stretch) && TryKeep(new(farm, coop, camera, takenAt, jpeg, IsEvidence: false)))
        {
            stretches[(farm, coop, camera)] = stretch;
        }
    }

    /// <summary>Keeps a picture as evidence, if evidence is kept.</summary>
    public void KeepEvidence(string farm, string coop, string camera, byte[] jpeg, DateTimeOffset takenAt)
    {
        if (options.Value.KeepEvidence > TimeSpan.Zero)
        {
            TryKeep(new(farm, coop, camera, takenAt, jpeg, IsEvidence: true));
        }
    }

    /// <summary>Nothing more is taken; what waits is kept, as long as there is time.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Writer.TryComplete();
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var still in queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await archive.KeepAsync(still, stoppingToken);
            }
#pragma warning disable CA1031 // The edge of the supervised loop: a disk or database that takes no picture must not stop what watches the birds.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                rejections.Add(Rejection.StillNotKept);
                if (notKept.IsDue(out var leftOut))
                {
                    LogNotKept(exception, still.Farm, still.Coop, still.Camera, leftOut);
                }
            }
        }
    }

    private bool TryKeep(Still still)
    {
        if (queue.Writer.TryWrite(still))
        {
            return true;
        }

        rejections.Add(Rejection.StillOverflow);
        return false;
    }

    [LoggerMessage(LogLevel.Error, "A picture of {Farm}/{Coop}/{Camera} could not be kept; see that the disk is not full. ({LeftOut} more since this was last told.)")]
    private partial void LogNotKept(Exception exception, string farm, string coop, string camera, long leftOut);
}
