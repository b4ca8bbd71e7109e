using Roost.Simulation.Events;
using Roost.Simulators.Cameras;

namespace Roost.Simulators.Scenarios;

/// <summary>The house has no link to the cloud; inside it all goes on.</summary>
internal sealed record NetworkOutage(DateTimeOffset From, DateTimeOffset Until) : CoopEvent(From, Until);

/// <summary>The agent's clock is wrong by so much.</summary>
internal sealed record AgentClockWrong(DateTimeOffset From, DateTimeOffset Until, TimeSpan By) : CoopEvent(From, Until);

/// <summary>The coop's camera does not show what there is.</summary>
internal sealed record CameraTrouble(DateTimeOffset From, DateTimeOffset Until, CameraFault Fault) : CoopEvent(From, Until);
