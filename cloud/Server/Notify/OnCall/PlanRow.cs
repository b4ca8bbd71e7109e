using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Roost.Cloud.Notify.Outbox;

namespace Roost.Cloud.Notify.OnCall;

/// <summary>A farm's plan in force. Table <c>notify_plans</c>.</summary>
internal sealed class PlanRow : IEntityTypeConfiguration<PlanRow>
{
    public string Farm { get; set; } = "";

    /// <summary>Grows with every change.</summary>
    public int Version { get; set; }

    public OnCallPlan Plan { get; set; } = null!;

    /// <summary>When the farm got its first plan: its first test is due a while later.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public string ChangedBy { get; set; } = "";

    public void Configure(EntityTypeBuilder<PlanRow> builder)
    {
        builder.ToTable("notify_plans");
        builder.HasKey(row => row.Farm);
        builder.Property(row => row.Plan).HasJson();
        builder.Property(row => row.Version).IsConcurrencyToken();
    }
}

/// <summary>A farm's person. Table <c>notify_people</c>.</summary>
internal sealed class PersonRow : IEntityTypeConfiguration<PersonRow>
{
    public string Farm { get; set; } = "";

    public string Id { get; set; } = "";

    public Person Person { get; set; } = null!;

    public void Configure(EntityTypeBuilder<PersonRow> builder)
    {
        builder.ToTable("notify_people");
        builder.HasKey(row => new { row.Farm, row.Id });
        builder.Property(row => row.Person).HasJson();
    }
}
