using System.Net;
using Roost.Sparkplug;

namespace Roost.Simulators.Fleet;

/// <summary>What all agents of a fleet share.</summary>
/// <param name="Broker">Where they connect.</param>
/// <param name="Series">What their coops measure.</param>
/// <param name="Meter">Where they count.</param>
/// <param name="Clock">The fleet's clock, which dates the readings.</param>
/// <param name="Time">Real time, of connections and latencies.</param>
/// <param name="Window">Most batches of an agent on their way.</param>
/// <param name="FirstBatch">
/// Number of each agent's first batch. An agent never reuses a number, and these keep no spool between runs: numbers from the time of day
/// lie above those of every run before.
/// </param>
internal sealed record FleetGround(
    EndPoint Broker,
    FleetSeries Series,
    FleetMeter Meter,
    TimeProvider Clock,
    TimeProvider Time,
    int Window,
    ulong FirstBatch)
{
    /// <summary>Where the cloud says whether it is there.</summary>
    public static string StateTopic { get; } = HostState.TopicOf("roost");

    /// <summary>The fleet's time, milliseconds since 1970 UTC.</summary>
    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A first number above those of every fleet that began before, as long as no agent sent a thousand batches a millisecond.</summary>
    public static ulong FirstBatchAt(DateTimeOffset now) => (ulong)now.ToUnixTimeMilliseconds() * 1_000;
}
