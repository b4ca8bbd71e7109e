using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Roost.Cloud.Flocks.Placing;

/// <summary>What was said of a flock at one time. Never changed and never taken out: the highest number is in force.</summary>
internal sealed class FlockRow
{
    public required string Farm { get; init; }

    public required string Flock { get; init; }

    /// <summary>1 for the placement, then one more each.</summary>
    public required int Number { get; init; }

    /// <summary>A <see cref="FlockChange"/>.</summary>
    public required string Json { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<FlockRow>
    {
        public void Configure(EntityTypeBuilder<FlockRow> builder)
        {
            builder.ToTable("flocks");
            builder.HasKey(row => new { row.Farm, row.Flock, row.Number });
        }
    }
}
