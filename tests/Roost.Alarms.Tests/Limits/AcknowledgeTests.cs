using static Roost.Alarms.AlarmLifeCycle;

namespace Roost.Alarms.Tests.Limits;

internal sealed class AcknowledgeTests
{
    private LimitCase hot = new(LimitCase.TooHot);

    [SetUp]
    public void Raise()
    {
        hot = new(LimitCase.TooHot);
        hot.Feed(0, 31);
    }

    [Test]
    public void An_active_alarm_becomes_acknowledged_at_the_time_of_the_acknowledgement()
    {
        hot.Acknowledge(7, LimitCase.IdAt(0));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hot.State.LifeCycle, Is.EqualTo(Acknowledged));
            Assert.That(hot.Said[^1], Is.EqualTo(
                new AlarmTransition(LimitCase.IdAt(0), AlarmSeverity.Critical, Unacknowledged, Acknowledged, LimitCase.At(7), null)));
        }
    }

    [Test]
    public void An_acknowledged_alarm_that_returns_is_normal()
    {
        hot.Acknowledge(7, LimitCase.IdAt(0));
        hot.Feed(10, 20);
        Assert.That(hot.State, Is.EqualTo(new AlarmState(Normal, null, null, LimitCase.At(10))));
    }

    [Test]
    public void An_alarm_that_returned_unseen_waits_for_its_acknowledgement()
    {
        hot.Feed(10, 20);
        Assert.That(hot.State.LifeCycle, Is.EqualTo(ReturnedToNormalUnacknowledged));
        hot.Acknowledge(20, LimitCase.IdAt(0));
        Assert.That(hot.State, Is.EqualTo(new AlarmState(Normal, null, null, LimitCase.At(10))));
    }

    [Test]
    public void A_second_acknowledgement_changes_nothing()
    {
        hot.Acknowledge(7, LimitCase.IdAt(0));
        var before = hot.State;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hot.Acknowledge(8, LimitCase.IdAt(0)), Is.EqualTo(StepOutcome.AlreadyAcknowledged));
            Assert.That(hot.State, Is.EqualTo(before));
        }
    }

    [Test]
    public void A_new_excursion_is_a_new_alarm_that_an_acknowledgement_of_the_old_one_does_not_silence()
    {
        hot.Feed(10, 20);
        hot.Feed(20, 31);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hot.Said[^1].Alarm, Is.EqualTo(LimitCase.IdAt(20)));
            Assert.That(hot.Said[^1].From, Is.EqualTo(Normal));
            Assert.That(hot.Acknowledge(25, LimitCase.IdAt(0)), Is.EqualTo(StepOutcome.NotThisAlarm));
            Assert.That(hot.State.LifeCycle, Is.EqualTo(Unacknowledged));
        }
    }

    [Test]
    public void An_acknowledgement_of_another_rule_coop_place_or_start_is_not_taken()
    {
        var alarm = LimitCase.IdAt(0);
        AlarmId[] others = [alarm with { Rule = "too-cold" }, alarm with { Coop = "coop-2" }, alarm with { Place = "back" }, LimitCase.IdAt(1)];
        Assert.That(others.Select(other => hot.Acknowledge(5, other)), Has.All.EqualTo(StepOutcome.NotThisAlarm));
    }

    [Test]
    public void Acknowledging_when_nothing_is_raised_is_not_taken() =>
        Assert.That(new LimitCase(LimitCase.TooHot).Acknowledge(5, LimitCase.IdAt(0)), Is.EqualTo(StepOutcome.NotThisAlarm));

    [Test]
    public void An_acknowledgement_does_not_disturb_a_running_off_delay()
    {
        hot = new(LimitCase.TooHot with { OffDelay = TimeSpan.FromSeconds(20) });
        hot.Run(31, 20);
        hot.Acknowledge(15, LimitCase.IdAt(0));
        hot.Feed(30, 20);
        Assert.That(hot.State.LifeCycle, Is.EqualTo(Normal));
    }
}
