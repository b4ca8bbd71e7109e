using System.CommandLine;
using Roost.Simulators.Cameras;
using Roost.Simulators.Coop;
using Roost.Simulators.Demo;
using Roost.Simulators.Fleet;
using Roost.Simulators.Modbus;
using Roost.Simulators.Scenarios;

const int Misused = 2;

var commands = new RootCommand("Simulated farms and devices for Roost.")
{
    DemoCommand.Create(),
    ScenarioCommands.List(),
    ScenarioCommands.Plot(),
    CoopCommand.Create(),
    FleetCommand.Create(),
    ModbusCommand.Create(),
    CameraCommand.Create(),
};
var parsed = commands.Parse(args);
if (parsed.Errors is [var first, ..])
{
    await Console.Error.WriteLineAsync(first.Message);
    return Misused;
}

// The demo takes up to five seconds to stop its children in order; the library would cut it off after two.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
