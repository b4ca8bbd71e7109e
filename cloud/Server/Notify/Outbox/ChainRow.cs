using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Roost.Alarms;
using Roost.Cloud.Database;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Outbox;

/// <summary>How far the telling of one alarm has come; written in the transaction that writes the alarm. Table <c>notify_chains</c>.</summary>
internal sealed class ChainRow : IEntityTypeConfiguration<ChainRow>
{
    public long Id { get; set; }

    public string Farm { get; set; } = "";

    /// <summary>The alarm's id as text; one chain an alarm.</summary>
    public string Alarm { get; set; } = "";

    /// <summary>Whether it is a test of the chain.</summary>
    public bool IsTest { get; set; }

    public AlarmSeverity Severity { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public string? Order { get; set; }

    public int Step { get; set; }

    public int Round { get; set; }

    public DateTimeOffset LookAgainAt { get; set; }

    /// <summary>When nobody had to be told any more, the farm's time; null while somebody has.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>What messages say of the alarm.</summary>
    public AlarmNote Note { get; set; } = null!;

    public Chain Chain
    {
        get => new(Severity, StartedAt, Order, Step, Round, LookAgainAt);
        set => (Severity, StartedAt, Order, Step, Round, LookAgainAt) =
            (value.Severity, value.StartedAt, value.Order, value.Step, value.Round, value.LookAgainAt);
    }

    public void Configure(EntityTypeBuilder<ChainRow> builder)
    {
        builder.ToTable("notify_chains");
        builder.HasIndex(row => new { row.Farm, row.Alarm }).IsUnique();
        builder.HasIndex(row => new { row.ClosedAt, row.LookAgainAt });
        builder.Ignore(row => row.Chain);
        builder.Property(row => row.Note).HasJson();
    }
}

/// <summary>Keeps two transactions from working on the same chains: a round of another node, an alarm's change, an acknowledgement.</summary>
internal static class ChainLock
{
    /// <summary>Waits until this transaction may read and change chains. A SQLite file has one writing transaction at a time as it is.</summary>
    public static Task LockChainsAsync(this RoostDatabase database, CancellationToken cancellationToken) => database.Database.IsNpgsql()
        ? database.Database.ExecuteSqlAsync($"LOCK TABLE notify_chains IN SHARE ROW EXCLUSIVE MODE", cancellationToken)
        : Task.CompletedTask;
}
