using System.Text;
using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation.Timeline;

/// <summary>A timeline as bytes: its oldest state, and the readings since.</summary>
internal static class TimelineBytes
{
    private const byte Version = 3;

    public static byte[] Write(byte[] fingerprint, byte[] state, RecentReadings readings, long through, long advancedTo)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(through);
        writer.Write(fingerprint);
        writer.Write(advancedTo);
        writer.Write(readings.Count);
        for (var index = 0; index < readings.Count; index++)
        {
            var reading = readings[index];
            writer.Write((short)reading.Quantity);
            writer.Write(reading.Place);
            writer.Write(reading.TakenAt.UtcTicks);
            writer.Write(reading.Value ?? double.NaN);
            writer.Write((byte)reading.Quality);
        }

        writer.Write(state);
        writer.Flush();
        return bytes.ToArray();
    }

    public static (CoopEvaluation State, long AdvancedTo) Read(CompiledPack pack, CoopContext context, byte[] saved, RecentReadings readings)
    {
        using var reader = new BinaryReader(new MemoryStream(saved), Encoding.UTF8);
        try
        {
            if (reader.ReadByte() is var version and not Version)
            {
                throw new InvalidDataException($"The timeline of coop \"{context.Coop}\" was saved as version {version}, but this is version {Version}; judge its readings anew.");
            }

            var through = reader.ReadInt64();
            if (!reader.ReadBytes(16).AsSpan().SequenceEqual(pack.FingerprintOf(context, through)))
            {
                throw CoopEvaluation.Foreign(context);
            }

            var advancedTo = reader.ReadInt64();
            for (var count = reader.ReadInt32(); count > 0; count--)
            {
                var (quantity, place, at) = ((Quantity)reader.ReadInt16(), string.Intern(reader.ReadString()), new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero));
                readings.Insert(new(quantity, place, at, reader.ReadDouble() is var value && double.IsNaN(value) ? null : value, (Quality)reader.ReadByte()));
            }

            return (CoopEvaluation.Load(pack, context, reader), advancedTo);
        }
        catch (Exception damaged) when (damaged is EndOfStreamException or ArgumentException)
        {
            throw new InvalidDataException(CoopEvaluation.Foreign(context).Message, damaged);
        }
    }
}
