using System.Buffers.Binary;
using System.Globalization;

namespace Roost.Edge.Drivers.Modbus;

/// <summary>Turns registers into numbers of the quantity's unit. Pure.</summary>
internal static class ModbusValue
{
    // A double holds 15 decimal digits for sure; one is left for the rounding errors of a product and a sum.
    private const int SignificantDigits = 14;

    // The powers of ten that a double holds exactly, so that dividing by one gives the double nearest to the decimal.
    private static readonly double[] PowersOfTen =
        [.. Enumerable.Range(0, 23).Select(exponent => double.Parse($"1e{exponent}", CultureInfo.InvariantCulture))];

    /// <summary>Reads the number that lies in the registers; may be NaN or infinite when it is a float32.</summary>
    /// <param name="registers">The reading's registers as they came, big-endian, 2 bytes each.</param>
    /// <param name="type">How the number is laid out.</param>
    /// <param name="order">Order of the two words of a 32-bit number.</param>
    public static double Decode(ReadOnlySpan<byte> registers, ModbusType type, ModbusWordOrder order) => type switch
    {
        ModbusType.Int16 => BinaryPrimitives.ReadInt16BigEndian(registers),
        ModbusType.UInt16 => BinaryPrimitives.ReadUInt16BigEndian(registers),
        ModbusType.Int32 => (int)Word32(registers, order),
        ModbusType.UInt32 => Word32(registers, order),
        ModbusType.Float32 => Shortest(BitConverter.UInt32BitsToSingle(Word32(registers, order))),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This is no register type."),
    };

    /// <summary>
    /// raw · scale + offset, rounded to the decimals that arithmetic can vouch for: 235 · 0.1 is 23.5 and not 23.500000000000004.
    /// </summary>
    public static double Scale(double raw, double scale, double offset)
    {
        var product = raw * scale;
        var value = product + offset;
        var magnitude = Math.Max(Math.Abs(product), Math.Abs(offset));
        if (!double.IsFinite(value) || magnitude == 0)
        {
            return value;
        }

        var decimals = SignificantDigits - 1 - (int)Math.Floor(Math.Log10(magnitude));
        return decimals >= 0 && decimals < PowersOfTen.Length
            ? Math.Round(value * PowersOfTen[decimals]) / PowersOfTen[decimals]
            : value;
    }

    private static uint Word32(ReadOnlySpan<byte> registers, ModbusWordOrder order)
    {
        var asSent = BinaryPrimitives.ReadUInt32BigEndian(registers);
        return order == ModbusWordOrder.Little ? uint.RotateLeft(asSent, 16) : asSent;
    }

    // The float32 nearest to 23.4 is 23.399999618…; what the device meant is the shortest decimal that gives this float32.
    private static double Shortest(float value)
    {
        Span<char> text = stackalloc char[32];
        return float.IsFinite(value) && value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture)
            ? double.Parse(text[..length], CultureInfo.InvariantCulture)
            : value;
    }
}
