using System.Globalization;
using System.Text;
using Roost.Domain.Flocks;

namespace Roost.Cloud.Flocks.Reports;

/// <summary>A report's days as CSV (RFC 4180, UTF-8, lines end with LF), a row for each flock and day; what can't be known is empty. Pure.</summary>
internal static class ReportCsv
{
    private static readonly (string Name, Func<DayFigures, double?> Of)[] Columns =
    [
        ("birds", day => day.Birds),
        ("loss_percent", day => day.LossPercent),
        ("lost_percent", day => day.LostPercent),
        ("weight_g", day => day.WeightGrams),
        ("standard_weight_g", day => day.StandardWeightGrams),
        ("variation_percent", day => day.VariationPercent),
        ("uniformity_percent", day => day.UniformityPercent),
        ("gain_g", day => day.GainGrams),
        ("standard_gain_g", day => day.StandardGainGrams),
        ("density_kg_m2", day => day.DensityKilogramsPerSquareMeter),
        ("feed_g", day => day.FeedGrams),
        ("standard_feed_g", day => day.StandardFeedGrams),
        ("water_ml", day => day.WaterMilliliters),
        ("water_to_feed", day => day.WaterToFeed),
        ("feed_conversion", day => day.FeedConversion),
        ("standard_feed_conversion", day => day.StandardFeedConversion),
        ("epef", day => day.ProductionEfficiency),
        ("hen_day_percent", day => day.HenDayPercent),
        ("standard_hen_day_percent", day => day.StandardHenDayPercent),
        ("egg_mass_g", day => day.EggMassGrams),
        ("feed_per_egg_g", day => day.FeedPerEggGrams),
    ];

    /// <summary>The file's text.</summary>
    public static string Of(FarmReport report)
    {
        var csv = new StringBuilder("flock,coop,breed,date,day").AppendJoin("", Columns.Select(column => $",{column.Name}")).Append('\n');
        foreach (var flock in report.Flocks)
        {
            var placement = flock.Flock.Placement;
            foreach (var day in flock.Figures.Days)
            {
                var date = placement.PlacedOn.AddDays(day.Day);
                if (date < report.From)
                {
                    continue;
                }

                // Names have no quotes, commas or line breaks.
                csv.Append(CultureInfo.InvariantCulture, $"{flock.Flock.Id},{placement.Coop},{placement.Breed},{date:yyyy-MM-dd},{day.Day}");
                foreach (var (_, of) in Columns)
                {
                    csv.Append(CultureInfo.InvariantCulture, $",{of(day):R}");
                }

                csv.Append('\n');
            }
        }

        return csv.ToString();
    }
}
