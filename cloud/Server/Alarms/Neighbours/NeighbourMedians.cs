using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Cloud.Alarms.Neighbours;

/// <summary>What the farm's other coops are together, for each of them. Pure.</summary>
internal static class NeighbourMedians
{
    /// <summary>One other house may be the one that is wrong; of two, the middle is at least as near to right as the worse of them.</summary>
    public const int FewestOthers = 2;

    // In a week a young flock's set-point falls by 2 to 3 °C and its birds' heat grows by half; more would be the age and no fault.
    private const int MostDaysApart = 7;

    // From 20 weeks on hens are grown and laying: what they need and give off hardly hangs on their age any more.
    private const int GrownHensFromDays = 140;

    /// <summary>
    /// The readings at <see cref="ValueOf.Neighbours"/> that a coop's rules ask for: the median of at least two other coops with the same kind of
    /// flock at a similar age. None of a quantity where there are fewer.
    /// </summary>
    public static Reading[] Of(Neighbour coop, IReadOnlyList<Neighbour> farm, DateTimeOffset now)
    {
        Neighbour[] others = [.. farm.Where(other => other.Coop != coop.Coop && AreAlike(coop, other))];
        List<Reading> medians = [];
        foreach (var quantity in coop.Asked)
        {
            double[] values = [.. others.Where(other => other.Values.ContainsKey(quantity)).Select(other => other.Values[quantity])];
            if (values.Length >= FewestOthers)
            {
                medians.Add(new(quantity, ValueOf.Neighbours, now, Median.Of(values), Quality.Good));
            }
        }

        return [.. medians];
    }

    private static bool AreAlike(Neighbour one, Neighbour other) =>
        one.Flock == other.Flock
        && (Math.Abs(one.AgeDays - other.AgeDays) <= MostDaysApart || (one.Lays && Math.Min(one.AgeDays, other.AgeDays) >= GrownHensFromDays));
}
