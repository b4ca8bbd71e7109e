using Roost.Edge.Cameras;
using Roost.Edge.Drivers;
using Roost.Edge.LocalAlarms;

namespace Roost.Edge.Configuration;

/// <summary>The agent's whole configuration, checked.</summary>
/// <param name="Farm">The farm; Sparkplug's group.</param>
/// <param name="Agent">This agent; Sparkplug's edge node. Unique in the farm.</param>
/// <param name="Broker">Where the MQTT broker is.</param>
/// <param name="Spool">Where readings wait until the cloud has stored them.</param>
/// <param name="Coops">The houses that this agent watches; at least one.</param>
/// <param name="Alarms">How the house itself is told of danger; null when it is not.</param>
internal sealed record AgentConfiguration(
    string Farm,
    string Agent,
    BrokerOptions Broker,
    SpoolOptions Spool,
    IReadOnlyList<CoopOptions> Coops,
    AlarmOptions? Alarms = null);

/// <summary>Where the MQTT broker is, and who the agent is to it.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port; 1883 when not given.</param>
/// <param name="User">User name, or null for none.</param>
/// <param name="Password">Password, or null for none.</param>
internal sealed record BrokerOptions(string Host, int Port, string? User, string? Password);

/// <summary>Where readings wait until the cloud has stored them.</summary>
/// <param name="Directory">A directory of this agent alone; created when missing.</param>
/// <param name="LimitBytes">Most bytes on disk. When more would be needed, the oldest readings are given up, counted and logged.</param>
internal sealed record SpoolOptions(string Directory, long LimitBytes)
{
    /// <summary>The limit when none is given: 2 GB.</summary>
    public const long DefaultLimitBytes = 2L << 30;

    /// <summary>The smallest limit that makes sense: 1 MB.</summary>
    public const long MinimumLimitBytes = 1L << 20;
}

/// <summary>One house.</summary>
/// <param name="Coop">Its name; Sparkplug's device.</param>
/// <param name="Devices">What is read in it.</param>
/// <param name="Cameras">What looks into it.</param>
/// <param name="Rules">What it is judged by in the house; null when it is not.</param>
internal sealed record CoopOptions(
    string Coop, IReadOnlyList<DeviceOptions> Devices, IReadOnlyList<CameraOptions> Cameras, CoopRules? Rules = null);
