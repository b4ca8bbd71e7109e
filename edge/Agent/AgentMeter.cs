using System.Diagnostics.Metrics;

namespace Roost.Edge;

/// <summary>Counts what is dropped, refused or ignored; nothing of that kind happens silently.</summary>
internal static class AgentMeter
{
    private static readonly Meter Meter = new("Roost.Edge");

    /// <summary>Batches given up: the spool was full, or its disk lost them.</summary>
    public static Counter<long> BatchesLost { get; } = Meter.CreateCounter<long>("roost.edge.batches.lost");

    /// <summary>Readings that the disk did not take.</summary>
    public static Counter<long> ReadingsRefused { get; } = Meter.CreateCounter<long>("roost.edge.readings.refused");

    /// <summary>Lines of a controller's log that were no readings.</summary>
    public static Counter<long> LogLinesRefused { get; } = Meter.CreateCounter<long>("roost.edge.log-lines.refused");

    /// <summary>Messages to this agent that were garbage or not allowed.</summary>
    public static Counter<long> CommandsIgnored { get; } = Meter.CreateCounter<long>("roost.edge.commands.ignored");

    /// <summary>Batches and acknowledgements that local alarms could not take, because judging stood still.</summary>
    public static Counter<long> AlarmInputsDropped { get; } = Meter.CreateCounter<long>("roost.edge.alarm-inputs.dropped");

    /// <summary>Preview pictures that could not go at once.</summary>
    public static Counter<long> PreviewsDropped { get; } = Meter.CreateCounter<long>("roost.edge.previews.dropped");
}
