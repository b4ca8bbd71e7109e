using Roost.Alarms.Evaluation;
using Roost.Alarms.Packs;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Api.Series;
using Roost.Domain.Breeds;

namespace Roost.Cloud.Flocks.Placing;

/// <summary>What a flock's placement and clearing mean for the house's settings, by which its alarms are judged. Pure.</summary>
internal static class HouseOfFlock
{
    /// <summary>The settings once the flock's newest word holds.</summary>
    public static CoopSettings After(CoopSettings settings, Flock flock, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (flock.Clearing is { } clearing)
        {
            var dayAfter = CalendarSteps.MidnightOf(clearing.ClearedOn.AddDays(1), zone);
            return settings with { PlacedOn = null, Birds = null, Uses = Used(settings, dayAfter < now ? dayAfter : now, HouseUse.Empty) };
        }

        var placed = CalendarSteps.MidnightOf(flock.Placement.PlacedOn, zone);
        return settings with
        {
            Pack = BreedStandard.Find(flock.Placement.Breed) is { } breed ? RulePacks.PackFor(breed).Name : settings.Pack,
            PlacedOn = flock.Placement.PlacedOn,
            Birds = flock.Placement.Birds,
            Uses = settings.Uses.Count == 0 ? [] : Used(settings, placed, HouseUse.Birds),
        };
    }

    private static List<HouseUseSince> Used(CoopSettings settings, DateTimeOffset from, HouseUse use) =>
        [.. settings.Uses.Where(since => since.From < from), new(from, use)];
}
