using System.CommandLine;
using Roost.Simulators.Cameras;
using Roost.Simulators.Coop;
using Roost.Simulators.Demo;
using Roost.Simulators.Fleet;
using Roost.Simulators.Modbus;
using Roost.Simulators.Recordings;
using Roost.Simulators.Recordings.Import;
using Roost.Simulators.Recordings.Record;
using Roost.Simulators.Recordings.Replay;
using Roost.Simulators.Scenarios;
using Roost.Simulators.Score;

const int Misused = 2;

var commands = new RootCommand("Simulated farms and devices for Roost.")
{
    DemoCommand.Create(),
    ScenarioCommands.List(),
    ScenarioCommands.Plot(),
    ScoreCommand.Create(),
    CoopCommand.Create(),
    FleetCommand.Create(),
    ModbusCommand.Create(),
    CameraCommand.Create(),
    RecordCommand.Create(),
    ReplayCommand.Create(),
    ImportCommand.Create(),
    ShowCommand.Create(),
    AlarmsCommand.Create(),
};
var parsed = commands.Parse(args);
if (parsed.Errors is [var first, ..])
{
    var isWithoutCommand = parsed.CommandResult.Command.Subcommands.Count > 0;
    var known = string.Join(", ", parsed.CommandResult.Command.Subcommands.Select(command => command.Name));
    await Console.Error.WriteLineAsync(
        !isWithoutCommand ? first.Message
        : parsed.UnmatchedTokens is [var word, ..] ? $"There is no command \"{word}\"; there are {known}."
        : $"Say which: {known}; each has a --help.");
    return Misused;
}

// The demo takes up to five seconds to stop its children in order, and a recording that was listened to for days longer to be written down;
// the library would cut them off after two.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
