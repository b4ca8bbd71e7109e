using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Roost.Cloud.Stills;

/// <summary>A picture that is kept. Several rows may name one file: a camera that stands still sends the same bytes again and again.</summary>
internal sealed class StillRow
{
    public required string Farm { get; init; }

    public required string Coop { get; init; }

    public required string Camera { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The SHA-256 of its bytes, lower-case hexadecimal: the name of its file.</summary>
    public required string Sha256 { get; init; }

    public required int Bytes { get; init; }

    /// <summary>Whether an alarm was raised just then; such pictures are kept longer.</summary>
    public required bool IsEvidence { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<StillRow>
    {
        public void Configure(EntityTypeBuilder<StillRow> builder)
        {
            builder.ToTable("stills");
            builder.HasKey(row => new { row.Farm, row.Coop, row.Camera, row.TakenAt });
            builder.HasIndex(row => new { row.Farm, row.Coop, row.TakenAt });
            builder.HasIndex(row => new { row.IsEvidence, row.TakenAt });
            builder.HasIndex(row => row.Sha256);
        }
    }
}
