using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Roost.Alarms.Evaluation;

namespace Roost.Cloud.Alarms.Rules;

/// <summary>What people say of a coop, by which it is judged.</summary>
/// <param name="Pack">The rules for its kind of flock: <c>broiler</c>, <c>layer</c> or <c>slow-growing</c>.</param>
/// <param name="PlacedOn">The farm-local day on which the flock was placed; null where nobody says, which leaves the age to the house controller.</param>
/// <param name="Birds">Birds placed; null where nobody says.</param>
/// <param name="Uses">What the house is used for and since when, oldest first; for birds before the first.</param>
public sealed record CoopSettings(string Pack, DateOnly? PlacedOn, int? Birds, IReadOnlyList<HouseUseSince> Uses)
{
    /// <summary>Of a coop of which nobody has said anything.</summary>
    public static CoopSettings Default { get; } = new("broiler", null, null, []);
}

/// <summary>A coop's settings in the database.</summary>
internal sealed class CoopSettingsRow
{
    public required string Farm { get; init; }

    public required string Coop { get; init; }

    public required string Json { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<CoopSettingsRow>
    {
        public void Configure(EntityTypeBuilder<CoopSettingsRow> builder)
        {
            builder.ToTable("coop_settings");
            builder.HasKey(row => new { row.Farm, row.Coop });
        }
    }
}
