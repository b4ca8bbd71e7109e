using static Roost.Alarms.AlarmLifeCycle;

namespace Roost.Alarms.Tests.Limits;

internal sealed class LimitDelayTests
{
    private static LimitCase Delayed(double onSeconds, double offSeconds) => new(
        LimitCase.TooHot with { OnDelay = TimeSpan.FromSeconds(onSeconds), OffDelay = TimeSpan.FromSeconds(offSeconds) });

    [Test]
    public void An_alarm_comes_with_the_first_reading_at_the_end_of_the_on_delay_and_starts_with_the_excursion()
    {
        var hot = Delayed(20, 0);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hot.Run(20, 31, 32, 33), Is.EqualTo([Normal, Normal, Normal, Unacknowledged]));
            Assert.That(hot.Said[0].Alarm, Is.EqualTo(LimitCase.IdAt(10)));
            Assert.That(hot.Said[0].At, Is.EqualTo(LimitCase.At(30)));
        }
    }

    [TestCase(20, Description = "clear")]
    [TestCase(29, Description = "between the limits")]
    [TestCase(30, Description = "at the limit")]
    public void A_dip_below_the_limit_starts_the_on_delay_anew(double dip) =>
        Assert.That(Delayed(20, 0).Run(31, 31, dip, 31, 31, 31), Is.EqualTo([Normal, Normal, Normal, Normal, Normal, Unacknowledged]));

    [Test]
    public void A_door_that_opens_for_less_than_the_on_delay_raises_nothing()
    {
        var hot = Delayed(60, 0);
        hot.Run(20, 35, 35, 35, 35, 35, 20);
        Assert.That(hot.Said, Is.Empty);
    }

    [Test]
    public void An_alarm_returns_with_the_first_reading_at_the_end_of_the_off_delay() =>
        Assert.That(
            Delayed(0, 20).Run(31, 28, 27, 26),
            Is.EqualTo([Unacknowledged, Unacknowledged, Unacknowledged, ReturnedToNormalUnacknowledged]));

    [TestCase(31, Description = "exceeded")]
    [TestCase(29, Description = "between the limits")]
    public void A_rise_above_the_clear_limit_starts_the_off_delay_anew(double rise)
    {
        var hot = Delayed(0, 20);
        hot.Run(31, 20, 20, rise, 20, 20);
        Assert.That(hot.State.IsActive, Is.True);
        hot.Feed(60, 20);
        Assert.That(hot.State.IsActive, Is.False);
    }

    [Test]
    public void Delays_run_in_event_time_whatever_the_number_of_readings()
    {
        var few = Delayed(3600, 0);
        few.Feed(0, 31);
        few.Feed(3600, 31);
        var many = Delayed(3600, 0);
        for (var second = 0; second <= 3600; second++)
        {
            many.Feed(second, 31);
        }

        Assert.That(few.Said, Is.EqualTo(many.Said).And.Not.Empty);
    }
}
