using System.Buffers.Binary;

namespace Roost.Edge.Drivers.Modbus;

/// <summary>A question for a run of registers.</summary>
internal readonly record struct ModbusRequest(ushort Transaction, byte Unit, ModbusTable Table, ushort Address, ushort Count);

/// <summary>What the bytes that have come so far are.</summary>
internal enum ModbusAnswerKind
{
    /// <summary>The beginning of an answer; more must come.</summary>
    Incomplete = 1,

    /// <summary>The registers that were asked for.</summary>
    Registers,

    /// <summary>The device's own refusal. The connection stays usable.</summary>
    Exception,

    /// <summary>Nothing that answers the request. The connection is out of step.</summary>
    Nonsense,
}

/// <summary>
/// The frames of Modbus TCP (Modbus Messaging on TCP/IP 1.0b): transaction, protocol 0, length, unit, function, data; all numbers
/// big-endian. Pure.
/// </summary>
internal static class ModbusFrame
{
    /// <summary>Bytes of a read request.</summary>
    public const int RequestLength = 12;

    /// <summary>Longest frame: a header of 7 and a protocol data unit of 253 bytes.</summary>
    public const int MaximumLength = 260;

    /// <summary>Where the registers begin in an answer.</summary>
    public const int RegistersAt = 9;

    private const int LengthCountsFrom = 6;
    private const int ExceptionFlag = 0x80;

    /// <summary>Writes a request into the first <see cref="RequestLength"/> bytes.</summary>
    public static void Write(Span<byte> into, ModbusRequest request)
    {
        BinaryPrimitives.WriteUInt16BigEndian(into, request.Transaction);
        BinaryPrimitives.WriteUInt16BigEndian(into[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(into[4..], RequestLength - LengthCountsFrom);
        into[6] = request.Unit;
        into[7] = (byte)request.Table;
        BinaryPrimitives.WriteUInt16BigEndian(into[8..], request.Address);
        BinaryPrimitives.WriteUInt16BigEndian(into[10..], request.Count);
    }

    /// <summary>Judges what came after a request, byte by byte as it comes.</summary>
    /// <param name="received">Everything received since the request was sent.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="problem">One sentence when it is an exception or nonsense, else null.</param>
    public static ModbusAnswerKind Judge(ReadOnlySpan<byte> received, ModbusRequest request, out string? problem)
    {
        problem = null;
        if (received.Length < RegistersAt)
        {
            return ModbusAnswerKind.Incomplete;
        }

        problem = ProblemOf(received, request);
        if (problem is not null)
        {
            return ModbusAnswerKind.Nonsense;
        }

        var length = LengthCountsFrom + BinaryPrimitives.ReadUInt16BigEndian(received[4..]);
        if (received.Length < length)
        {
            return ModbusAnswerKind.Incomplete;
        }

        if (received.Length > length)
        {
            problem = "The device sent more than the answer.";
            return ModbusAnswerKind.Nonsense;
        }

        if ((received[7] & ExceptionFlag) == 0)
        {
            return ModbusAnswerKind.Registers;
        }

        problem = $"The device answered exception {received[8]} ({NameOfException(received[8])}) for {NameOf(request)}.";
        return ModbusAnswerKind.Exception;
    }

    /// <summary>For people: <c>input registers 0-3</c>.</summary>
    public static string NameOf(ModbusTable table, int address, int count)
    {
        var name = table == ModbusTable.Input ? "input" : "holding";
        return count == 1 ? $"{name} register {address}" : $"{name} registers {address}-{address + count - 1}";
    }

    private static string NameOf(ModbusRequest request) => NameOf(request.Table, request.Address, request.Count);

    private static string? ProblemOf(ReadOnlySpan<byte> received, ModbusRequest request)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(received[4..]);
        var function = received[7];
        if (BinaryPrimitives.ReadUInt16BigEndian(received[2..]) != 0 || length is < 3 or > MaximumLength - LengthCountsFrom)
        {
            return "The device's answer is no Modbus TCP.";
        }

        if (BinaryPrimitives.ReadUInt16BigEndian(received) != request.Transaction)
        {
            return "The device answered another request than the one asked (wrong transaction id).";
        }

        if (received[6] != request.Unit)
        {
            return $"The device answered for unit {received[6]} instead of {request.Unit}.";
        }

        if ((function & ~ExceptionFlag) != (int)request.Table)
        {
            return $"The device answered function {function} instead of {(int)request.Table}.";
        }

        // The length is said twice, in the header and before the registers; a device that contradicts itself is not believed.
        var right = (function & ExceptionFlag) != 0
            ? length == 3
            : received[8] == 2 * request.Count && length == 3 + (2 * request.Count);
        return right ? null : $"The device's answer has the wrong length for {NameOf(request)}.";
    }

    // Modbus application protocol 1.1b3, section 7.
    private static string NameOfException(byte code) => code switch
    {
        1 => "illegal function",
        2 => "illegal data address",
        3 => "illegal data value",
        4 => "device failure",
        5 => "acknowledge",
        6 => "device busy",
        8 => "memory parity error",
        10 => "gateway path unavailable",
        11 => "device behind the gateway doesn't respond",
        _ => "unknown code",
    };
}
