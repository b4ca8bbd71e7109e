using CsCheck;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;
using static Roost.Domain.Readings.Quantity;

namespace Roost.Alarms.Tests.Evaluation;

/// <summary>Histories of a small coop, rules of every kind, and what they come to when everything is in order.</summary>
internal static class Histories
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(3);

    private static readonly (Quantity Quantity, string Place)[] Series =
    [
        (Temperature, "front"), (Temperature, "rear"), (Temperature, "outside"), (TemperatureSetPoint, "house"), (RelativeHumidity, "house"),
        (Water, "house"), (Feed, "house"), (MainsPower, "house"), (FlockDay, "house"), (AirSpeed, "middle"),
    ];

    public static readonly RulePack Pack = new("test", 1,
    [
        Named("hot", Temperature, new Above(new ValueOf(Temperature), new Curve([new(0, 12), new(60, 6)]), 2), 40, 20),
        Named("off-set-point", Temperature, new Outside(new DifferenceOf(new ValueOf(Temperature), new ValueOf(TemperatureSetPoint)), Curve.Constant(-4), Curve.Constant(4), 1), 30, 0),
        Named("rising", Temperature, new Above(new ChangeOf(Temperature, Minutes), Curve.Constant(5)), 0, 30),
        Named("stuck", Temperature, new Below(new SpreadOf(Temperature, Minutes), Curve.Constant(1)), 10, 0),
        Named("silent", Temperature, new Above(new SilenceOf(Temperature), Curve.Constant(45)), 20, 10),
        Named("bad", Temperature, new AnyOf([new BadReadings(Temperature), new Above(new SilenceOf(Temperature), Curve.Constant(90))]), 15, 15),
        Named("unlike", Temperature, new Above(new DifferenceOf(new ValueOf(Temperature), new OtherPlacesOf(Temperature)), Curve.Constant(6), 1), 0, 0),
        Named("warm", Temperature, new AllOf([new Above(new EffectiveTemperature(), Curve.Constant(9), 1), new Above(new HeatIndex(), Curve.Constant(52))]), 25, 25),
        Named("thirst", Water, new Below(new FlowOf(Water, Minutes), Curve.Constant(30), 5), 20, 0) with { While = new Above(new ValueOf(MainsPower), Curve.Constant(8), 3) },
        Named("water-to-feed", Water, new Above(new RatioOf(Water, Feed, Minutes), Curve.Constant(2), 0.5), 0, 0),
        Named("much", Water, new Above(new PercentOf(new DayTotalOf(Water, 2), new StandardOf(Water)), Curve.Constant(2)), 0, 60),
        Named("unusual", Temperature, new Above(new DifferenceOf(new ValueOf(Temperature), new UsualOf(new ValueOf(Temperature), 7)), Curve.Constant(3)), 0, 0),
        Named("dark", MainsPower, new Below(new ValueOf(MainsPower), Curve.Constant(6)), 35, 35) with { InEmptyHouse = true, Severity = AlarmSeverity.Critical },
    ]);

    private static readonly Gen<Quality> AnyQuality =
        Gen.Frequency((8, Gen.Const(Quality.Good)), (1, Gen.Const(Quality.Uncertain)), (1, Gen.Const(Quality.Bad)));

    // Most readings follow each other closely, some at the very same moment; now and then the coop is cut off, or a day passes.
    private static readonly Gen<int> AnyGap = Gen.Frequency((60, Gen.Int[0, 12]), (4, Gen.Int[60, 300]), (1, Gen.Int[700, 2000]), (1, Gen.Int[70_000, 90_000]));

    private static readonly Gen<Reading[]> AnyReadings =
        Gen.Select(AnyGap, Gen.Int[0, Series.Length - 1], Gen.Int[0, 16], AnyQuality, Gen.Int[1, 3]).Array[0, 70].Select(draws =>
        {
            var second = 86_000;
            return draws.SelectMany(draw => Enumerable.Range(0, draw.Item5).Select(_ =>
            {
                var (quantity, place) = Series[draw.Item2];
                return CoopCase.Read(second += draw.Item1, quantity, draw.Item4 is Quality.Bad ? null : draw.Item3, place, draw.Item4);
            })).ToArray();
        });

    private static readonly Gen<CoopContext> AnyContext = Gen.Select(Gen.Bool, Gen.Int[0, 3], Gen.Int[0, 900]).Select((knowsPlacement, uses, apart) => CoopCase.Context with
    {
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        PlacedOn = knowsPlacement ? CoopCase.Context.PlacedOn : null,
        Uses = [.. Enumerable.Range(1, uses).Select(index => new HouseUseSince(CoopCase.At(86_000 + (apart * index)), index % 2 == 1 ? HouseUse.Cleaning : HouseUse.Birds))],
    });

    public static readonly Gen<(CoopContext Context, Reading[] Readings)> Any = Gen.Select(AnyContext, AnyReadings);

    /// <summary>In order, each series once at a time.</summary>
    public static Reading[] InOrder(IEnumerable<Reading> readings) =>
    [
        .. readings.GroupBy(reading => (reading.TakenAt, reading.Quantity, reading.Place))
            .Select(same => same.OrderBy(reading => reading.Quality).ThenByDescending(reading => reading.Value).First())
            .OrderBy(reading => reading.TakenAt).ThenBy(reading => reading.Quantity).ThenBy(reading => reading.Place, StringComparer.Ordinal),
    ];

    /// <summary>What the readings come to when they come in order.</summary>
    public static (List<Verdict> Said, IReadOnlyList<Verdict> Active) Judge(CoopContext context, IEnumerable<Reading> readings, DateTimeOffset end)
    {
        var evaluation = new CoopEvaluation(Pack, context);
        foreach (var reading in InOrder(readings))
        {
            evaluation.Step(reading);
        }

        evaluation.AdvanceTo(end);
        var said = new List<Verdict>();
        evaluation.Drain(said);
        return (said, evaluation.Active);
    }

    /// <summary>Verdicts as they were last said, by alarm; how bad an excursion is so far is left out while it lasts.</summary>
    public static List<Verdict> Final(IEnumerable<Verdict> said) =>
    [
        .. said.GroupBy(verdict => verdict.Alarm).Select(same => same.Last()).Select(verdict => verdict.EndedAt is null ? verdict with { Worst = null } : verdict)
            .OrderBy(verdict => verdict.Alarm.ToString(), StringComparer.Ordinal),
    ];

    private static Rule Named(string name, Quantity at, Condition when, double on, double off) => CoopCase.Rule(at, when, on, off) with { Name = name };
}
