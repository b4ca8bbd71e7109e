using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Cloud.Notify.OnCall;

/// <summary>Someone whom a farm can reach: a person, or a group that reads one chat.</summary>
public sealed record Person
{
    /// <summary>Short name that plans use, unique in the farm: <c>li-wei</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name as people say it.</summary>
    public required string Name { get; init; }

    /// <summary>The language of messages: <c>en</c> or <c>zh-CN</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The number that others call, as it is printed in the alarm plan; null where there is none.</summary>
    public string? Phone { get; init; }

    /// <summary>What the person does in an alarm, for the printed plan: keeper, electrician, vet.</summary>
    public string? Role { get; init; }

    /// <summary>The ways to reach them.</summary>
    public IReadOnlyList<Contact> Contacts { get; init; } = [];
}

/// <summary>One way to reach a person.</summary>
/// <param name="Name">Short name, unique for the person: <c>mail</c>.</param>
/// <param name="Channel">By what.</param>
/// <param name="Address">Mail address, URL, telephone number, MQTT topic level or push subscription, as the channel asks for.</param>
/// <param name="Secret">
/// What signs messages to it (webhook, DingTalk, Feishu); null where nothing does. It can be set, and it is never shown: saving a contact
/// without it keeps the one that is there.
/// </param>
public sealed record Contact(string Name, ChannelKind Channel, string Address, string? Secret = null)
{
    // The secret must not reach a log by way of an interpolated contact.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"Name = {Name}, Channel = {Channel}");
        return true;
    }
}

/// <summary>By what a message travels.</summary>
[JsonConverter(typeof(ChannelKindJsonConverter))]
public enum ChannelKind
{
    /// <summary>E-mail.</summary>
    Mail = 1,

    /// <summary>JSON to a URL, signed with HMAC-SHA256.</summary>
    Webhook,

    /// <summary>WeCom (企业微信) group robot.</summary>
    WeCom,

    /// <summary>DingTalk (钉钉) group robot.</summary>
    DingTalk,

    /// <summary>Feishu (飞书) or Lark group robot.</summary>
    Feishu,

    /// <summary>Slack incoming webhook.</summary>
    Slack,

    /// <summary>Microsoft Teams workflow that takes an Adaptive Card.</summary>
    Teams,

    /// <summary>A message on the farm's MQTT broker.</summary>
    Mqtt,

    /// <summary>A telephone call, through the configured provider.</summary>
    Voice,

    /// <summary>A text message, through the configured provider.</summary>
    Sms,

    /// <summary>A notification of a browser that subscribed.</summary>
    Push,
}

/// <summary>Writes a <see cref="ChannelKind"/> in kebab case.</summary>
public sealed class ChannelKindJsonConverter() : JsonStringEnumConverter<ChannelKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
