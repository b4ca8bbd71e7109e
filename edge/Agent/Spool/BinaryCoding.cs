using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Roost.Edge.Spool;

/// <summary>Writes the spool's numbers and texts: little-endian, LEB128 for small numbers, UTF-8 behind its length.</summary>
internal static class BinaryWriting
{
    public static void Byte(this ArrayBufferWriter<byte> writer, byte value)
    {
        writer.GetSpan(1)[0] = value;
        writer.Advance(1);
    }

    public static void Fixed(this ArrayBufferWriter<byte> writer, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(writer.GetSpan(sizeof(ulong)), value);
        writer.Advance(sizeof(ulong));
    }

    public static void Small(this ArrayBufferWriter<byte> writer, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            writer.Byte((byte)(value | 0x80));
        }

        writer.Byte((byte)value);
    }

    /// <summary>Zigzag, so that small negative numbers are short too.</summary>
    public static void Signed(this ArrayBufferWriter<byte> writer, long value) => writer.Small((ulong)((value << 1) ^ (value >> 63)));

    public static void Text(this ArrayBufferWriter<byte> writer, string value)
    {
        writer.Small((ulong)Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, writer);
    }
}

/// <summary>Reads what <see cref="BinaryWriting"/> wrote.</summary>
/// <exception cref="InvalidDataException">The bytes end too early or hold something else.</exception>
internal ref struct BinaryReading(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public byte Byte() => Take(1)[0];

    public ulong Fixed() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public ulong Small()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var each = Byte();
            value |= (ulong)(each & 0x7F) << shift;
            if (each < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number in the spool is too long.");
    }

    public long Signed()
    {
        var value = Small();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    /// <summary>All that is left.</summary>
    public ReadOnlySpan<byte> Rest() => Take(rest.Length);

    /// <summary>A count of things that take at least a byte each, so that nonsense can't ask for more memory than there are bytes.</summary>
    public int Count()
    {
        var count = Small();
        return count <= (ulong)rest.Length ? (int)count : throw new InvalidDataException("A count in the spool is larger than the record.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length)
        {
            throw new InvalidDataException("A record in the spool ends too early.");
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
