using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Simulation;
using Roost.Sparkplug;

namespace Roost.Simulators.Fleet;

/// <summary>
/// The series that every coop of a fleet has, and their values: noise around a usual value. A value is a pure function of seed, coop,
/// series and time, so nothing is kept to send a batch a second time.
/// </summary>
internal sealed class FleetSeries
{
    private static readonly TimeSpan Wandering = TimeSpan.FromMinutes(5);

    // What a house has many of, with its usual value and how far it strays. The rule is a sensor's resolution of a tenth.
    private static readonly (Quantity Quantity, double Usual, double Spread)[] Kinds =
    [
        (Quantity.Temperature, 24, 4),
        (Quantity.RelativeHumidity, 60, 12),
        (Quantity.Ammonia, 12, 10),
        (Quantity.CarbonDioxide, 1800, 900),
        (Quantity.StaticPressure, 20, 10),
        (Quantity.AirSpeed, 1.5, 1.2),
        (Quantity.Illuminance, 20, 15),
        (Quantity.FanSpeed, 50, 40),
        (Quantity.BirdWeight, 1500, 200),
        (Quantity.Activity, 8, 6),
    ];

    private readonly ulong seed;
    private readonly (double Usual, double Spread)[] shapes;

    /// <summary>Creates the series of one fleet.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The fleet's seed.</param>
    /// <param name="every">The promised period.</param>
    public FleetSeries(int count, ulong seed, TimeSpan every)
    {
        this.seed = seed;
        shapes = [.. Enumerable.Range(0, count).Select(index => Kinds[index % Kinds.Length]).Select(kind => (kind.Usual, kind.Spread))];
        Births = [.. Enumerable.Range(0, count).Select(index => BirthOf(index, every))];
    }

    /// <summary>How many series a coop has; a series' index is its alias among its coop's.</summary>
    public int Count => shapes.Length;

    /// <summary>The metrics of a coop's birth, with aliases from 0: the same for every coop.</summary>
    public IReadOnlyList<Metric> Births { get; }

    /// <summary>The value of a series at a time.</summary>
    /// <param name="coop">The coop's number in the fleet.</param>
    /// <param name="series">The series' index.</param>
    /// <param name="takenAt">The time, UTC.</param>
    public double ValueAt(int coop, int series, DateTimeOffset takenAt)
    {
        var (usual, spread) = shapes[series];
        return Math.Round(usual + (spread * SmoothNoise.At(SmoothNoise.SeedOf(seed, coop), series, takenAt, Wandering)), 1);
    }

    private static Metric BirthOf(int index, TimeSpan every)
    {
        var quantity = Kinds[index % Kinds.Length].Quantity;
        var facts = QuantityFacts.Of(quantity);
        return new(
            MetricName.Of(quantity, $"sensor-{(index / Kinds.Length) + 1}"),
            (ulong)index,
            null,
            MetricValue.Null(MetricType.Double),
            false,
            [
                new(RoostMetrics.UnitProperty, MetricValue.OfString(facts.Unit)),
                new(RoostMetrics.LowProperty, MetricValue.OfDouble(facts.Minimum)),
                new(RoostMetrics.HighProperty, MetricValue.OfDouble(facts.Maximum)),
                new(RoostMetrics.PeriodProperty, MetricValue.OfDouble(every.TotalSeconds)),
            ]);
    }
}
