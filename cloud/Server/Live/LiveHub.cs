using Microsoft.AspNetCore.SignalR;
using Roost.Cloud.Access;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Api;
using Roost.Cloud.Twins;
using Roost.Domain.Wire;

namespace Roost.Cloud.Live;

/// <summary>What the hub tells a screen.</summary>
public interface ILiveClient
{
    /// <summary>Coops changed, each as often as it is named, in this order; see <see cref="CoopDelta.Number"/> for how to notice a lost one.</summary>
    Task CoopsChanged(IReadOnlyList<CoopDelta> deltas);

    /// <summary>Alarms of the farm changed; see <see cref="AlarmDelta.After"/> for how to notice a lost one.</summary>
    Task AlarmsChanged(AlarmDelta delta);

    /// <summary>The farm got an on-call plan.</summary>
    Task OnCallChanged(OnCallChange change);
}

/// <summary>
/// The live hub, <c>/live</c>. A connection watches one farm or one coop; a new subscription replaces the old. The connection joins before
/// the snapshot is taken, so every change after the snapshot reaches it; what it gets twice bears a number not above the snapshot's.
/// </summary>
internal sealed class LiveHub(Snapshots snapshots, KeyRing keys) : Hub<ILiveClient>
{
    private const string Watched = "watched";

    /// <summary>The group of those who watch a farm.</summary>
    public static string GroupOf(string farm) => $"farm/{farm}";

    /// <summary>The group of those who watch a coop.</summary>
    public static string GroupOf(string farm, string coop) => $"coop/{farm}/{coop}";

    /// <summary>The group of those who watch a farm or a coop of it: alarms concern them all.</summary>
    public static string AlarmGroupOf(string farm) => $"alarms/{farm}";

    public override Task OnConnectedAsync()
    {
        if (Context.GetHttpContext() is { } request && KeyGate.KeyOf(request) is { } key)
        {
            keys.Opened(Context.ConnectionId, key, Context.Abort);
        }

        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        keys.Closed(Context.ConnectionId);
        return Task.CompletedTask;
    }

    /// <summary>Watches every coop of a farm.</summary>
    public async Task<FarmSnapshot> SubscribeToFarm(string farm)
    {
        Check("farm", farm);
        await WatchAsync(GroupOf(farm), AlarmGroupOf(farm));
        return await snapshots.OfFarmAsync(farm) ?? throw await RefuseAsync($"There is no farm \"{farm}\".");
    }

    /// <summary>Watches a coop.</summary>
    public async Task<CoopSnapshot> SubscribeToCoop(string farm, string coop)
    {
        Check("farm", farm);
        Check("coop", coop);
        await WatchAsync(GroupOf(farm, coop), AlarmGroupOf(farm));
        return await snapshots.OfCoopAsync(farm, coop) ?? throw await RefuseAsync($"The farm \"{farm}\" has no coop \"{coop}\".");
    }

    /// <summary>Watches nothing any more.</summary>
    public async Task Unsubscribe()
    {
        if (Context.Items.Remove(Watched, out var groups))
        {
            foreach (var group in (string[])groups!)
            {
                await Groups.RemoveFromGroupAsync(Context.ConnectionId, group, Context.ConnectionAborted);
            }
        }
    }

    private static void Check(string what, string name)
    {
        if (!WireName.IsValid(name))
        {
            throw new HubException($"The {what}'s name is not valid: it has {Problems.NameRule}.");
        }
    }

    private async Task WatchAsync(params string[] groups)
    {
        await Unsubscribe();
        Context.Items[Watched] = groups;
        foreach (var group in groups)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, group, Context.ConnectionAborted);
        }
    }

    private async Task<HubException> RefuseAsync(string sentence)
    {
        await Unsubscribe();
        return new HubException(sentence);
    }
}
