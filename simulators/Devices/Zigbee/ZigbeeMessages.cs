using System.Buffers;
using System.Text.Json;
using Roost.Domain.Readings;
using Roost.Simulators.Coop;

namespace Roost.Simulators.Zigbee;

/// <summary>One message of the gateway.</summary>
internal readonly record struct ZigbeeMessage(string Topic, byte[] Payload, bool Retained);

/// <summary>
/// What a Zigbee2MQTT gateway publishes for a coop: one battery device for each place that has a sensor of a kind that such devices come
/// with, named <c>{coop} {place}</c>, its state as one JSON object at <c>zigbee2mqtt/{name}</c>.
/// </summary>
/// <param name="baseTopic">The gateway's base topic, <c>zigbee2mqtt</c>.</param>
/// <param name="coop">The coop.</param>
internal sealed class ZigbeeMessages(string baseTopic, string coop)
{
    private static readonly Dictionary<Quantity, string> KeyOf = new()
    {
        [Quantity.Temperature] = "temperature",
        [Quantity.RelativeHumidity] = "humidity",
        [Quantity.CarbonDioxide] = "co2",
        [Quantity.Illuminance] = "illuminance",
    };

    /// <summary>The gateway itself: there, or gone as its will says.</summary>
    public ZigbeeMessage Bridge(bool online) => new($"{baseTopic}/bridge/state", Json(writer => writer.WriteString("state", online ? "online" : "offline")), true);

    /// <summary>The state of every device. A device of which nothing answers is not heard, as with a real one; it is then not available.</summary>
    public IEnumerable<ZigbeeMessage> Of(SensorReadings readings)
    {
        foreach (var place in readings.Readings.Where(reading => KeyOf.ContainsKey(reading.Plan.Quantity)).GroupBy(reading => reading.Plan.Place))
        {
            var name = $"{coop} {place.Key}";
            var heard = place.Where(reading => reading.Value is not null).ToList();
            yield return new($"{baseTopic}/{name}/availability", Json(writer => writer.WriteString("state", heard.Count > 0 ? "online" : "offline")), true);
            if (heard.Count > 0)
            {
                yield return new($"{baseTopic}/{name}", Json(writer => WriteState(writer, heard, readings.Time)), false);
            }
        }
    }

    private static void WriteState(Utf8JsonWriter writer, List<SensorReading> heard, DateTimeOffset time)
    {
        writer.WriteNumber("battery", 97);
        writer.WriteNumber("linkquality", 112);
        writer.WriteString("last_seen", time.UtcDateTime);
        foreach (var reading in heard)
        {
            writer.WriteNumber(KeyOf[reading.Plan.Quantity], Math.Round(reading.Value!.Value, 2));
        }
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
