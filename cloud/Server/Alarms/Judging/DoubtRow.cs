using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Roost.Cloud.Alarms.Judging;

/// <summary>From when on a coop's stored readings may not all have been judged: after a crash they are judged again.</summary>
internal sealed class DoubtRow
{
    public required string Farm { get; init; }

    public required string Coop { get; init; }

    public required DateTimeOffset From { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<DoubtRow>
    {
        public void Configure(EntityTypeBuilder<DoubtRow> builder)
        {
            builder.ToTable("alarm_doubts");
            builder.HasKey(row => new { row.Farm, row.Coop });
        }
    }
}
