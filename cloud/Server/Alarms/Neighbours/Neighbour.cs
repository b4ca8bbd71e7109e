using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Flocks;
using Roost.Domain.Readings;

namespace Roost.Cloud.Alarms.Neighbours;

/// <summary>A house with birds, as the farm's others are held against it.</summary>
/// <param name="Coop">The coop.</param>
/// <param name="Agent">The agent that reports it.</param>
/// <param name="Flock">Its kind of flock: the name of its pack.</param>
/// <param name="Lays">Whether they are kept for eggs.</param>
/// <param name="AgeDays">Age of the birds, farm-local days since placement.</param>
/// <param name="Asked">The quantities that its rules read at <see cref="ValueOf.Neighbours"/> and that nobody told it of lately.</param>
/// <param name="Values">
/// What counts now for each quantity: the newest good value of the whole house where it is measured, else the median of the places in it.
/// </param>
[Immutable, GenerateSerializer]
internal sealed record Neighbour(
    string Coop, string Agent, string Flock, bool Lays, int AgeDays, IReadOnlyList<Quantity> Asked, IReadOnlyDictionary<Quantity, double> Values)
{
    private const string WholeHouse = "house";

    // A reading counts as long as the alarm engine lets one count.
    private static readonly TimeSpan Counts = TimeSpan.FromMinutes(10);

    // Half of the time between two: the one before is never as young, however the rounds shift.
    private static readonly TimeSpan Fresh = NeighbourReporter.Between / 2;

    /// <summary>A coop as it is at a moment; null while it has no birds, or birds of an age that nobody knows.</summary>
    public static Neighbour? Of(CoopRules inForce, IReadOnlyList<Quantity> asked, string agent, IEnumerable<Reading> latest, DateTimeOffset now)
    {
        var (pack, context, _) = inForce;
        Reading[] counting = [.. latest.Where(reading => reading is { Quality: Quality.Good, Value: not null } && (now - reading.TakenAt).Duration() <= Counts)];
        var use = context.Uses.LastOrDefault(use => use.From <= now) is { Use: not 0 } last ? last.Use : HouseUse.Birds;
        if (use is not HouseUse.Birds || AgeOf(context, counting, now) is not (>= 0 and var age))
        {
            return null;
        }

        HashSet<Quantity> told = [.. counting.Where(reading => reading.Place == ValueOf.Neighbours && now - reading.TakenAt < Fresh).Select(reading => reading.Quantity)];
        return new(
            context.Coop,
            agent,
            pack.Name,
            context.Breed is { Lays: true },
            age,
            [.. asked.Where(quantity => !told.Contains(quantity))],
            counting.Where(reading => reading.Place is not (ValueOf.Outside or ValueOf.Neighbours)).GroupBy(reading => reading.Quantity).ToDictionary(places => places.Key, Together));

        static double Together(IEnumerable<Reading> places) =>
            places.Where(reading => reading.Place == WholeHouse).Select(reading => reading.Value).FirstOrDefault()
            ?? Median.Of([.. places.Select(reading => reading.Value!.Value)]);
    }

    // Of the flock's record, else of what the house controller says, as for the rules.
    private static int? AgeOf(CoopContext context, IEnumerable<Reading> counting, DateTimeOffset now) => context.PlacedOn is { } placedOn
        ? FarmDay.Of(now, context.TimeZone).DayNumber - placedOn.DayNumber
        : (int?)counting.Where(reading => reading.Quantity == Quantity.FlockDay).Select(reading => reading.Value).FirstOrDefault();
}
