using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Sparkplug;

/// <summary>The STATE message of a host application: retained JSON on <c>spBv1.0/STATE/{host}</c>.</summary>
public static class HostState
{
    /// <summary>What the topic of every host's state begins with.</summary>
    public const string Prefix = Topic.Namespace + "/STATE/";

    /// <summary>The topic of a host's state.</summary>
    public static string TopicOf(string host) => Prefix + host;

    /// <summary>Writes a state; a death certificate must carry the same timestamp as the birth of its connection.</summary>
    public static byte[] Encode(bool online, long timestampMilliseconds) =>
        JsonSerializer.SerializeToUtf8Bytes(new HostStateBody(online, timestampMilliseconds), HostStateJson.Default.HostStateBody);

    /// <summary>Reads a state; false when the bytes are none.</summary>
    public static bool TryDecode(ReadOnlySequence<byte> bytes, out bool online, out long timestampMilliseconds)
    {
        (online, timestampMilliseconds) = (false, 0);
        try
        {
            var reader = new Utf8JsonReader(bytes);
            if (JsonSerializer.Deserialize(ref reader, HostStateJson.Default.HostStateBody) is not { } body)
            {
                return false;
            }

            (online, timestampMilliseconds) = (body.Online, body.Timestamp);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

internal sealed record HostStateBody(
    [property: JsonPropertyName("online"), JsonRequired] bool Online,
    [property: JsonPropertyName("timestamp"), JsonRequired] long Timestamp);

[JsonSerializable(typeof(HostStateBody))]
internal sealed partial class HostStateJson : JsonSerializerContext;
