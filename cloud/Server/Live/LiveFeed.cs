using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Api;
using Roost.Cloud.Ingest;
using Roost.Cloud.Twins;

namespace Roost.Cloud.Live;

/// <summary>
/// Hands deltas to the hub without waiting for its clients, so that no slow screen holds up a coop. When too many are under way, further
/// ones are dropped and counted: the hole in their numbers makes the clients ask for a fresh snapshot. Thread-safe.
/// </summary>
internal sealed partial class LiveFeed(IHubContext<LiveHub, ILiveClient> hub, Rejections rejections, TimeProvider time, ILogger<LiveFeed> logger) : IDisposable
{
    private const int MostUnderWay = 1_000;

    private readonly ConcurrentDictionary<string, FarmBundle> bundles = new(StringComparer.Ordinal);

    private int underWay;

    /// <summary>Sends a delta to those who watch its coop, and with others to those who watch its farm.</summary>
    public void Send(CoopDelta delta)
    {
        if (Enter())
        {
            Finish(hub.Clients.Group(LiveHub.GroupOf(delta.Farm, delta.Coop)).CoopsChanged([delta]), delta.Farm, delta.Coop);
        }

        bundles.GetOrAdd(delta.Farm, _ => new FarmBundle(time, SendToFarm)).Add(delta);
    }

    /// <summary>Sends changes of alarms to all who watch their farm or a coop of it.</summary>
    public void Send(AlarmDelta delta)
    {
        if (Enter())
        {
            Finish(hub.Clients.Group(LiveHub.AlarmGroupOf(delta.Farm)).AlarmsChanged(delta), delta.Farm, "");
        }
    }

    /// <summary>Tells all who watch a farm or a coop of it whether its alarms page anybody.</summary>
    public void Send(OnCallChange change)
    {
        if (Enter())
        {
            Finish(hub.Clients.Group(LiveHub.AlarmGroupOf(change.Farm)).OnCallChanged(change), change.Farm, "");
        }
    }

    public void Dispose()
    {
        foreach (var bundle in bundles.Values)
        {
            bundle.Dispose();
        }
    }

    private void SendToFarm(IReadOnlyList<CoopDelta> deltas)
    {
        if (Enter())
        {
            Finish(hub.Clients.Group(LiveHub.GroupOf(deltas[0].Farm)).CoopsChanged(deltas), deltas[0].Farm, "");
        }
    }

    private bool Enter()
    {
        if (Interlocked.Increment(ref underWay) <= MostUnderWay)
        {
            return true;
        }

        Interlocked.Decrement(ref underWay);
        rejections.Add(Rejection.LiveOverflow);
        return false;
    }

    private void Finish(Task sending, string farm, string coop)
    {
        if (sending.IsCompletedSuccessfully)
        {
            Interlocked.Decrement(ref underWay);
        }
        else
        {
            _ = FinishAsync(sending, farm, coop);
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

    [LoggerMessage(LogLevel.Warning, "A change of {Farm}/{Coop} could not be sent to the screens.")]
    private partial void LogNotSent(Exception exception, string farm, string coop);
}
