using System.Buffers.Binary;

namespace Roost.Simulators.Modbus;

/// <summary>
/// The device's side of the Modbus application protocol 1.1b3: a request's protocol data unit in, the answer's out. Shares no code with
/// the agent's driver on purpose, or both could be wrong alike.
/// </summary>
internal static class ModbusRequestHandler
{
    /// <summary>Longest protocol data unit.</summary>
    public const int MaximumLength = 253;

    private const byte ReadHolding = 3;
    private const byte ReadInput = 4;
    private const byte WriteSingle = 6;
    private const byte WriteMultiple = 16;
    private const byte IllegalFunction = 1;
    private const byte IllegalAddress = 2;
    private const byte IllegalValue = 3;
    private const int MostRead = 125;
    private const int MostWritten = 123;

    /// <summary>Carries a request out.</summary>
    /// <param name="bank">The registers.</param>
    /// <param name="faults">What to do wrong.</param>
    /// <param name="request">Function code and data; at least the function code.</param>
    /// <param name="answer">Room for <see cref="MaximumLength"/> bytes.</param>
    /// <returns>How long the answer is.</returns>
    public static int Answer(RegisterBank bank, ModbusFaults faults, ReadOnlySpan<byte> request, Span<byte> answer)
    {
        var function = request[0];
        var code = function switch
        {
            ReadHolding or ReadInput when request.Length != 5 => IllegalValue,
            ReadHolding or ReadInput => CheckRun(faults, At(request, 1), At(request, 3), MostRead),
            WriteSingle when request.Length != 5 => IllegalValue,
            WriteSingle => CheckRun(faults, At(request, 1), 1, 1),
            WriteMultiple when request.Length < 6 || request[5] != 2 * At(request, 3) || request.Length != 6 + request[5] => IllegalValue,
            WriteMultiple => CheckRun(faults, At(request, 1), At(request, 3), MostWritten),
            _ => IllegalFunction,
        };
        if (code != 0)
        {
            answer[0] = (byte)(function | 0x80);
            answer[1] = code;
            return 2;
        }

        return function is ReadHolding or ReadInput ? Read(bank, request, answer) : Write(bank, request, answer);
    }

    private static byte CheckRun(ModbusFaults faults, int address, int count, int most) =>
        count < 1 || count > most ? IllegalValue
        : address + count > RegisterBank.Size ? IllegalAddress
        : faults.ExceptionFor(address, count);

    private static int Read(RegisterBank bank, ReadOnlySpan<byte> request, Span<byte> answer)
    {
        Span<ushort> values = stackalloc ushort[At(request, 3)];
        if (request[0] == ReadInput)
        {
            bank.ReadInput(At(request, 1), values);
        }
        else
        {
            bank.ReadHolding(At(request, 1), values);
        }

        answer[0] = request[0];
        answer[1] = (byte)(2 * values.Length);
        for (var index = 0; index < values.Length; index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(answer[(2 + (2 * index))..], values[index]);
        }

        return 2 + (2 * values.Length);
    }

    private static int Write(RegisterBank bank, ReadOnlySpan<byte> request, Span<byte> answer)
    {
        var (count, from) = request[0] == WriteSingle ? (1, 3) : (At(request, 3), 6);
        Span<ushort> values = stackalloc ushort[count];
        for (var index = 0; index < count; index++)
        {
            values[index] = At(request, from + (2 * index));
        }

        bank.Force(At(request, 1), values);

        // Both writes echo the address and the value or the count.
        request[..5].CopyTo(answer);
        return 5;
    }

    private static ushort At(ReadOnlySpan<byte> request, int index) => BinaryPrimitives.ReadUInt16BigEndian(request[index..]);
}
