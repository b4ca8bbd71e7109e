using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Api;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Twins;

namespace Roost.Cloud.Live;

/// <summary>Takes snapshots of coops and farms from their twins; null where there is no such coop or farm.</summary>
internal sealed class Snapshots(FarmDirectory directory, IGrainFactory grains, FarmClock clock, IDbContextFactory<RoostDatabase> databases)
{
    public async Task<CoopSnapshot?> OfCoopAsync(string farm, string coop)
    {
        if (!directory.Knows(farm, coop))
        {
            return null;
        }

        var open = await OpenAsync(farm);
        var snapshot = await grains.GetGrain<ICoopGrain>(CoopKey.Of(farm, coop)).SnapshotAsync();
        // All of the farm's: whoever looks at one coop must see that another one needs somebody.
        return snapshot with { Alarms = open };
    }

    public async Task<FarmSnapshot?> OfFarmAsync(string farm)
    {
        if (directory.CoopsOf(farm) is not { } coops)
        {
            return null;
        }

        var open = await OpenAsync(farm);
        var taken = await Task.WhenAll(coops.Select(coop => grains.GetGrain<ICoopGrain>(CoopKey.Of(farm, coop)).SnapshotAsync().AsTask()));
        return new FarmSnapshot(farm, directory.TimeZoneOf(farm), clock.Now, clock.Speed, taken, open, await HasPlanAsync(farm));
    }

    private async Task<bool> HasPlanAsync(string farm)
    {
        await using var database = await databases.CreateDbContextAsync(CancellationToken.None);
        return await database.Set<PlanRow>().AnyAsync(row => row.Farm == farm, CancellationToken.None);
    }

    private Task<OpenAlarms> OpenAsync(string farm) => grains.GetGrain<IFarmAlarms>(farm).OpenAsync(CancellationToken.None);
}
