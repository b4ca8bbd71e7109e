namespace Roost.Domain.Breeds;

/// <summary>What the breeder expects of a flock at each age: live weight, feed and eggs, from a published table by day or week.</summary>
public sealed partial class BreedStandard
{
    private readonly int daysPerRow;
    private readonly double[] weightGrams;
    private readonly double[] feedGrams;
    private readonly double[] henDayPercent;
    private readonly double[] eggGrams;

    private BreedStandard(
        string name, int daysPerRow, double[] weightGrams, double[] feedGrams, double[]? henDayPercent = null, double[]? eggGrams = null)
    {
        Name = name;
        this.daysPerRow = daysPerRow;
        this.weightGrams = weightGrams;
        this.feedGrams = feedGrams;
        this.henDayPercent = henDayPercent ?? [];
        this.eggGrams = eggGrams ?? [];
    }

    /// <summary>
    /// Ross 308 as hatched, days 0 to 56. Source: Aviagen, "Ross 308/308 FF Broiler Performance Objectives 2022".
    /// </summary>
    public static BreedStandard Ross308 { get; } = new(
        "Ross 308",
        daysPerRow: 1,
        [
        44, 62, 81, 102, 125, 151, 181, 213, 249, 288, 330, 376, 425, 477, 533,
        592, 655, 720, 789, 860, 935, 1012, 1092, 1174, 1258, 1345, 1434, 1524, 1616, 1710,
        1805, 1901, 1999, 2097, 2196, 2296, 2396, 2496, 2597, 2697, 2798, 2898, 2998, 3097, 3197,
        3295, 3393, 3490, 3586, 3681, 3776, 3869, 3961, 4052, 4142, 4230, 4318,
        ],
        [
        0, 12, 16, 20, 24, 27, 31, 35, 39, 44, 48, 52, 57, 62, 67,
        72, 77, 83, 88, 94, 100, 105, 111, 117, 122, 128, 134, 139, 145, 150,
        156, 161, 166, 171, 176, 180, 185, 189, 193, 197, 201, 204, 207, 211, 213,
        216, 219, 221, 223, 225, 227, 229, 230, 231, 233, 233, 234,
        ]);

    /// <summary>Every standard that Roost knows: birds kept for meat, then for eggs.</summary>
    public static IReadOnlyList<BreedStandard> All => [Ross308, Cobb500, SlowGrowing, Huaixiang, HyLineBrown, LohmannBrown];

    /// <summary>The standard of a breed's name; null when there is none.</summary>
    public static BreedStandard? Find(string? name) => All.FirstOrDefault(standard => standard.Name == name);

    /// <summary>The breed as people call it.</summary>
    public string Name { get; }

    /// <summary>Whether the hens are kept for their eggs.</summary>
    public bool Lays => henDayPercent.Length > 0;

    /// <summary>The oldest age that the table holds, in days.</summary>
    public int LastDay => daysPerRow * (weightGrams.Length - 1);

    /// <summary>Mean live weight of a bird, g; between two rows of the table on a straight line, outside it the nearest row.</summary>
    /// <param name="ageDays">Days since placement, with fractions.</param>
    public double WeightGrams(double ageDays) => Between(weightGrams, ageDays / daysPerRow);

    /// <summary>
    /// Feed that a bird eats on a flock day, g. The table gives day n's feed in the row of age n, that is for the 24 hours before it,
    /// so flock day 0 (the day of placement) takes the row of age 1. A row of a weekly table belongs to the middle of its week.
    /// </summary>
    public double FeedGramsOn(int flockDay) => Between(feedGrams, InItsRow(flockDay));

    /// <summary>Eggs of a day for each hundred hens that live; 0 for birds that are not kept for eggs.</summary>
    public double HenDayPercentOn(int flockDay) => Lays ? Between(henDayPercent, InItsRow(flockDay)) : 0;

    /// <summary>Mean weight of an egg of a day, g; 0 before lay and for birds that are not kept for eggs.</summary>
    public double EggGramsOn(int flockDay) => Lays ? Between(eggGrams, InItsRow(flockDay)) : 0;

    /// <summary>
    /// Water that a broiler drinks for each gram of feed at 21 °C, mL: 3.0 for chicks, falling to 1.7. Source: Aviagen's broiler
    /// handbook 2025 (1.6 to 1.8), University of Georgia for chicks (about 340 mL in the first seven days).
    /// </summary>
    public static double WaterMillilitersPerFeedGram(int flockDay) => 1.70 + (1.30 * Math.Exp(-Math.Max(0, flockDay) / 2.3));

    private double InItsRow(int flockDay) => Math.Max(daysPerRow == 1 ? 1 : 0, ((flockDay + 0.5) / daysPerRow) + 0.5);

    private static double Between(double[] rows, double position)
    {
        position = Math.Clamp(position, 0, rows.Length - 1);
        var row = Math.Min((int)position, rows.Length - 2);
        return rows[row] + ((position - row) * (rows[row + 1] - rows[row]));
    }
}
