using System.Buffers;
using System.Buffers.Binary;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Alarms.LifeCycle;
using Roost.Edge.Spool;

namespace Roost.Edge.LocalAlarms;

/// <summary>What a coop's watch goes on from after a restart.</summary>
/// <param name="Batch">Highest number of a batch that is in it.</param>
/// <param name="Timeline">The engine's state, with the newest readings.</param>
/// <param name="Acknowledged">Who acknowledged what.</param>
/// <param name="House">By what else alarms are silent.</param>
internal sealed record WatchCheckpoint(ulong Batch, Checkpoint Timeline, IReadOnlyList<AcknowledgementNotice> Acknowledged, HouseNotice House)
{
    private const byte Version = 2;
    private const int ChecksumBytes = sizeof(uint);

    /// <summary>As bytes, with a checksum.</summary>
    public byte[] Encode()
    {
        var writer = new ArrayBufferWriter<byte>(Timeline.State.Length + 64);
        writer.Byte(Version);
        writer.Fixed(Batch);
        writer.Signed(Timeline.Through.UtcTicks);
        writer.Small((ulong)Acknowledged.Count);
        foreach (var notice in Acknowledged)
        {
            writer.Text(notice.ToString());
        }

        writer.Text(House.ToString());
        writer.Write(Timeline.State);
        BinaryPrimitives.WriteUInt32LittleEndian(writer.GetSpan(ChecksumBytes), Crc32C.Of(writer.WrittenSpan));
        writer.Advance(ChecksumBytes);
        return writer.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are damaged, or of another version.</exception>
    public static WatchCheckpoint Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= ChecksumBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[^ChecksumBytes..]) != Crc32C.Of(bytes[..^ChecksumBytes]))
        {
            throw new InvalidDataException("its checksum is wrong");
        }

        var reader = new BinaryReading(bytes[..^ChecksumBytes]);
        if (reader.Byte() is var version and not Version)
        {
            throw new InvalidDataException($"it is of version {version}, and this is version {Version}");
        }

        var batch = reader.Fixed();
        var through = new DateTimeOffset(reader.Signed(), TimeSpan.Zero);
        var acknowledged = new AcknowledgementNotice[reader.Count()];
        for (var index = 0; index < acknowledged.Length; index++)
        {
            acknowledged[index] = AcknowledgementNotice.Parse(reader.Text()) ?? throw new InvalidDataException("it holds an acknowledgement that is none");
        }

        var house = HouseNotice.Parse(reader.Text()) ?? throw new InvalidDataException("what it says of the house can't be read");
        return new(batch, new(through, reader.Rest().ToArray()), acknowledged, house);
    }
}
