using System.Buffers.Binary;

namespace Roost.Edge.Drivers.Modbus;

/// <summary>What is asked of a device; the number is the function code. Modbus application protocol 1.1b3, section 6.</summary>
internal enum ModbusFunction
{
    /// <summary>Read a run of coils.</summary>
    ReadCoils = 1,

    /// <summary>Read a run of discrete inputs.</summary>
    ReadDiscreteInputs = 2,

    /// <summary>Read a run of holding registers.</summary>
    ReadHoldingRegisters = ModbusTable.Holding,

    /// <summary>Read a run of input registers.</summary>
    ReadInputRegisters = ModbusTable.Input,

    /// <summary>Switch one coil.</summary>
    WriteCoil = 5,
}

/// <summary>A request; all of these have the same shape.</summary>
/// <param name="Transaction">What the answer is told by.</param>
/// <param name="Unit">Unit id.</param>
/// <param name="Function">What is asked.</param>
/// <param name="Address">First register or bit.</param>
/// <param name="Argument">How many; for a coil <see cref="CoilOn"/> or <see cref="CoilOff"/>.</param>
internal readonly record struct ModbusRequest(ushort Transaction, byte Unit, ModbusFunction Function, ushort Address, ushort Argument)
{
    /// <summary>The argument that switches a coil on.</summary>
    public const ushort CoilOn = 0xFF00;

    /// <summary>The argument that switches a coil off.</summary>
    public const ushort CoilOff = 0;

    /// <summary>Bytes of data in an answer that is no exception.</summary>
    public int DataLength => Function switch
    {
        ModbusFunction.ReadCoils or ModbusFunction.ReadDiscreteInputs => (Argument + 7) / 8,
        ModbusFunction.WriteCoil => 4,
        _ => 2 * Argument,
    };
}

/// <summary>What the bytes that have come so far are.</summary>
internal enum ModbusAnswerKind
{
    /// <summary>The beginning of an answer; more must come.</summary>
    Incomplete = 1,

    /// <summary>What was asked for: the registers or bits, or that the coil is switched.</summary>
    Answer,

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
    /// <summary>Bytes of a request.</summary>
    public const int RequestLength = 12;

    /// <summary>Longest frame: a header of 7 and a protocol data unit of 253 bytes.</summary>
    public const int MaximumLength = 260;

    /// <summary>Where the registers or bits begin in an answer to a read.</summary>
    public const int DataAt = 9;

    private const int LengthCountsFrom = 6;
    private const int ExceptionFlag = 0x80;

    /// <summary>Writes a request into the first <see cref="RequestLength"/> bytes.</summary>
    public static void Write(Span<byte> into, ModbusRequest request)
    {
        BinaryPrimitives.WriteUInt16BigEndian(into, request.Transaction);
        BinaryPrimitives.WriteUInt16BigEndian(into[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(into[4..], RequestLength - LengthCountsFrom);
        into[6] = request.Unit;
        into[7] = (byte)request.Function;
        BinaryPrimitives.WriteUInt16BigEndian(into[8..], request.Address);
        BinaryPrimitives.WriteUInt16BigEndian(into[10..], request.Argument);
    }

    /// <summary>Judges what came after a request, byte by byte as it comes.</summary>
    /// <param name="received">Everything received since the request was sent.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="problem">One sentence when it is an exception or nonsense, else null.</param>
    public static ModbusAnswerKind Judge(ReadOnlySpan<byte> received, ModbusRequest request, out string? problem)
    {
        problem = null;
        if (received.Length < DataAt)
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
            return ModbusAnswerKind.Answer;
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

    private static string NameOf(ModbusRequest request) => request.Function switch
    {
        ModbusFunction.ReadCoils or ModbusFunction.WriteCoil => $"coil {request.Address}",
        ModbusFunction.ReadDiscreteInputs => $"discrete input {request.Address}",
        _ => NameOf((ModbusTable)request.Function, request.Address, request.Argument),
    };

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

        if ((function & ~ExceptionFlag) != (int)request.Function)
        {
            return $"The device answered function {function} instead of {(int)request.Function}.";
        }

        // The length is said twice, in the header and before the registers; a device that contradicts itself is not believed.
        var right = (function & ExceptionFlag) != 0 ? length == 3
            : request.Function == ModbusFunction.WriteCoil ? length == 6
            : received[8] == request.DataLength && length == 3 + request.DataLength;
        return !right ? $"The device's answer has the wrong length for {NameOf(request)}."
            : request.Function == ModbusFunction.WriteCoil && received.Length >= RequestLength && (function & ExceptionFlag) == 0 && !IsEcho(received, request)
                ? $"The device's answer doesn't say that {NameOf(request)} is switched."
                : null;
    }

    // Who switches a coil gets address and value back.
    private static bool IsEcho(ReadOnlySpan<byte> received, ModbusRequest request) =>
        BinaryPrimitives.ReadUInt16BigEndian(received[8..]) == request.Address && BinaryPrimitives.ReadUInt16BigEndian(received[10..]) == request.Argument;

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
