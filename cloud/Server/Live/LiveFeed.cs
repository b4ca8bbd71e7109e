using Microsoft.AspNetCore.SignalR;
using Roost.Cloud.Ingest;
using Roost.Cloud.Twins;

namespace Roost.Cloud.Live;

/// <summary>
/// Hands deltas to the hub without waiting for its clients, so that no slow screen holds up a coop. When too many are under way, further
/// ones are dropped and counted: the hole in their numbers makes the clients ask for a fresh snapshot. Thread-safe.
/// </summary>
internal sealed partial class LiveFeed(IHubContext<LiveHub, ILiveClient> hub, Rejections rejections, ILogger<LiveFeed> logger)
{
    private const int MostUnderWay = 1_000;

    private int underWay;

    /// <summary>Sends a delta to those who watch its coop or its farm.</summary>
    public void Send(CoopDelta delta)
    {
        if (Interlocked.Increment(ref underWay) > MostUnderWay)
        {
            Interlocked.Decrement(ref underWay);
            rejections.Add(Rejection.LiveOverflow);
            return;
        }

        var sending = hub.Clients.Groups(LiveHub.GroupOf(delta.Farm), LiveHub.GroupOf(delta.Farm, delta.Coop)).CoopChanged(delta);
        if (sending.IsCompletedSuccessfully)
        {
            Interlocked.Decrement(ref underWay);
        }
        else
        {
            _ = FinishAsync(sending, delta.Farm, delta.Coop);
        }
    }

    private async Task FinishAsync(Task sending, string farm, string coop)
    {
        try
        {
            await sending;
        }
#pragma warning disable CA1031 // The edge of a send that nobody awaits: whatever a client's connection throws must not end the process.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotSent(exception, farm, coop);
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A change of the coop {Farm}/{Coop} could not be sent to the screens.")]
    private partial void LogNotSent(Exception exception, string farm, string coop);
}
