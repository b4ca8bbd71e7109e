using System.Net;
using Roost.Simulators.Coop;
using Roost.Simulators.House;
using Roost.Simulators.Modbus;

namespace Roost.Simulators.Demo;

/// <summary>
/// One house of the demo, flock after flock: its coop, its controller, and the controller's Modbus device on a loopback socket. Played by
/// one caller, from some past moment to now.
/// </summary>
internal sealed class SimulatedHouse : IAsyncDisposable
{
    private readonly RegisterBank bank = new();
    private readonly ModbusDeviceServer server;
    private readonly HouseController controller;
    private readonly HousePlan plan;
    private LiveCoop coop;
    private CoopCamera? camera;
    private DateTimeOffset roundEnds;

    /// <param name="plan">Which house it is.</param>
    /// <param name="from">The first moment that anybody will ask for.</param>
    public SimulatedHouse(HousePlan plan, DateTimeOffset from)
    {
        this.plan = plan;
        controller = new HouseController(bank);
        server = new ModbusDeviceServer(bank, new IPEndPoint(IPAddress.Loopback, 0));
        (coop, roundEnds) = (new LiveCoop(plan.Before(from)), plan.EndOfRound(from));
        AdvanceTo(from);
    }

    public string Coop => plan.Coop;

    public string Agent => plan.Agent;

    /// <summary>The device's port; valid once started.</summary>
    public int Port => server.Port;

    /// <summary>Address of its synthetic camera's pictures; null when it has none.</summary>
    public Uri? CameraStream => camera?.Stream;

    /// <summary>Plays on to a moment; the past stays as it was.</summary>
    public void AdvanceTo(DateTimeOffset when)
    {
        while (when >= roundEnds)
        {
            (coop, roundEnds) = (new LiveCoop(plan.Before(roundEnds)), plan.EndOfRound(roundEnds));
        }

        coop.AdvanceTo(when, CancellationToken.None);
    }

    /// <summary>What the controller measures where it stands now; NaN for nothing.</summary>
    public double Measure(HouseRegister register) => coop.Measure(register);

    /// <summary>Answers from here on, with the figures of a moment.</summary>
    public Task StartAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Refresh(now);
        return server.StartAsync(cancellationToken);
    }

    /// <summary>Hangs a synthetic camera above the floor.</summary>
    public Task HangCameraAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        camera = new CoopCamera(() => coop, port: 0, seed: coop.Seed, time);
        return camera.StartAsync(cancellationToken);
    }

    /// <summary>Brings registers and camera up to a moment.</summary>
    public void Refresh(DateTimeOffset now)
    {
        AdvanceTo(now);
        controller.Show(coop.Measure);
        camera?.Look();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        if (camera is not null)
        {
            await camera.DisposeAsync();
        }
    }
}
