using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Roost.Cloud.Notify.Outbox;

/// <summary>Which message told of which alarm. Table <c>notify_told</c>.</summary>
internal sealed class ToldRow : IEntityTypeConfiguration<ToldRow>
{
    public long ChainId { get; set; }

    public Guid NotificationId { get; set; }

    public void Configure(EntityTypeBuilder<ToldRow> builder)
    {
        builder.ToTable("notify_told");
        builder.HasKey(row => new { row.ChainId, row.NotificationId });
        builder.HasIndex(row => row.NotificationId);
    }
}
