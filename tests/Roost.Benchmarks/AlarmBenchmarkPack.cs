using Roost.Alarms;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;
using static Roost.Domain.Readings.Quantity;

namespace Roost.Benchmarks;

/// <summary>Rules of the kinds and number that a broiler house has, and its series.</summary>
internal static class AlarmBenchmarkPack
{
    /// <summary>Quantity, place, value (for counters: what each step adds) and spread of the noise.</summary>
    public static readonly (Quantity Quantity, string Place, double Value, double Spread)[] Series =
    [
        (Temperature, "front", 24, 0.4), (Temperature, "middle", 24, 0.4), (Temperature, "outside", 12, 0.4), (Temperature, "rear", 24, 0.4),
        (TemperatureSetPoint, "house", 23.5, 0),
        (RelativeHumidity, "front", 60, 2), (RelativeHumidity, "middle", 60, 2), (RelativeHumidity, "outside", 80, 2), (RelativeHumidity, "rear", 60, 2),
        (Ammonia, "front", 8, 1), (Ammonia, "middle", 8, 1), (Ammonia, "rear", 8, 1),
        (CarbonDioxide, "middle", 1800, 100), (CarbonDioxide, "rear", 1800, 100),
        (StaticPressure, "house", 20, 4), (AirSpeed, "middle", 0.4, 0.2), (Illuminance, "front", 20, 1), (Illuminance, "rear", 20, 1),
        (Water, "house", 0.5, 0), (Water, "line-1", 0.125, 0), (Water, "line-2", 0.125, 0), (Water, "line-3", 0.125, 0), (Water, "line-4", 0.125, 0),
        (Feed, "house", 0.28, 0), (BirdWeight, "scale-1", 1900, 40), (BirdWeight, "scale-2", 1900, 40),
        (FanSpeed, "side", 50, 0), (FanSpeed, "tunnel", 0, 0), (Heater, "house", 0, 0), (MainsPower, "house", 1, 0),
        (Activity, "house", 12, 3), (Occupancy, "front", 55, 4), (FlockDay, "house", 30, 0), (FanCommand, "side", 50, 0),
    ];

    public static readonly RulePack Pack = new("broiler-like", 1, [.. Climate(), .. Flock(), .. Sensors()]);

    private static ValueOf Warmth => new(Temperature);

    private static IEnumerable<Rule> Climate() =>
    [
        Rule("temperature-high", Temperature, new Above(AboveSetPoint(), By(0, 3, 21, 5), 0.5)),
        Rule("temperature-very-high", Temperature, new Above(AboveSetPoint(), By(0, 5, 21, 8), 0.5)),
        Rule("temperature-low", Temperature, new Below(AboveSetPoint(), By(0, -1.5, 14, -4), 0.5)),
        Rule("temperature-jump", Temperature, new Above(new ChangeOf(Temperature, TimeSpan.FromMinutes(10)), Is(3))),
        Rule("heat-stress", Temperature, new Above(new DifferenceOf(new EffectiveTemperature(), new ValueOf(TemperatureSetPoint)), Is(4), 0.5)),
        Rule("heat-stress-severe", Temperature, new Above(new DifferenceOf(new EffectiveTemperature(), new ValueOf(TemperatureSetPoint)), Is(6), 0.5)),
        Rule("humidity-high", RelativeHumidity, new Above(new ValueOf(RelativeHumidity), Is(80), 3)),
        Rule("ammonia-high", Ammonia, new Above(new ValueOf(Ammonia), Is(25), 3)),
        Rule("ammonia-very-high", Ammonia, new Above(new ValueOf(Ammonia), Is(50), 3)),
        Rule("carbon-dioxide-high", CarbonDioxide, new Above(new ValueOf(CarbonDioxide), Is(3500), 200)),
        Rule("carbon-dioxide-very-high", CarbonDioxide, new Above(new ValueOf(CarbonDioxide), Is(5000), 200)),
        Rule("static-pressure", StaticPressure, new Outside(new ValueOf(StaticPressure), Is(3), Is(60), 2)),
        Rule("fans-not-as-commanded", FanSpeed, new Outside(new DifferenceOf(new ValueOf(FanSpeed), new ValueOf(FanCommand)), Is(-60), Is(60), 5)),
        Rule("mains-power-lost", MainsPower, new Below(new ValueOf(MainsPower), Is(0.5))),
        Rule("temperature-uneven", Temperature, new Outside(new DifferenceOf(Warmth, new OtherPlacesOf(Temperature)), Is(-4), Is(4), 1)),
    ];

    private static IEnumerable<Rule> Flock() =>
    [
        Rule("water-stopped", Water, new Below(new FlowOf(Water, TimeSpan.FromMinutes(30), "house"), Is(5)), "house") with { While = Light() },
        Rule("water-high", Water, new Above(new PercentOf(new DayTotalOf(Water, 1), new StandardOf(Water)), Is(140), 5), "house"),
        Rule("water-unusual", Water, new Above(new PercentOf(new FlowOf(Water, TimeSpan.FromHours(1)), new UsualOf(new FlowOf(Water, TimeSpan.FromHours(1)), 5)), Is(180), 20), "house"),
        Rule("water-to-feed", Water, new Above(new RatioOf(Water, Feed, TimeSpan.FromHours(24)), Is(2.6), 0.1), "house"),
        Rule("feed-stopped", Feed, new Below(new FlowOf(Feed, TimeSpan.FromHours(2)), Is(1))) with { While = Light() },
        Rule("weight-behind", BirdWeight, new Below(new PercentOf(new ValueOf(BirdWeight), new StandardOf(BirdWeight)), Is(88), 3)),
        Rule("activity-low", Activity, new Below(new PercentOf(new ValueOf(Activity), new UsualOf(new ValueOf(Activity), 3)), Is(40), 10)) with { While = Light() },
        Rule("crowding", Occupancy, new Above(new ValueOf(Occupancy), Is(85), 5)),
    ];

    private static IEnumerable<Rule> Sensors() =>
    [
        .. new[] { Temperature, RelativeHumidity, Ammonia, CarbonDioxide, Water, StaticPressure, MainsPower, Activity }.Select(quantity => Rule(
            $"missing-{(int)quantity}", quantity, new AnyOf([new BadReadings(quantity), new Above(new SilenceOf(quantity), Is(60))]))),
        .. new[] { Temperature, RelativeHumidity, Ammonia, CarbonDioxide, AirSpeed, BirdWeight, StaticPressure, Illuminance, Activity }.Select(quantity => Rule(
            $"stuck-{(int)quantity}", quantity, new Below(new SpreadOf(quantity, TimeSpan.FromHours(3)), Is(1e-9)))),
    ];

    private static DifferenceOf AboveSetPoint() => new(Warmth, new ValueOf(TemperatureSetPoint));

    private static Above Light() => new(new ValueOf(Illuminance, "front"), Is(2), 1);

    private static Curve Is(double value) => Curve.Constant(value);

    private static Curve By(double age, double value, double laterAge, double laterValue) => new([new(age, value), new(laterAge, laterValue)]);

    private static Rule Rule(string name, Quantity at, Condition when, params string[] places) => new()
    {
        Name = name,
        Severity = AlarmSeverity.Warning,
        Area = RuleArea.Climate,
        At = at,
        Places = places,
        When = when,
        OnDelay = TimeSpan.FromMinutes(5),
        OffDelay = TimeSpan.FromMinutes(2),
        Text = new(new(name, name), new(name, name), new(name, name), []),
        Source = "Roost",
    };
}
