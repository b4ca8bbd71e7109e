using System.Text.RegularExpressions;
using Roost.Cloud.Flocks.Placing;

namespace Roost.Cloud.Flocks.Sheet;

/// <summary>What a line of the sheet must have. Pure.</summary>
internal static partial class SheetRules
{
    private const int MostCounted = 1_000_000;
    private const int MostWeights = 1_000;
    private const int MostWithdrawalDays = 365;
    private const int LongestText = 2_000;
    private const double LightestGrams = 5;
    private const double HeaviestGrams = 30_000;
    private const double MostAmount = 1e7;

    /// <summary>The first thing that is wrong with a line, in a sentence; null when nothing is.</summary>
    /// <param name="entry">The line.</param>
    /// <param name="flock">The flock whose sheet it is for.</param>
    /// <param name="today">The farm's day.</param>
    public static string? MistakeOf(SheetEntry entry, Flock flock, DateOnly today)
    {
        var lastDay = flock.Clearing is { ClearedOn: var cleared } && cleared < today ? cleared : today;
        return string.IsNullOrWhiteSpace(entry.By) || entry.By.Length > 100 ? "\"by\" must say who it is, in 1 to 100 characters."
            : entry.Day < flock.Placement.PlacedOn || entry.Day > lastDay ? $"\"day\" must be from {flock.Placement.PlacedOn:yyyy-MM-dd} to {lastDay:yyyy-MM-dd}, while the flock lived here."
            : entry.Text?.Length > LongestText || entry.Cause?.Length > LongestText || entry.Why?.Length > LongestText ? $"\"text\", \"cause\" and \"why\" must have {LongestText} characters at most."
            : entry.Strikes && entry.Corrects is null ? "\"corrects\" must name the line that is struck out."
            : entry.Corrects is not null && string.IsNullOrWhiteSpace(entry.Why) ? "\"why\" must say why the line is corrected."
            : entry.Strikes ? null
            : MistakeOf(entry);
    }

    private static string? MistakeOf(SheetEntry entry) => entry.Kind switch
    {
        SheetKind.Dead or SheetKind.Culled or SheetKind.Thinned => Counted(entry),
        SheetKind.Eggs => Counted(entry) ?? Weighed(entry.MeanGrams, "meanGrams"),
        SheetKind.Weighing => Weighing(entry),
        SheetKind.FeedDelivery or SheetKind.FeedEaten => Amount(entry.Kilograms, "kilograms"),
        SheetKind.WaterDrunk => Amount(entry.Liters, "liters"),
        SheetKind.Treatment or SheetKind.Vaccination => entry.WithdrawalDays is < 0 or > MostWithdrawalDays
            ? $"\"withdrawalDays\" must be a whole number from 0 to {MostWithdrawalDays}."
            : Said(entry),
        SheetKind.Litter or SheetKind.Visitor or SheetKind.Note => Said(entry),
        SheetKind.Photograph => IsDigest(entry.Photograph) ? null : "\"photograph\" must be a picture's SHA-256, 64 lower-case hexadecimal digits.",
        _ => "\"kind\" must say what the line is about.",
    };

    public static bool IsDigest(string? text) => text is not null && Digest().IsMatch(text);

    private static string? Counted(SheetEntry entry) =>
        entry.Count is >= 0 and <= MostCounted ? null : $"\"count\" must be a whole number from 0 to {MostCounted}.";

    private static string? Amount(double? amount, string name) =>
        amount is >= 0 and <= MostAmount ? null : $"\"{name}\" must be a number from 0 to {MostAmount:0}.";

    private static string? Said(SheetEntry entry) => string.IsNullOrWhiteSpace(entry.Text) ? "\"text\" must say what it is." : null;

    private static string? Weighed(double? grams, string name) =>
        grams is null or (>= LightestGrams and <= HeaviestGrams) ? null : $"\"{name}\" must be from {LightestGrams} to {HeaviestGrams} g.";

    private static string? Weighing(SheetEntry entry)
    {
        if (entry.WeightsGrams is { } weights)
        {
            return weights.Count is < 1 or > MostWeights || weights.Any(grams => Weighed(grams, "weightsGrams") is not null)
                ? $"\"weightsGrams\" must be 1 to {MostWeights} weights from {LightestGrams} to {HeaviestGrams} g."
                : null;
        }

        return entry.MeanGrams is null ? "\"weightsGrams\", or \"meanGrams\" and \"count\", must say what the birds weighed."
            : entry.VariationPercent is not (null or (> 0 and <= 60)) ? "\"variationPercent\" must be more than 0, and 60 at most."
            : entry.Count is < 1 or > MostCounted or null ? "\"count\" must say how many birds were weighed."
            : Weighed(entry.MeanGrams, "meanGrams");
    }

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Digest();
}
