using Roost.Domain.Readings;
using static Roost.Alarms.AlarmLifeCycle;

namespace Roost.Alarms.Tests.Limits;

internal sealed class LimitQualityTests
{
    private LimitCase hot = new(LimitCase.TooHot);

    [SetUp]
    public void Begin() => hot = new(LimitCase.TooHot with { OnDelay = TimeSpan.FromSeconds(20), OffDelay = TimeSpan.FromSeconds(20) });

    [TestCase(31, Quality.Bad)]
    [TestCase(null, Quality.Bad)]
    [TestCase(null, Quality.Good, Description = "no value can't be good")]
    [TestCase(double.NaN, Quality.Good)]
    [TestCase(double.PositiveInfinity, Quality.Good)]
    public void A_bad_reading_never_raises(double? value, Quality quality)
    {
        for (var second = 0; second <= 100; second += 10)
        {
            Assert.That(hot.Feed(second, value, quality), Is.EqualTo(StepOutcome.NoEvidence));
        }

        Assert.That(hot.State, Is.EqualTo(AlarmState.Initial));
    }

    [Test]
    public void A_bad_reading_never_clears()
    {
        hot.Run(31, 31, 31);
        var raised = hot.State;
        for (var second = 30; second <= 100; second += 10)
        {
            hot.Feed(second, 20, Quality.Bad);
        }

        Assert.That(hot.State, Is.EqualTo(raised));
    }

    [Test]
    public void A_bad_reading_inside_an_excursion_does_not_start_the_on_delay_anew()
    {
        hot.Feed(0, 31);
        hot.Feed(10, null, Quality.Bad);
        hot.Feed(20, 31);
        Assert.That(hot.State, Is.EqualTo(new AlarmState(Unacknowledged, LimitCase.At(0), null, LimitCase.At(20))));
    }

    [Test]
    public void An_uncertain_reading_raises_like_a_good_one()
    {
        hot.Feed(0, 31, Quality.Uncertain);
        hot.Feed(20, 31, Quality.Uncertain);
        Assert.That(hot.State.IsActive, Is.True);
    }

    [Test]
    public void An_uncertain_reading_never_clears_and_does_not_stop_an_excursion()
    {
        hot.Feed(0, 31);
        Assert.That(hot.Feed(10, 20, Quality.Uncertain), Is.EqualTo(StepOutcome.NoEvidence));
        hot.Feed(20, 31);
        Assert.That(hot.State.IsActive, Is.True);
        for (var second = 30; second <= 100; second += 10)
        {
            hot.Feed(second, 20, Quality.Uncertain);
        }

        Assert.That(hot.State.IsActive, Is.True);
    }

    [Test]
    public void An_uncertain_reading_beyond_the_limit_starts_the_off_delay_anew()
    {
        hot.Run(31, 31, 31, 20, 20);
        hot.Feed(50, 31, Quality.Uncertain);
        hot.Feed(60, 20);
        Assert.That(hot.State.IsActive, Is.True);
    }
}
