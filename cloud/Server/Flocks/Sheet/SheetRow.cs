using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Roost.Cloud.Flocks.Sheet;

/// <summary>A line of a flock's daily sheet. Never changed and never taken out.</summary>
internal sealed class SheetRow
{
    public required string Farm { get; init; }

    public required string Flock { get; init; }

    public required Guid Id { get; init; }

    /// <summary>1 for the flock's first line, then one more each, in the order in which they came.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>A <see cref="SheetEntry"/>.</summary>
    public required string Json { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<SheetRow>
    {
        public void Configure(EntityTypeBuilder<SheetRow> builder)
        {
            builder.ToTable("flock_sheets");
            builder.HasKey(row => new { row.Farm, row.Flock, row.Id });
            builder.HasIndex(row => new { row.Farm, row.Flock, row.Number }).IsUnique();
        }
    }
}
