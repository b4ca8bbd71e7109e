using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Roost.Alarms.Rules;
using Roost.Cloud.Notify.Messages;

namespace Roost.Cloud.Notify.Outbox;

/// <summary>One message for one person by one contact, from its decision to its delivery. Table <c>notify_outbox</c>, kept as the log of deliveries.</summary>
internal sealed class OutboxRow : IEntityTypeConfiguration<OutboxRow>
{
    public long Id { get; set; }

    public Guid NotificationId { get; set; }

    public string Farm { get; set; } = "";

    public string Person { get; set; } = "";

    public string Contact { get; set; } = "";

    public NotificationKind Kind { get; set; }

    public Notification Body { get; set; } = null!;

    /// <summary>When it was decided on, the farm's time.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the next attempt is due, real time.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Attempts begun. It is counted before an attempt, so that one that a crash cut off is known to be repeated.</summary>
    public int Attempts { get; set; }

    /// <summary>The process that is at it; null between attempts.</summary>
    public Guid? ClaimedBy { get; set; }

    public DeliveryState State { get; set; }

    /// <summary>Why the last attempt failed; null where none did.</summary>
    public string? Problem { get; set; }

    /// <summary>When it was delivered, or given up, real time.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>When the person acknowledged by it, the farm's time.</summary>
    public DateTimeOffset? AcknowledgedAt { get; set; }

    /// <summary>A message to be sent at once.</summary>
    /// <param name="farm">The farm.</param>
    /// <param name="timeZone">Its time zone.</param>
    /// <param name="person">To whom.</param>
    /// <param name="contact">By which of their contacts.</param>
    /// <param name="kind">What sort of message.</param>
    /// <param name="alarms">What it is about.</param>
    /// <param name="note">A sentence more.</param>
    /// <param name="farmNow">The farm's time.</param>
    /// <param name="now">Real time.</param>
    /// <param name="page">A whole page of HTML; null for none.</param>
    public static OutboxRow Of(
        string farm, string timeZone, string person, string contact, NotificationKind kind, IReadOnlyList<AlarmNote> alarms, LocalText? note,
        DateTimeOffset farmNow, DateTimeOffset now, LocalText? page = null)
    {
        var id = Guid.CreateVersion7(now);
        return new()
        {
            NotificationId = id,
            Farm = farm,
            Person = person,
            Contact = contact,
            Kind = kind,
            Body = new Notification(id, kind, farm, timeZone, farmNow, alarms, note, page),
            CreatedAt = farmNow,
            DueAt = now,
            State = DeliveryState.Waiting,
        };
    }

    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("notify_outbox");
        builder.HasIndex(row => row.NotificationId).IsUnique();
        builder.HasIndex(row => new { row.State, row.DueAt });
        builder.HasIndex(row => new { row.Farm, row.Person, row.CreatedAt });
        builder.Property(row => row.Body).HasJson();
    }
}

/// <summary>Where a delivery stands.</summary>
[JsonConverter(typeof(DeliveryStateJsonConverter))]
public enum DeliveryState
{
    /// <summary>To be sent, for the first time or again.</summary>
    Waiting = 1,

    /// <summary>The receiver has taken it.</summary>
    Delivered,

    /// <summary>The receiver refused it for good.</summary>
    Refused,

    /// <summary>What it told was over, or taken on, before it could be delivered.</summary>
    Overtaken,
}

/// <summary>Writes a <see cref="DeliveryState"/> in kebab case.</summary>
public sealed class DeliveryStateJsonConverter() : JsonStringEnumConverter<DeliveryState>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
