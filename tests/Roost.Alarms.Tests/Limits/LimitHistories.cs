using CsCheck;
using Roost.Alarms.Limits;
using Roost.Domain.Readings;

namespace Roost.Alarms.Tests.Limits;

/// <summary>Rules with histories of readings, and what a rule says to them.</summary>
internal static class LimitHistories
{
    // Whole numbers, so that values meet the limits and times meet the delays exactly.
    private static readonly Gen<LimitRule> AnyRule = Gen.Select(Gen.Bool, Gen.Int[0, 3], Gen.Int[0, 40], Gen.Int[0, 40], (above, band, on, off) =>
        LimitCase.TooHot with
        {
            Side = above ? LimitSide.Above : LimitSide.Below,
            ClearLimit = 30 + (above ? -band : band),
            OnDelay = TimeSpan.FromSeconds(on),
            OffDelay = TimeSpan.FromSeconds(off),
        });

    private static readonly Gen<Quality> AnyQuality = Gen.Frequency((6, Gen.Const(Quality.Good)), (1, Gen.Const(Quality.Uncertain)), (1, Gen.Const(Quality.Bad)));

    // Runs of like values: a rule with delays is rarely moved by values without any memory.
    private static readonly Gen<Reading[]> InOrder = Gen.Select(Gen.Int[25, 35], Gen.Int[1, 5], (value, times) => Enumerable.Repeat(value, times))
        .Array[0, 20].SelectMany(runs =>
        {
            var values = runs.SelectMany(run => run).ToArray();
            return Gen.Select(Gen.Int[1, 20].Array[values.Length], AnyQuality.Array[values.Length], (gaps, qualities) =>
            {
                var second = 0;
                return values.Select((value, index) => LimitCase.Read(second += gaps[index], value, qualities[index])).ToArray();
            });
        });

    public static readonly Gen<(LimitRule Rule, Reading[] Readings)> AnyCase = Gen.Select(AnyRule, InOrder);

    public static bool IsRaised(AlarmTransition said) => said.To is AlarmLifeCycle.Unacknowledged;

    public static bool Exceeds(LimitRule rule, Reading reading) =>
        reading.Quality is not Quality.Bad && (rule.Side is LimitSide.Above ? reading.Value > rule.Limit : reading.Value < rule.Limit);

    public static bool IsClear(LimitRule rule, Reading reading) =>
        reading.Quality is Quality.Good && (rule.Side is LimitSide.Above ? reading.Value <= rule.ClearLimit : reading.Value >= rule.ClearLimit);

    public static LimitCase Judge(LimitRule rule, IEnumerable<Reading> readings) => Feed(new LimitCase(rule), readings);

    public static LimitCase Feed(LimitCase live, IEnumerable<Reading> readings)
    {
        foreach (var reading in readings)
        {
            live.Feed(reading);
        }

        return live;
    }

    public static void AssertSame(LimitCase expected, IEnumerable<AlarmTransition> said, AlarmState state)
    {
        Assert.That(said, Is.EqualTo(expected.Said));
        Assert.That(state, Is.EqualTo(expected.State));
    }
}
