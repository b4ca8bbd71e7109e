using System.Text.Json;
using System.Text.Json.Serialization;
using Roost.Alarms;
using Roost.Alarms.Rules;

namespace Roost.Cloud.Notify.Messages;

/// <summary>What a person is told, before it is put into words: the same for every channel.</summary>
/// <param name="Id">Its id, by which a receiver can drop a repeat; the same at every attempt.</param>
/// <param name="Kind">What sort of message it is.</param>
/// <param name="Farm">The farm.</param>
/// <param name="TimeZone">IANA name of the farm's time zone, in which times are written.</param>
/// <param name="CreatedAt">When it was decided on, the farm's time, UTC.</param>
/// <param name="Alarms">What it is about, worst first; empty for a heartbeat.</param>
/// <param name="Note">A sentence more, for example why a delivery failed; null for none.</param>
/// <param name="Page">A whole page of HTML, for channels that can show one; null for none.</param>
public sealed record Notification(
    Guid Id,
    NotificationKind Kind,
    string Farm,
    string TimeZone,
    DateTimeOffset CreatedAt,
    IReadOnlyList<AlarmNote> Alarms,
    LocalText? Note = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LocalText? Page = null)
{
    /// <summary>How much it matters: as much as the worst that it tells of.</summary>
    [JsonIgnore]
    public AlarmSeverity Severity => Alarms.Count == 0 ? AlarmSeverity.Information : Alarms.Max(alarm => alarm.Severity);

    /// <summary>Whether the reader is asked to acknowledge.</summary>
    [JsonIgnore]
    public bool AsksForAcknowledgement => Kind is NotificationKind.Alarm or NotificationKind.Test;
}

/// <summary>What sort of message a notification is.</summary>
[JsonConverter(typeof(NotificationKindJsonConverter))]
public enum NotificationKind
{
    /// <summary>Alarms that want somebody.</summary>
    Alarm = 1,

    /// <summary>Alarms that somebody was told of are over, or somebody else has taken them on.</summary>
    Over,

    /// <summary>What is not urgent, once a day.</summary>
    Digest,

    /// <summary>A test of the alarm chain, to be acknowledged like an alarm.</summary>
    Test,

    /// <summary>The sign of life of a channel.</summary>
    Heartbeat,

    /// <summary>How the flocks are, by the day, by the week or at a flock's end.</summary>
    Report,
}

/// <summary>Writes a <see cref="NotificationKind"/> in kebab case.</summary>
public sealed class NotificationKindJsonConverter() : JsonStringEnumConverter<NotificationKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>What a message says of one alarm, as it was when the message was decided on.</summary>
/// <param name="Id">The alarm's id as text.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Coop">The coop.</param>
/// <param name="Place">Where in the coop.</param>
/// <param name="Title">What it is called.</param>
/// <param name="First">What to do first.</param>
/// <param name="Start">When it began, event time, UTC.</param>
/// <param name="EndedAt">When it was over, event time, UTC; null while it lasts.</param>
/// <param name="Value">What was measured when it was raised, null where there is no number.</param>
/// <param name="Limit">The limit then; null where there is none.</param>
/// <param name="Unit">Their unit as people write it; empty for bare numbers, null where there is no number.</param>
/// <param name="AcknowledgedBy">Who has taken it on; null for nobody.</param>
public sealed record AlarmNote(
    string Id,
    AlarmSeverity Severity,
    string Coop,
    string Place,
    LocalText Title,
    LocalText First,
    DateTimeOffset Start,
    DateTimeOffset? EndedAt = null,
    double? Value = null,
    double? Limit = null,
    string? Unit = null,
    string? AcknowledgedBy = null);
