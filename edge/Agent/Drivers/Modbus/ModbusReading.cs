using Roost.Domain.Readings;

namespace Roost.Edge.Drivers.Modbus;

/// <summary>One value in a device's registers: where it lies and what it means.</summary>
internal sealed record ModbusReading
{
    /// <summary>What is measured.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>Where in the coop.</summary>
    public required string Place { get; init; }

    /// <summary>The table it lies in; input registers unless said otherwise.</summary>
    public ModbusTable Table { get; init; } = ModbusTable.Input;

    /// <summary>Address of the first register as on the wire, from 0: 30001 of a manual is input 0, 40001 is holding 0.</summary>
    public required ushort Address { get; init; }

    /// <summary>How the number is laid out; int16 unless said otherwise.</summary>
    public ModbusType Type { get; init; } = ModbusType.Int16;

    /// <summary>Order of the two registers of a 32-bit number; ignored for 16 bits.</summary>
    public ModbusWordOrder WordOrder { get; init; } = ModbusWordOrder.Big;

    /// <summary>Factor from the register's number to the quantity's unit; finite and not 0.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Added after scaling, in the quantity's unit; finite.</summary>
    public double Offset { get; init; }

    /// <summary>A change of more than this, in the quantity's unit, is reported at once.</summary>
    public double Deadband { get; init; }

    /// <summary>The longest time between two reports; 10 s unless said otherwise.</summary>
    public TimeSpan ReportEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many registers it takes, 1 or 2.</summary>
    public int RegisterCount => Type is ModbusType.Int16 or ModbusType.UInt16 ? 1 : 2;

    /// <summary>The address behind its last register; above 65536 the reading lies outside every table.</summary>
    public int End => Address + RegisterCount;
}
