using CsCheck;
using Roost.Domain.Readings;
using Roost.Edge.Signals;

namespace Roost.Edge.Tests.Signals;

internal sealed class SignalRuleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    private static readonly SeriesDefinition Series = new(Quantity.Temperature, "front", 0.5, TimeSpan.FromSeconds(10));

    [Test]
    public void The_first_sample_is_reported() => Assert.That(SignalRule.IsWorthReporting(null, At(0, 20), Series, Start), Is.True);

    [TestCase(20.5, false, Description = "exactly the deadband")]
    [TestCase(20.51, true)]
    [TestCase(19.49, true)]
    public void A_change_beyond_the_deadband_is_reported(double celsius, bool expected) =>
        Assert.That(SignalRule.IsWorthReporting(At(0, 20), At(1, celsius), Series, Start.AddSeconds(2)), Is.EqualTo(expected));

    [Test]
    public void A_sensor_that_fails_is_reported_at_once()
    {
        var bad = At(1, 20) with { Value = null, Quality = Quality.Bad, Reason = "No answer." };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SignalRule.IsWorthReporting(At(0, 20), bad, Series, Start.AddSeconds(2)), Is.True);
            Assert.That(SignalRule.IsWorthReporting(bad, At(2, 20), Series, Start.AddSeconds(3)), Is.True);
            Assert.That(SignalRule.IsWorthReporting(bad, bad with { Reason = "Refused." }, Series, Start.AddSeconds(3)), Is.True);
            Assert.That(SignalRule.IsWorthReporting(bad, bad with { TakenAt = Start.AddSeconds(2) }, Series, Start.AddSeconds(3)), Is.False);
        }
    }

    [Test]
    public void A_clock_that_is_set_back_silences_nothing() =>
        Assert.That(SignalRule.IsWorthReporting(At(3600, 20), At(0, 20), Series, Start.AddSeconds(1)), Is.True);

    [Test]
    public void A_polled_series_is_never_silent_for_longer_than_it_may_and_never_hides_a_change() =>
        Gen.Select(Gen.Double[-3, 3].Array[1, 300], Gen.Int[1, 9000], Gen.Double[0, 2]).Sample((steps, everyMilliseconds, deadband) =>
        {
            var series = Series with { Deadband = deadband };
            var every = TimeSpan.FromMilliseconds(everyMilliseconds);
            Reading? reported = null;
            var celsius = 20.0;
            var at = Start;
            foreach (var step in steps)
            {
                celsius += step;
                var sample = new Reading(Quantity.Temperature, "front", at, celsius, Quality.Good);
                if (SignalRule.IsWorthReporting(reported, sample, series, at + every))
                {
                    Assert.That(sample.TakenAt - (reported?.TakenAt ?? at), Is.LessThanOrEqualTo(series.ReportEvery));
                    reported = sample;
                }

                Assert.That(Math.Abs(celsius - reported!.Value.Value!.Value), Is.LessThanOrEqualTo(deadband));
                at += every;
            }
        });

    private static Reading At(double seconds, double celsius) =>
        new(Quantity.Temperature, "front", Start.AddSeconds(seconds), celsius, Quality.Good);
}
