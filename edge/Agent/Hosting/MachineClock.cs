namespace Roost.Edge.Hosting;

/// <summary>
/// Real time, for what happens on the network and on the disk: these don't run faster when the agent's own clock does. The agent's clock,
/// which dates readings and paces polls, is the <see cref="TimeProvider"/> of the container.
/// </summary>
internal sealed record MachineClock(TimeProvider Time);
