using Roost.Edge.Drivers.Modbus;

namespace Roost.Edge.LocalAlarms.Sirens;

/// <summary>
/// A coil of a Modbus device. It is written again every few seconds, so that a relay module with a watchdog of its own can sound when the agent
/// falls silent.
/// </summary>
/// <param name="device">The device; its readings don't matter.</param>
/// <param name="coil">Address of the coil, from 0.</param>
/// <param name="time">Real time.</param>
internal sealed class ModbusSiren(ModbusTcpOptions device, ushort coil, TimeProvider time) : ISiren
{
    private readonly ModbusConnection connection = new(device, time);

    /// <inheritdoc/>
    public async ValueTask SetAsync(bool sounds, CancellationToken cancellationToken)
    {
        var answer = await connection.AskAsync(
            ModbusFunction.WriteCoil, coil, sounds ? ModbusRequest.CoilOn : ModbusRequest.CoilOff, cancellationToken);
        if (answer.Problem is { } problem)
        {
            throw new SirenUnavailableException($"The siren on coil {coil} of {device.Host}:{device.Port} can't be switched. {problem}");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
