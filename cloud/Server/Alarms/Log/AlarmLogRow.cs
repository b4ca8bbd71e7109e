using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Roost.Cloud.Alarms.Log;

/// <summary>An entry of a farm's alarm log. Never changed: its hash is over its text and the entry before it.</summary>
internal sealed class AlarmLogRow
{
    public required string Farm { get; init; }

    /// <summary>1 for the first entry of the farm, then one more each; without gaps.</summary>
    public required long Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public required string? Alarm { get; init; }

    /// <summary>All of the entry, number, farm, time and kind included, as the hash has it.</summary>
    public required string Text { get; init; }

    public required byte[] PreviousHash { get; init; }

    public required byte[] Hash { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<AlarmLogRow>
    {
        public void Configure(EntityTypeBuilder<AlarmLogRow> builder)
        {
            builder.ToTable("alarm_log");
            builder.HasKey(row => new { row.Farm, row.Number });
            builder.HasIndex(row => new { row.Farm, row.Alarm });
        }
    }
}
