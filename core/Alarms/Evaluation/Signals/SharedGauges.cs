using Roost.Alarms.Evaluation.Series;
using Roost.Alarms.Rules;

namespace Roost.Alarms.Evaluation.Signals;

/// <summary>The signals that several rules ask for at the same place: each is bound once, and worked out once for what is known just then.</summary>
internal sealed class SharedGauges(SeriesTable table, IReadOnlySet<Signal> signals)
{
    private readonly Dictionary<(Signal Signal, string Place), (Gauge Gauge, IReadOnlyCollection<SensorSeries> Inputs)> bound = [];

    /// <summary>Whether several rules ask for it.</summary>
    public bool Contains(Signal signal) => signals.Contains(signal);

    /// <summary>The gauge of a signal at a place with the series that it reads; bound by the first that asks.</summary>
    public (Gauge Gauge, IReadOnlyCollection<SensorSeries> Inputs) Find(Signal signal, string place, Func<(Gauge Gauge, IReadOnlyCollection<SensorSeries> Inputs)> bind)
    {
        if (!bound.TryGetValue((signal, place), out var found))
        {
            var (gauge, inputs) = bind();
            bound.Add((signal, place), found = (new SharedGauge(gauge, table), inputs));
        }

        return found;
    }
}

/// <summary>A gauge that is read once for each moment and reading.</summary>
internal sealed class SharedGauge(Gauge gauge, SeriesTable table) : Gauge
{
    private long readAt = long.MinValue;
    private long readings;
    private Sample sample;

    public override Sample At(long now)
    {
        if (now != readAt || table.Readings != readings)
        {
            (readAt, readings, sample) = (now, table.Readings, gauge.At(now));
        }

        return sample;
    }
}
