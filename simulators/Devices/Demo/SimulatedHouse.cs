using System.Globalization;
using System.Net;
using Roost.Simulation;
using Roost.Simulators.House;
using Roost.Simulators.Modbus;

namespace Roost.Simulators.Demo;

/// <summary>One house of the demo: its climate, its controller, and the controller's Modbus device on a loopback socket.</summary>
internal sealed class SimulatedHouse : IAsyncDisposable
{
    private readonly ModbusDeviceServer server;
    private readonly HouseController controller;
    private readonly TimeProvider clock;

    public SimulatedHouse(CoopPlan plan, TimeProvider clock)
    {
        Climate = new CoopClimate(plan);
        Coop = string.Create(CultureInfo.InvariantCulture, $"coop-{plan.Number}");
        Agent = string.Create(CultureInfo.InvariantCulture, $"agent-{plan.Number}");
        var bank = new RegisterBank();
        controller = new HouseController(bank);
        this.clock = clock;
        server = new ModbusDeviceServer(bank, new IPEndPoint(IPAddress.Loopback, 0));
    }

    public string Coop { get; }

    public string Agent { get; }

    public CoopClimate Climate { get; }

    /// <summary>The device's port; valid once started.</summary>
    public int Port => server.Port;

    /// <summary>Shows the first figures and answers from here on.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Refresh();
        return server.StartAsync(cancellationToken);
    }

    /// <summary>Brings the registers up to now.</summary>
    public void Refresh()
    {
        var figures = Climate.At(clock.GetUtcNow());
        controller.Show(register => register.Figure(figures));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
