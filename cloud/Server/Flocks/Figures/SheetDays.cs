using Roost.Cloud.Flocks.Sheet;
using Roost.Domain.Flocks;

namespace Roost.Cloud.Flocks.Figures;

/// <summary>A flock's days from what people wrote and what sensors measured. Pure.</summary>
internal static class SheetDays
{
    /// <summary>
    /// The days from placement to the last one. What people wrote of a day goes before what sensors say of it, but for feed and water, where a
    /// sensor sees more than a person.
    /// </summary>
    /// <param name="placedOn">Farm-local day of placement.</param>
    /// <param name="lines">The sheet's lines that are in force.</param>
    /// <param name="measured">What sensors say, day by day from placement to the last day.</param>
    public static IReadOnlyList<FlockDay> Of(DateOnly placedOn, IEnumerable<SheetEntry> lines, IReadOnlyList<FlockDay> measured)
    {
        var byDay = lines.ToLookup(line => line.Day.DayNumber - placedOn.DayNumber);
        return [.. measured.Select(day => With(day, [.. byDay[day.Day]]))];
    }

    private static FlockDay With(FlockDay day, IReadOnlyList<SheetEntry> lines)
    {
        if (lines.Any(line => line.Kind is SheetKind.Dead or SheetKind.Culled))
        {
            day = day with { Dead = CountOf(lines, SheetKind.Dead), Culled = CountOf(lines, SheetKind.Culled) };
        }

        if (lines.LastOrDefault(line => line.Kind is SheetKind.Weighing) is { } weighing)
        {
            day = Weighed(day, weighing);
        }

        var eggs = lines.Where(line => line.Kind is SheetKind.Eggs).ToArray();
        return day with
        {
            Thinned = CountOf(lines, SheetKind.Thinned),
            FeedKilograms = day.FeedKilograms ?? SumOf(lines, SheetKind.FeedEaten, line => line.Kilograms),
            WaterLiters = day.WaterLiters ?? SumOf(lines, SheetKind.WaterDrunk, line => line.Liters),
            Eggs = eggs.Length > 0 ? eggs.Sum(line => line.Count ?? 0) : day.Eggs,
            EggGrams = eggs.LastOrDefault(line => line.MeanGrams is not null)?.MeanGrams,
        };
    }

    private static FlockDay Weighed(FlockDay day, SheetEntry weighing)
    {
        var (mean, variation, birds) = weighing.WeightsGrams is { Count: > 0 } weights
            ? (weights.Average(), FlockFormulas.Spread(weights)?.VariationPercent, weights.Count)
            : (weighing.MeanGrams, weighing.VariationPercent, weighing.Count ?? 1);

        // Of a spread that is not known the usual one: 10 % of the mean.
        return day with { WeightGrams = mean, VariationPercent = variation, WeightErrorPercent = (variation ?? 10) / Math.Sqrt(birds) };
    }

    private static int CountOf(IEnumerable<SheetEntry> lines, SheetKind kind) => lines.Where(line => line.Kind == kind).Sum(line => line.Count ?? 0);

    private static double? SumOf(IReadOnlyList<SheetEntry> lines, SheetKind kind, Func<SheetEntry, double?> amount) =>
        lines.Any(line => line.Kind == kind) ? lines.Where(line => line.Kind == kind).Sum(amount) : null;
}
