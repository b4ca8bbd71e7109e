namespace Roost.Simulation.Events;

/// <summary>A fault of one sensor, which is named as on the wire: <c>temperature/front</c>.</summary>
public abstract record SensorEvent(DateTimeOffset From, DateTimeOffset Until, string Sensor) : CoopEvent(From, Until);

/// <summary>It shows what it showed when it began.</summary>
public sealed record SensorStuck(DateTimeOffset From, DateTimeOffset Until, string Sensor) : SensorEvent(From, Until, Sensor);

/// <summary>It drifts away by so much a day, in the quantity's unit.</summary>
public sealed record SensorDrifting(DateTimeOffset From, DateTimeOffset Until, string Sensor, double PerDay) : SensorEvent(From, Until, Sensor);

/// <summary>It shows nothing.</summary>
public sealed record SensorDead(DateTimeOffset From, DateTimeOffset Until, string Sensor) : SensorEvent(From, Until, Sensor);

/// <summary>Two sensors of one kind are plugged in the wrong way round.</summary>
public sealed record SensorsSwapped(DateTimeOffset From, DateTimeOffset Until, string Sensor, string Other) : SensorEvent(From, Until, Sensor);

/// <summary>It shows the end of its range.</summary>
public sealed record SensorSaturated(DateTimeOffset From, DateTimeOffset Until, string Sensor) : SensorEvent(From, Until, Sensor);

/// <summary>Single readings jump by <paramref name="Size"/>, on average once in <paramref name="EverySeconds"/>.</summary>
public sealed record SensorSpikes(DateTimeOffset From, DateTimeOffset Until, string Sensor, double Size, double EverySeconds = 300)
    : SensorEvent(From, Until, Sensor);
