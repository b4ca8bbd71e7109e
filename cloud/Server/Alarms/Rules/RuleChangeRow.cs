using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Roost.Cloud.Alarms.Rules;

/// <summary>A change that a farm made to one value of a rule. Never changed and never taken out: a later one of the same value wins.</summary>
internal sealed class RuleChangeRow
{
    public required string Farm { get; init; }

    /// <summary>1 for the farm's first change, then one more each.</summary>
    public required int Version { get; init; }

    /// <summary>The coop that it is for; empty for all of the farm.</summary>
    public required string Coop { get; init; }

    public required string Rule { get; init; }

    public required string Json { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<RuleChangeRow>
    {
        public void Configure(EntityTypeBuilder<RuleChangeRow> builder)
        {
            builder.ToTable("rule_changes");
            builder.HasKey(row => new { row.Farm, row.Version });
        }
    }
}
