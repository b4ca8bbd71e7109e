namespace Roost.Sparkplug;

/// <summary>A value with its Sparkplug type, or null of that type. Numbers are held without boxing.</summary>
public readonly record struct MetricValue
{
    private readonly long bits;
    private readonly object? reference;

    private MetricValue(MetricType type, long bits, object? reference, bool isNull)
    {
        Type = type;
        this.bits = bits;
        this.reference = reference;
        IsNull = isNull;
    }

    /// <summary>The data type; 0 where a data message left it to the birth.</summary>
    public MetricType Type { get; }

    /// <summary>Whether there is no value.</summary>
    public bool IsNull { get; }

    /// <summary>The text of a string, text or UUID value; null for any other.</summary>
    public string? Text => reference as string;

    /// <summary>The bytes of a bytes or file value; null for any other.</summary>
    public ReadOnlyMemory<byte>? Bytes => reference is byte[] bytes ? bytes : null;

    /// <summary>A Double.</summary>
    public static MetricValue OfDouble(double value) => new(MetricType.Double, BitConverter.DoubleToInt64Bits(value), null, false);

    /// <summary>A Float, which sends as 32 bits.</summary>
    public static MetricValue OfFloat(float value) => new(MetricType.Float, BitConverter.DoubleToInt64Bits(value), null, false);

    /// <summary>A UInt64.</summary>
    public static MetricValue OfUInt64(ulong value) => new(MetricType.UInt64, unchecked((long)value), null, false);

    /// <summary>An Int64.</summary>
    public static MetricValue OfInt64(long value) => new(MetricType.Int64, value, null, false);

    /// <summary>An Int32.</summary>
    public static MetricValue OfInt32(int value) => new(MetricType.Int32, value, null, false);

    /// <summary>A Boolean.</summary>
    public static MetricValue OfBoolean(bool value) => new(MetricType.Boolean, value ? 1 : 0, null, false);

    /// <summary>A String.</summary>
    public static MetricValue OfString(string value) => new(MetricType.String, 0, value, false);

    /// <summary>No value, of a type.</summary>
    public static MetricValue Null(MetricType type) => new(type, 0, null, true);

    /// <summary>Takes any number, or a Boolean as 0 or 1; false for null and for what is no number.</summary>
    public bool TryGetDouble(out double value)
    {
        value = Type switch
        {
            MetricType.Double or MetricType.Float => BitConverter.Int64BitsToDouble(bits),
            MetricType.UInt64 or MetricType.DateTime => unchecked((ulong)bits),
            _ => bits,
        };
        return !IsNull && (IsInteger || Type is MetricType.Double or MetricType.Float or MetricType.Boolean);
    }

    /// <summary>Takes an integer that isn't negative; false for anything else.</summary>
    public bool TryGetUInt64(out ulong value)
    {
        value = unchecked((ulong)bits);
        return !IsNull && IsInteger && (bits >= 0 || Type is MetricType.UInt64 or MetricType.DateTime);
    }

    /// <summary>Whether this is the Boolean true.</summary>
    public bool IsTrue => Type == MetricType.Boolean && !IsNull && bits != 0;

    private bool IsInteger => Type is >= MetricType.Int8 and <= MetricType.UInt64 or MetricType.DateTime;

    internal static MetricValue OfInteger(MetricType type, long bits) => new(type, bits, null, false);

    internal static MetricValue OfReference(MetricType type, object reference) => new(type, 0, reference, false);

    /// <summary>This value as the type of its birth: a data message may leave the type out, and then its integers look unsigned.</summary>
    internal MetricValue As(MetricType born) => (Type, born) switch
    {
        (MetricType.UInt32, MetricType.Int8) => OfInteger(born, unchecked((sbyte)bits)),
        (MetricType.UInt32, MetricType.Int16) => OfInteger(born, unchecked((short)bits)),
        (MetricType.UInt32, MetricType.Int32) => OfInteger(born, unchecked((int)bits)),
        (MetricType.UInt64, MetricType.Int64 or MetricType.DateTime) => OfInteger(born, bits),
        _ => this,
    };

    internal long Bits => bits;

    internal double Floating => BitConverter.Int64BitsToDouble(bits);
}
