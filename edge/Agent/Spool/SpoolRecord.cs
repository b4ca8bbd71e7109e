using System.Buffers;
using System.Buffers.Binary;
using Roost.Alarms.LifeCycle;

namespace Roost.Edge.Spool;

/// <summary>What a record of the spool is.</summary>
internal enum RecordKind : byte
{
    /// <summary>A batch of live readings.</summary>
    LiveBatch = BatchKind.Live,

    /// <summary>A batch of imported readings.</summary>
    BacklogBatch = BatchKind.Backlog,

    /// <summary>A batch that says who acknowledged an alarm.</summary>
    AcknowledgementBatch = BatchKind.Acknowledgement,

    /// <summary>A source's position without readings.</summary>
    Position = 16,

    /// <summary>Everything up to a number is stored by the cloud.</summary>
    Mark = 17,

    /// <summary>First in every segment: all that must outlive deleted segments.</summary>
    State = 18,
}

/// <summary>All that must outlive deleted segments.</summary>
/// <param name="Next">The lowest number that may still be given.</param>
/// <param name="Acked">Everything up to this number is stored by the cloud.</param>
internal sealed record SpoolState(ulong Next, ulong Acked, IReadOnlyCollection<SourcePosition> Positions);

/// <summary>
/// Frames of the spool's files: 4 bytes mark, 4 bytes length of the body, 4 bytes CRC-32C of the body, body. The body begins with its
/// kind and, for a batch, its number.
/// </summary>
internal static class SpoolRecord
{
    public const int HeaderBytes = 12;

    /// <summary>Most bytes of a body; a length above is damage.</summary>
    public const int MaximumBodyBytes = 16 << 20;

    /// <summary>Where a batch's number stands in its body.</summary>
    public const int NumberOffset = 1;

    private const uint Mark = 0x1E_53_70_52; // "RpS" and a record separator: rare in values and texts

    public static void Write(ArrayBufferWriter<byte> writer, ReadOnlySpan<byte> body)
    {
        var header = writer.GetSpan(HeaderBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(header, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Crc32C.Of(body));
        writer.Advance(HeaderBytes);
        writer.Write(body);
    }

    /// <summary>The body's length that a header states; null when these bytes begin no record.</summary>
    public static int? BodyLength(ReadOnlySpan<byte> header) =>
        BinaryPrimitives.ReadUInt32LittleEndian(header) == Mark
        && BinaryPrimitives.ReadInt32LittleEndian(header[4..]) is > 0 and <= MaximumBodyBytes and var length
            ? length
            : null;

    public static bool IsIntact(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body) =>
        BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) == Crc32C.Of(body);

    /// <summary>Writes a batch or a bare position; a batch's number is filled in later by <see cref="SetNumber"/>.</summary>
    public static byte[] Encode(SpoolEntry entry)
    {
        var writer = new ArrayBufferWriter<byte>(256);
        if (!entry.IsBatch)
        {
            writer.Byte((byte)RecordKind.Position);
            Write(writer, entry.Position ?? throw new ArgumentException("An entry needs readings or a position.", nameof(entry)));
            return writer.WrittenSpan.ToArray();
        }

        writer.Byte((byte)entry.Kind);
        writer.Fixed(0);
        writer.Text(entry.Coop);
        writer.Byte(entry.Position is null ? (byte)0 : (byte)1);
        if (entry.Position is { } position)
        {
            Write(writer, position);
        }

        if (entry.Acknowledged is { } acknowledged)
        {
            writer.Text(acknowledged.ToString());
        }
        else
        {
            ReadingsCodec.Write(writer, entry.Readings);
        }

        return writer.WrittenSpan.ToArray();
    }

    public static void SetNumber(Span<byte> body, ulong number) => BinaryPrimitives.WriteUInt64LittleEndian(body[NumberOffset..], number);

    public static byte[] EncodeMark(ulong acked)
    {
        var writer = new ArrayBufferWriter<byte>(9);
        writer.Byte((byte)RecordKind.Mark);
        writer.Fixed(acked);
        return writer.WrittenSpan.ToArray();
    }

    public static byte[] Encode(SpoolState state)
    {
        var writer = new ArrayBufferWriter<byte>(64);
        writer.Byte((byte)RecordKind.State);
        writer.Fixed(state.Next);
        writer.Fixed(state.Acked);
        writer.Small((ulong)state.Positions.Count);
        foreach (var position in state.Positions)
        {
            Write(writer, position);
        }

        return writer.WrittenSpan.ToArray();
    }

    public static RecordKind KindOf(ReadOnlySpan<byte> body) => (RecordKind)body[0];

    public static bool IsBatch(ReadOnlySpan<byte> body) =>
        KindOf(body) is RecordKind.LiveBatch or RecordKind.BacklogBatch or RecordKind.AcknowledgementBatch;

    /// <exception cref="InvalidDataException">The body is none.</exception>
    public static SpooledBatch ReadBatch(ReadOnlySpan<byte> body, out SourcePosition? position)
    {
        var reader = new BinaryReading(body);
        var kind = (BatchKind)reader.Byte();
        var number = reader.Fixed();
        var coop = reader.Text();
        position = reader.Byte() == 1 ? ReadPosition(ref reader) : null;
        return kind != BatchKind.Acknowledgement ? new(number, coop, kind, ReadingsCodec.Read(ref reader))
            : AcknowledgementNotice.Parse(reader.Text()) is { } acknowledged ? new(number, coop, kind, [], acknowledged)
            : throw new InvalidDataException("A record in the spool is no acknowledgement.");
    }

    /// <exception cref="InvalidDataException">The body is none.</exception>
    public static SpoolState ReadState(ReadOnlySpan<byte> body)
    {
        var reader = new BinaryReading(body[1..]);
        var (next, acked) = (reader.Fixed(), reader.Fixed());
        var positions = new SourcePosition[reader.Count()];
        for (var index = 0; index < positions.Length; index++)
        {
            positions[index] = ReadPosition(ref reader);
        }

        return new(next, acked, positions);
    }

    /// <exception cref="InvalidDataException">The body is none.</exception>
    public static ulong ReadMark(ReadOnlySpan<byte> body) => new BinaryReading(body[1..]).Fixed();

    /// <exception cref="InvalidDataException">The body is none.</exception>
    public static SourcePosition ReadPosition(ReadOnlySpan<byte> body)
    {
        var reader = new BinaryReading(body[1..]);
        return ReadPosition(ref reader);
    }

    private static SourcePosition ReadPosition(ref BinaryReading reader) => new(reader.Text(), reader.Signed(), reader.Signed());

    private static void Write(ArrayBufferWriter<byte> writer, SourcePosition position)
    {
        writer.Text(position.Source);
        writer.Signed(position.Offset);
        writer.Signed(position.Line);
    }
}
