using System.Diagnostics.Metrics;

namespace Roost.Edge.Tests.Uplink;

/// <summary>Counts what the agents of this process ignore, as whoever watches their meter would.</summary>
internal sealed class IgnoredCount : IDisposable
{
    private readonly MeterListener listener = new();
    private long count;

    public IgnoredCount()
    {
        listener.SetMeasurementEventCallback<long>((_, measured, _, _) => Interlocked.Add(ref count, measured));
        listener.EnableMeasurementEvents(AgentMeter.CommandsIgnored);
        listener.Start();
    }

    public long Count => Interlocked.Read(ref count);

    public void Dispose() => listener.Dispose();
}
