using Roost.Alarms.Limits;
using Roost.Domain.Readings;
using static Roost.Alarms.AlarmLifeCycle;

namespace Roost.Alarms.Tests.Limits;

internal sealed class LimitEvaluationTests
{
    [TestCase(LimitSide.Above, 20, 19, 20, 20.1, Description = "EU 2007/43 allows ammonia up to and including 20 ppm.")]
    [TestCase(LimitSide.Below, 18, 19, 18, 17.9)]
    public void A_value_at_the_limit_is_no_excursion_and_one_beyond_it_is(LimitSide side, double limit, double clear, double at, double beyond)
    {
        var hot = new LimitCase(LimitCase.TooHot with { Side = side, Limit = limit, ClearLimit = clear });
        Assert.That(hot.Run(at, beyond), Is.EqualTo([Normal, Unacknowledged]));
    }

    [Test]
    public void An_alarm_stays_until_the_clear_limit_is_reached() =>
        Assert.That(
            new LimitCase(LimitCase.TooHot).Run(31, 29.9, 28.1, 28),
            Is.EqualTo([Unacknowledged, Unacknowledged, Unacknowledged, ReturnedToNormalUnacknowledged]));

    [Test]
    public void A_low_limit_clears_from_below() =>
        Assert.That(
            new LimitCase(LimitCase.TooHot with { Side = LimitSide.Below, Limit = 18, ClearLimit = 20 }).Run(17, 19, 20),
            Is.EqualTo([Unacknowledged, Unacknowledged, ReturnedToNormalUnacknowledged]));

    [Test]
    public void A_value_swinging_between_the_limits_raises_one_alarm_only()
    {
        var hot = new LimitCase(LimitCase.TooHot);
        hot.Run(31, 29, 31, 29, 31, 29);
        Assert.That(hot.Said, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_transition_says_which_alarm_how_severe_when_and_at_what_value()
    {
        var hot = new LimitCase(LimitCase.TooHot);
        hot.Feed(5, 31.5);
        Assert.That(hot.Said, Is.EqualTo(
            [new AlarmTransition(LimitCase.IdAt(5), AlarmSeverity.Critical, Normal, Unacknowledged, LimitCase.At(5), 31.5)]));
    }

    [Test]
    public void A_reading_older_than_the_last_is_refused_and_changes_nothing()
    {
        var hot = new LimitCase(LimitCase.TooHot);
        hot.Feed(10, 31);
        var before = hot.State;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hot.Feed(9, 20), Is.EqualTo(StepOutcome.NotNewer));
            Assert.That(hot.Feed(10, 20), Is.EqualTo(StepOutcome.NotNewer), "the same instant is not newer");
            Assert.That(hot.State, Is.EqualTo(before));
        }
    }

    [Test]
    public void Rejects_a_reading_of_another_quantity_or_place_and_a_state_that_was_never_set()
    {
        var evaluation = new LimitEvaluation(LimitCase.TooHot, "coop-1", "front");
        var reading = LimitCase.Read(0, 31);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => evaluation.Step(AlarmState.Initial, reading with { Quantity = Quantity.Ammonia }), Throws.ArgumentException);
            Assert.That(() => evaluation.Step(AlarmState.Initial, reading with { Place = "back" }), Throws.ArgumentException);
            Assert.That(() => evaluation.Step(default, reading), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => evaluation.Acknowledge(default, LimitCase.IdAt(0), LimitCase.At(0)), Throws.InstanceOf<ArgumentException>());
        }
    }

    [Test]
    public void A_step_allocates_nothing()
    {
        var evaluation = new LimitEvaluation(LimitCase.TooHot, "coop-1", "front");
        var reading = LimitCase.Read(0, 0);
        Run(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var raised = Run(10_000);
        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before, raised), Is.EqualTo((0L, 5_000)));

        int Run(int steps)
        {
            var (state, count) = (AlarmState.Initial, 0);
            for (var index = 0; index < steps; index++)
            {
                var step = evaluation.Step(state, reading with { TakenAt = LimitCase.At(index), Value = index % 2 == 0 ? 31 : 20 });
                state = step.State;
                count += step.Transition?.To is Unacknowledged ? 1 : 0;
            }

            return count;
        }
    }
}
