using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Roost.Cloud.Alarms.Judging;

/// <summary>The state of a coop's evaluation at a moment, to go on from or to judge anew from.</summary>
internal sealed class CheckpointRow
{
    public required string Farm { get; init; }

    public required string Coop { get; init; }

    public required DateTimeOffset Through { get; init; }

    public required byte[] State { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<CheckpointRow>
    {
        public void Configure(EntityTypeBuilder<CheckpointRow> builder)
        {
            builder.ToTable("alarm_checkpoints");
            builder.HasKey(row => new { row.Farm, row.Coop, row.Through });
        }
    }
}
