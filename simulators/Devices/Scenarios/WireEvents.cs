using Roost.Simulation.Events;

namespace Roost.Simulators.Scenarios;

/// <summary>The house has no link to the cloud; inside it all goes on.</summary>
internal sealed record NetworkOutage(DateTimeOffset From, DateTimeOffset Until) : CoopEvent(From, Until);

/// <summary>The agent's clock is wrong by so much.</summary>
internal sealed record AgentClockWrong(DateTimeOffset From, DateTimeOffset Until, TimeSpan By) : CoopEvent(From, Until);

/// <summary>What can be wrong with a camera.</summary>
internal enum CameraTrouble
{
    Dark = 1,
    Dusty,
    Frozen,
    KnockedAside,
}

/// <summary>The coop's camera does not show what there is.</summary>
internal sealed record CameraFault(DateTimeOffset From, DateTimeOffset Until, CameraTrouble Trouble) : CoopEvent(From, Until);
