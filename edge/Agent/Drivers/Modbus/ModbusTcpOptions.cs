namespace Roost.Edge.Drivers.Modbus;

/// <summary>One Modbus TCP device, or one unit behind a gateway.</summary>
internal sealed record ModbusTcpOptions
{
    /// <summary>The coop that the device stands in.</summary>
    public required string Coop { get; init; }

    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port, 1 to 65535; 502 unless said otherwise.</summary>
    public int Port { get; init; } = 502;

    /// <summary>Unit id; behind a gateway the serial address of the device, otherwise usually 1 or 255.</summary>
    public byte Unit { get; init; } = 1;

    /// <summary>How often to read; 1 s unless said otherwise.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long one request may take, connecting included; above 0, 1 s unless said otherwise. Always real time: the network doesn't run
    /// faster when the agent's clock does.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What to read from it; at least one, none beyond register 65535.</summary>
    public required IReadOnlyList<ModbusReading> Readings { get; init; }
}
