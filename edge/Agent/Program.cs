using System.CommandLine;
using Roost.Edge.Hosting;

var config = new Option<string>("--config")
{
    Description = "The agent's configuration, a YAML file.",
    HelpName = "FILE",
    Required = true,
};
var clock = new Option<string?>("--clock")
{
    Description = "A clock that runs at another speed, as REAL-ORIGIN/ORIGIN/SPEED; real time when left out.",
    HelpName = "CLOCK",
};
var stopWithInput = new Option<bool>("--stop-with-input") { Description = "Stop when standard input ends." };

var command = new RootCommand("The Roost agent: reads a farm's houses and brings their readings to the cloud.") { config, clock, stopWithInput };
command.SetAction((parsed, cancellationToken) => AgentProcess.RunAsync(
    parsed.GetRequiredValue(config), parsed.GetValue(clock), parsed.GetValue(stopWithInput), cancellationToken));

// The host answers SIGTERM and SIGINT itself, and knows what has to be brought to an end first.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
