namespace Roost.Edge.Drivers.Modbus;

/// <summary>Which table of registers to read; the number is the function code that reads it.</summary>
internal enum ModbusTable
{
    /// <summary>Holding registers, which a controller's settings usually stand in; many devices keep measurements here too.</summary>
    Holding = 3,

    /// <summary>Input registers, read only.</summary>
    Input = 4,
}
