using System.Buffers;
using Roost.Domain.Readings;

namespace Roost.Edge.Spool;

/// <summary>
/// The readings of a batch in few bytes: a table of the series in it, then for each reading the series' index, its time as a step from
/// the reading before, quality, value and reason. Quantities are written by name, so a spool outlives a change of the enumeration.
/// </summary>
internal static class ReadingsCodec
{
    private const byte HasValue = 0x80;

    public static void Write(ArrayBufferWriter<byte> writer, IReadOnlyList<Reading> readings)
    {
        var indexBySeries = new Dictionary<(Quantity, string), int>();
        for (var index = 0; index < readings.Count; index++)
        {
            indexBySeries.TryAdd((readings[index].Quantity, readings[index].Place), indexBySeries.Count);
        }

        writer.Small((ulong)indexBySeries.Count);
        foreach (var (quantity, place) in indexBySeries.Keys)
        {
            writer.Text(QuantityFacts.Of(quantity).Name);
            writer.Text(place);
        }

        writer.Small((ulong)readings.Count);
        var before = 0L;
        for (var index = 0; index < readings.Count; index++)
        {
            var reading = readings[index];
            var milliseconds = reading.TakenAt.ToUnixTimeMilliseconds();
            writer.Small((ulong)indexBySeries[(reading.Quantity, reading.Place)]);
            writer.Signed(milliseconds - before);
            writer.Byte((byte)((byte)reading.Quality | (reading.Value.HasValue ? HasValue : 0)));
            if (reading.Value is { } value)
            {
                writer.Fixed(BitConverter.DoubleToUInt64Bits(value));
            }

            if (reading.Quality != Quality.Good)
            {
                writer.Text(reading.Reason ?? "");
            }

            before = milliseconds;
        }
    }

    /// <exception cref="InvalidDataException">The bytes are no readings.</exception>
    public static Reading[] Read(ref BinaryReading reader)
    {
        var series = new (Quantity Quantity, string Place)[reader.Count()];
        for (var index = 0; index < series.Length; index++)
        {
            series[index] = QuantityFacts.TryParse(reader.Text(), out var quantity)
                ? (quantity, reader.Text())
                : throw new InvalidDataException("A record in the spool names a quantity that this version does not know.");
        }

        var readings = new Reading[reader.Count()];
        var milliseconds = 0L;
        for (var index = 0; index < readings.Length; index++)
        {
            var which = reader.Small();
            if (which >= (ulong)series.Length)
            {
                throw new InvalidDataException("A record in the spool names a series that it does not list.");
            }

            milliseconds += reader.Signed();
            var flags = reader.Byte();
            var quality = (Quality)(flags & ~HasValue);
            double? value = (flags & HasValue) != 0 ? BitConverter.UInt64BitsToDouble(reader.Fixed()) : null;
            var reason = quality == Quality.Good ? null : reader.Text();
            readings[index] = new(
                series[which].Quantity,
                series[which].Place,
                DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
                value,
                quality,
                string.IsNullOrEmpty(reason) ? null : reason);
        }

        return readings;
    }
}
