using Roost.Edge.Drivers.ControllerLog;
using Roost.Edge.Signals;

namespace Roost.Edge.Drivers;

/// <summary>A device of a coop, as configured and checked.</summary>
internal abstract record DeviceOptions;

/// <summary>A device that is asked for its values in a fixed period.</summary>
/// <param name="Series">What it reports.</param>
/// <param name="Create">Makes its driver on the agent's clock; does no I/O.</param>
internal sealed record PolledDeviceOptions(IReadOnlyList<SeriesDefinition> Series, Func<TimeProvider, ISensorDriver> Create) : DeviceOptions;

/// <summary>A log that a house controller wrote itself, to be read once from its oldest line.</summary>
internal sealed record LogDeviceOptions(ControllerLogOptions Log) : DeviceOptions;
