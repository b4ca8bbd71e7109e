using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Alarms;

/// <summary>
/// What makes an alarm this one and no other, within a farm. It follows from the rule and the readings alone, never from when or where
/// they were judged or who acknowledged what, so the house and the cloud give one alarm one id without talking to each other.
/// </summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Coop">Name of the coop; empty for an alarm of the whole farm.</param>
/// <param name="Place">Where in the coop.</param>
/// <param name="Start">Event time of the first reading of the excursion (not of the end of the on-delay), UTC, to the millisecond.</param>
[JsonConverter(typeof(AlarmIdJsonConverter))]
public readonly record struct AlarmId(string Rule, string Coop, string Place, DateTimeOffset Start)
{
    /// <summary>The id as text: <c>{rule}/{coop}/{place}/{start}</c>, for example <c>too-hot/coop-1/front/2026-01-01T00:00:00.000Z</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Rule}/{Coop}/{Place}/{Start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out AlarmId id)
    {
        id = default;
        if (text.Split('/') is not [var rule, var coop, var place, var start]
            || !DateTimeOffset.TryParseExact(start, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return false;
        }

        id = new(rule, coop, place, time);
        return true;
    }
}

/// <summary>Writes an <see cref="AlarmId"/> as its text.</summary>
public sealed class AlarmIdJsonConverter : JsonConverter<AlarmId>
{
    /// <inheritdoc/>
    public override AlarmId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AlarmId.TryParse(reader.GetString() ?? "", out var id) ? id : throw new JsonException("An alarm's id is written rule/coop/place/start.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AlarmId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
