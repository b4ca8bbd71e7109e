using Roost.Alarms.Evaluation.Series;
using Roost.Alarms.Evaluation.Windows;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation.Signals;

/// <summary>Binds the signals of one rule at one place to the series that are there, and notes which those are.</summary>
/// <param name="table">The coop's series.</param>
/// <param name="flock">The flock.</param>
/// <param name="shared">The signals that several rules ask for.</param>
/// <param name="place">The place that the rule is judged at.</param>
/// <param name="usualMeans">What the rule's usual signals remember, in the order in which the rule names them; missing ones are added.</param>
internal sealed class GaugeBinder(SeriesTable table, FlockFigures flock, SharedGauges shared, string place, List<HourlyMeans> usualMeans)
{
    private readonly HashSet<SensorSeries> inputs = [];
    private int usualCount;

    /// <summary>The series that were bound.</summary>
    public IReadOnlyCollection<SensorSeries> Inputs => inputs;

    /// <summary>The usual signals, which have to be told of each reading.</summary>
    public List<UsualGauge> Usuals { get; } = [];

    public FlockFigures Flock => flock;

    public Gauge Bind(Signal signal)
    {
        if (!shared.Contains(signal))
        {
            return Make(signal);
        }

        var (gauge, read) = shared.Find(signal, place, () =>
        {
            var own = new GaugeBinder(table, flock, shared, place, []);
            return (own.Make(signal), own.Inputs);
        });
        inputs.UnionWith(read);
        return gauge;
    }

    /// <summary>The series that a quantity and place mean here.</summary>
    public SensorSeries[] Resolve(Quantity quantity, string? named) => [.. table.Resolve(quantity, named, place).Select(Noted)];

    private Gauge Make(Signal signal) => signal switch
    {
        ValueOf value => AtPlaces(value.Quantity, value.Place, static series => series),
        ChangeOf change => AtPlaces(change.Quantity, change.Place, series =>
            new ChangeGauge(series, (LookBack)series.WindowFor(new(WindowKind.Past, change.Over)), change.Over)),
        FlowOf flow => FlowAt(flow.Quantity, flow.Over, flow.Place),
        DayTotalOf total => AtPlaces(total.Quantity, total.Place, series =>
            new DayTotalGauge(series, (DayTotals)series.WindowFor(new(WindowKind.DayTotals, default)), total.Days, flock)),
        RatioOf ratio => new ShareGauge(FlowAt(ratio.Quantity, ratio.Over, ratio.Place), FlowAt(ratio.To, ratio.Over, ratio.ToPlace), factor: 1),
        SpreadOf spread => AtPlaces(spread.Quantity, spread.Place, series =>
            new SpreadGauge(series, (SpreadWindow)series.WindowFor(new(WindowKind.Spread, spread.Over)))),
        SilenceOf silence => AtPlaces(silence.Quantity, silence.Place, series => new SilenceGauge(series)),
        UsualOf usual => UsualAt(usual),
        OtherPlacesOf others => new OtherPlacesGauge([.. table.Inside(others.Quantity).Where(series => series.Place != place).Select(Noted)]),
        StandardOf standard => new StandardGauge(standard.Quantity, flock),
        EffectiveTemperature => new EffectiveTemperatureGauge(Held(Quantity.Temperature), Held(Quantity.RelativeHumidity), AirSpeed()),
        HeatIndex => new HeatIndexGauge(Held(Quantity.Temperature), Held(Quantity.RelativeHumidity)),
        DifferenceOf difference => new DifferenceGauge(Bind(difference.Signal), Bind(difference.From)),
        PercentOf percent => new ShareGauge(Bind(percent.Signal), Bind(percent.From), factor: 100),
        _ => throw new NotSupportedException($"No gauge reads a signal of kind {signal.GetType().Name}."),
    };

    private Gauge AtPlaces(Quantity quantity, string? named, Func<SensorSeries, Gauge> bind) => Resolve(quantity, named) switch
    {
        [] => new UnknownGauge(),
        [var series] => bind(series),
        var several => new MedianGauge([.. several.Select(bind)]),
    };

    private Gauge FlowAt(Quantity quantity, TimeSpan over, string? named) => AtPlaces(quantity, named, series =>
        new FlowGauge(series, (GrowthWindow)series.WindowFor(new(WindowKind.Growth, over))));

    private Gauge Held(Quantity quantity) => Bind(new ValueOf(quantity));

    private Gauge? AirSpeed() => table.Resolve(Quantity.AirSpeed, null, place).Length == 0 ? null : Held(Quantity.AirSpeed);

    private UsualGauge UsualAt(UsualOf usual)
    {
        if (usualCount == usualMeans.Count)
        {
            usualMeans.Add(new(flock.Calendar));
        }

        var means = usualMeans[usualCount++];
        var gauge = new UsualGauge(Bind(usual.Signal), means, usual.Days);
        Usuals.Add(gauge);
        return gauge;
    }

    private SensorSeries Noted(SensorSeries series)
    {
        inputs.Add(series);
        return series;
    }
}
