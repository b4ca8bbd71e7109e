using System.Buffers.Binary;
using Roost.Domain.Readings;
using Roost.Simulation;

namespace Roost.Simulators.House;

/// <summary>Which function reads a register.</summary>
internal enum RegisterTable
{
    /// <summary>Function 4: what the controller measures.</summary>
    Input = 1,

    /// <summary>Function 3: what the controller is set to.</summary>
    Holding,
}

/// <summary>How a number lies in registers.</summary>
internal enum RegisterType
{
    /// <summary>One register, two's complement.</summary>
    Int16 = 1,

    /// <summary>One register.</summary>
    UInt16,

    /// <summary>Two registers.</summary>
    UInt32,

    /// <summary>Two registers, IEEE 754.</summary>
    Float32,
}

/// <summary>Which of two registers comes first.</summary>
internal enum WordOrder
{
    /// <summary>High word first.</summary>
    Big = 1,

    /// <summary>Low word first.</summary>
    Little,
}

/// <summary>One value of the simulated house controller: where it lies, what it means, how it is worth reporting.</summary>
/// <param name="Quantity">What it measures.</param>
/// <param name="Place">Where in the house.</param>
/// <param name="Table">Which function reads it.</param>
/// <param name="Address">Its first register, counted from 0.</param>
/// <param name="Type">How it lies there.</param>
/// <param name="Scale">Unit of the raw number: value = raw × scale.</param>
/// <param name="Deadband">Smallest change that an agent reports at once, in the quantity's unit.</param>
/// <param name="Figure">The value, from the house's figures.</param>
internal sealed record HouseRegister(
    Quantity Quantity,
    string Place,
    RegisterTable Table,
    ushort Address,
    RegisterType Type,
    double Scale,
    double Deadband,
    Func<CoopFigures, double> Figure)
{
    /// <summary>Order of the two registers of a 32-bit number.</summary>
    public WordOrder WordOrder { get; init; } = WordOrder.Big;

    /// <summary>How many registers it takes.</summary>
    public int Length => Type is RegisterType.UInt32 or RegisterType.Float32 ? 2 : 1;

    /// <summary>The value as the registers can hold it: rounded to the scale and kept within the type's range.</summary>
    public double Held(double value) => Type == RegisterType.Float32 ? Math.Round((float)(value / Scale) * Scale, 3) : Math.Round(Raw(value) * Scale, 3);

    /// <summary>Writes the registers of a value; NaN, of a sensor that shows nothing, as the type's highest number.</summary>
    /// <returns>How many registers were written.</returns>
    public int Encode(double value, Span<ushort> into)
    {
        if (Length == 1)
        {
            into[0] = unchecked((ushort)(long)Raw(value));
            return 1;
        }

        Span<byte> bytes = stackalloc byte[4];
        if (Type == RegisterType.Float32)
            BinaryPrimitives.WriteSingleBigEndian(bytes, (float)(value / Scale));
        else
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Raw(value));

        var (high, low) = (BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        (into[0], into[1]) = WordOrder == WordOrder.Big ? (high, low) : (low, high);
        return 2;
    }

    private double Raw(double value)
    {
        (double lowest, double highest) = Type switch
        {
            RegisterType.Int16 => (short.MinValue, short.MaxValue),
            RegisterType.UInt16 => (0d, (double)ushort.MaxValue),
            _ => (0d, (double)uint.MaxValue),
        };
        return double.IsNaN(value) ? highest : Math.Clamp(Math.Round(value / Scale), lowest, highest);
    }
}
