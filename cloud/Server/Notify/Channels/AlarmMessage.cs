using System.Text.Json;
using Roost.Alarms;
using Roost.Cloud.Api;
using Roost.Cloud.Notify.Messages;

namespace Roost.Cloud.Notify.Channels;

/// <summary>What programs get: the JSON of webhooks, MQTT messages and browser notifications.</summary>
/// <param name="Id">The notification's id, the same at every attempt: drop what you have seen.</param>
/// <param name="Repeat">Whether it may have been delivered before.</param>
/// <param name="Kind">What sort of message it is.</param>
/// <param name="Farm">The farm.</param>
/// <param name="Severity">Of the worst alarm.</param>
/// <param name="CreatedAt">When it was decided on, the farm's time, UTC.</param>
/// <param name="Subject">One line in the reader's language.</param>
/// <param name="Text">All of it in the reader's language.</param>
/// <param name="Language">That language.</param>
/// <param name="Acknowledge">The link to acknowledge; null where there is nothing to acknowledge.</param>
/// <param name="Alarms">What it is about.</param>
internal sealed record AlarmMessage(
    Guid Id,
    bool Repeat,
    NotificationKind Kind,
    string Farm,
    AlarmSeverity Severity,
    DateTimeOffset CreatedAt,
    string Subject,
    string Text,
    string Language,
    Uri? Acknowledge,
    IReadOnlyList<AlarmNote> Alarms)
{
    private static readonly JsonSerializerOptions Json = JsonOptions();

    public static AlarmMessage Of(Letter letter) => new(
        letter.Notification.Id,
        letter.IsRepeat,
        letter.Notification.Kind,
        letter.Notification.Farm,
        letter.Notification.Severity,
        letter.Notification.CreatedAt,
        letter.Subject,
        letter.Text,
        letter.Language,
        letter.AcknowledgeLink,
        letter.Notification.Alarms);

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    private static JsonSerializerOptions JsonOptions()
    {
        var options = new JsonSerializerOptions();
        ApiJson.Configure(options);
        return options;
    }
}
