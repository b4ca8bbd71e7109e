namespace Roost.Edge.Drivers.Modbus;

/// <summary>How a number lies in registers of 16 bits.</summary>
internal enum ModbusType
{
    /// <summary>One register, two's complement.</summary>
    Int16 = 1,

    /// <summary>One register.</summary>
    UInt16,

    /// <summary>Two registers, two's complement.</summary>
    Int32,

    /// <summary>Two registers.</summary>
    UInt32,

    /// <summary>Two registers, IEEE 754.</summary>
    Float32,
}

/// <summary>Which of the two registers of a 32-bit number comes first. Bytes within a register are always big-endian.</summary>
internal enum ModbusWordOrder
{
    /// <summary>High word first, as the specification's other numbers.</summary>
    Big = 1,

    /// <summary>Low word first, which many controllers do.</summary>
    Little,
}
