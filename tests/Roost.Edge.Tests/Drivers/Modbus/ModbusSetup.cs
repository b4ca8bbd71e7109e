using System.Net;
using Roost.Domain.Readings;
using Roost.Edge.Drivers.Modbus;
using Roost.Simulators.Modbus;

namespace Roost.Edge.Tests.Drivers.Modbus;

/// <summary>Short forms for what most Modbus tests need.</summary>
internal static class ModbusSetup
{
    public static ModbusReading Temperature(ushort address, string place = "front") => new()
    {
        Quantity = Quantity.Temperature,
        Place = place,
        Address = address,
        Scale = 0.1,
    };

    public static ModbusTcpOptions Device(int port, params ModbusReading[] readings) =>
        new() { Coop = "coop-1", Host = "127.0.0.1", Port = port, Readings = readings };

    public static async Task<ModbusDeviceServer> ServeAsync(RegisterBank bank, int port, CancellationToken cancellationToken)
    {
        var server = new ModbusDeviceServer(bank, new IPEndPoint(IPAddress.Loopback, port));
        await server.StartAsync(cancellationToken);
        return server;
    }

    public static async Task<List<Reading>> PollAsync(this ModbusTcpDriver driver, CancellationToken cancellationToken)
    {
        List<Reading> readings = [];
        await driver.ReadAsync(readings, cancellationToken);
        return readings;
    }
}
