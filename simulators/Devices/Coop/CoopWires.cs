using System.Net;
using Roost.Simulators.House;
using Roost.Simulators.HttpSensors;
using Roost.Simulators.Modbus;
using Roost.Simulators.Sysfs;
using Roost.Simulators.Zigbee;

namespace Roost.Simulators.Coop;

/// <summary>What a live coop is to be seen through.</summary>
/// <param name="ModbusPort">The house controller's registers; 0 takes a free port, null for none.</param>
/// <param name="HttpPort">Sensors with a web server; null for none.</param>
/// <param name="Broker">The broker that a Zigbee gateway publishes to; null for none.</param>
/// <param name="CameraPort">A synthetic camera; 0 takes a free port, null for none.</param>
/// <param name="SysfsFolder">Sensors in files, as the kernel shows them; null for none.</param>
/// <param name="Coop">The coop's name, as the gateway's devices carry it.</param>
internal sealed record CoopWireOptions(int? ModbusPort, int? HttpPort, BrokerAddress? Broker, int? CameraPort, string? SysfsFolder, string Coop)
{
    /// <summary>Whether anybody can see anything.</summary>
    public bool Any => ModbusPort is not null || HttpPort is not null || Broker is not null || CameraPort is not null || SysfsFolder is not null;
}

/// <summary>The wires of one live coop.</summary>
internal sealed class CoopWires : IAsyncDisposable
{
    private readonly LiveCoop coop;
    private readonly List<string> addresses = [];
    private readonly RegisterBank bank = new();
    private ModbusDeviceServer? modbus;
    private HttpSensorServer? http;
    private ZigbeeGateway? zigbee;
    private SysfsTree? files;
    private CoopCamera? camera;

    private CoopWires(LiveCoop coop) => this.coop = coop;

    /// <summary>Where it is to be seen, for people.</summary>
    public IReadOnlyList<string> Addresses => addresses;

    /// <summary>Lays the wires.</summary>
    public static async Task<CoopWires> LayAsync(LiveCoop coop, CoopWireOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var wires = new CoopWires(coop);
        try
        {
            await wires.LayAsync(options, time, cancellationToken);
            await wires.ShowAsync(cancellationToken);
            return wires;
        }
        catch
        {
            await wires.DisposeAsync();
            throw;
        }
    }

    /// <summary>Shows on every wire what the sensors show now.</summary>
    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        var readings = coop.Readings;
        if (modbus is not null)
        {
            new HouseController(bank).Show(coop.Measure);
            modbus.Faults.Mute = !coop.ControllerIsPowered;
        }

        camera?.Look();
        files?.Write(readings);
        if (zigbee is not null)
        {
            await zigbee.PublishAsync(readings, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (modbus is not null)
        {
            await modbus.DisposeAsync();
        }

        if (http is not null)
        {
            await http.DisposeAsync();
        }

        if (zigbee is not null)
        {
            await zigbee.DisposeAsync();
        }

        if (camera is not null)
        {
            await camera.DisposeAsync();
        }
    }

    private async Task LayAsync(CoopWireOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options.ModbusPort is { } modbusPort)
        {
            modbus = new ModbusDeviceServer(bank, new IPEndPoint(IPAddress.Loopback, modbusPort));
            await modbus.StartAsync(cancellationToken);
            addresses.Add($"Modbus TCP 127.0.0.1:{modbus.Port}");
        }

        if (options.HttpPort is { } httpPort)
        {
            http = new HttpSensorServer(httpPort, () => coop.Readings);
            addresses.Add($"http://127.0.0.1:{httpPort}/sensors");
        }

        if (options.CameraPort is { } cameraPort)
        {
            camera = new CoopCamera(() => coop, cameraPort, coop.Seed, time);
            await camera.StartAsync(cancellationToken);
            addresses.Add($"{camera.Stream}");
        }

        if (options.SysfsFolder is { } folder)
        {
            files = new SysfsTree(folder);
            addresses.Add($"files in {Path.GetFullPath(folder)}");
        }

        if (options.Broker is { } broker)
        {
            zigbee = new ZigbeeGateway(new ZigbeeMessages("zigbee2mqtt", options.Coop));
            await zigbee.ConnectAsync(broker.Host, broker.Port, cancellationToken);
            addresses.Add($"MQTT {broker.Host}:{broker.Port} zigbee2mqtt/{options.Coop} …");
        }
    }
}
