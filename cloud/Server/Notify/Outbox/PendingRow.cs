using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Roost.Cloud.Notify.Messages;

namespace Roost.Cloud.Notify.Outbox;

/// <summary>
/// Something that a person has to be told as soon as their hour has room, folded into one message with all else that waits for them. Table
/// <c>notify_pending</c>.
/// </summary>
internal sealed class PendingRow : IEntityTypeConfiguration<PendingRow>
{
    public long Id { get; set; }

    public string Farm { get; set; } = "";

    public string Person { get; set; } = "";

    public string Contact { get; set; } = "";

    /// <summary><see cref="NotificationKind.Alarm"/>, <see cref="NotificationKind.Test"/> or <see cref="NotificationKind.Over"/>.</summary>
    public NotificationKind Kind { get; set; }

    public long ChainId { get; set; }

    public void Configure(EntityTypeBuilder<PendingRow> builder)
    {
        builder.ToTable("notify_pending");
        builder.HasIndex(row => new { row.Farm, row.Person });
        builder.HasIndex(row => row.ChainId);
    }
}

/// <summary>An alarm that is told in the next digest. Table <c>notify_digest</c>.</summary>
internal sealed class DigestRow : IEntityTypeConfiguration<DigestRow>
{
    public long Id { get; set; }

    public string Farm { get; set; } = "";

    public AlarmNote Note { get; set; } = null!;

    public void Configure(EntityTypeBuilder<DigestRow> builder)
    {
        builder.ToTable("notify_digest");
        builder.HasIndex(row => row.Farm);
        builder.Property(row => row.Note).HasJson();
    }
}
