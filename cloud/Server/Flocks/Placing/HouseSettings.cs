using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Flocks.Placing;

/// <summary>Keeps a house's settings in step with the flock that lives in it.</summary>
internal sealed class HouseSettings(RuleDesk desk, RulesInForce rules, FlockBook book, FarmDirectory directory, FarmClock clock)
{
    /// <summary>Judges the house by what was said of a flock, if no younger one lives in it and it isn't judged so already.</summary>
    public async Task FollowAsync(string farm, Flock flock, string by, CancellationToken cancellationToken)
    {
        var coop = flock.Placement.Coop;
        var youngest = (await book.ListAsync(farm, cancellationToken)).First(other => other.Placement.Coop == coop);
        var settings = await rules.SettingsAsync(farm, coop, cancellationToken);
        var isFollowed = flock.Clearing is null
            ? (settings.PlacedOn, settings.Birds) == (flock.Placement.PlacedOn, flock.Placement.Birds)
            : settings.PlacedOn is null && settings.Birds is null;
        if (youngest.Id != flock.Id || isFollowed)
        {
            return;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(directory.TimeZoneOf(farm));
        await desk.KeepAsync(farm, coop, HouseOfFlock.After(settings, flock, zone, clock.Now), by, cancellationToken);
    }
}
