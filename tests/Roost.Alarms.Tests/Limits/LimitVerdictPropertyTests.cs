using CsCheck;
using Roost.Domain.Readings;
using static Roost.Alarms.Tests.Limits.LimitHistories;

namespace Roost.Alarms.Tests.Limits;

internal sealed class LimitVerdictPropertyTests
{
    [Test]
    public void An_alarm_is_active_exactly_while_the_limits_and_delays_say_so() => AnyCase.Sample(any =>
    {
        // Counted from the whole history each time instead of from a kept state.
        var (live, active, history) = (new LimitCase(any.Rule), false, new List<Reading>());
        foreach (var reading in any.Readings)
        {
            live.Feed(reading);
            if (Exceeds(any.Rule, reading) || reading.Quality is Quality.Good)
            {
                history.Add(reading);
                var run = history.AsEnumerable().Reverse().TakeWhile(past => active ? IsClear(any.Rule, past) : Exceeds(any.Rule, past)).ToArray();
                active ^= run.Length > 0 && run[0].TakenAt - run[^1].TakenAt >= (active ? any.Rule.OffDelay : any.Rule.OnDelay);
            }

            Assert.That(live.State.IsActive, Is.EqualTo(active));
        }
    });

    [Test]
    public void An_alarm_is_raised_only_if_the_limit_was_exceeded_for_the_whole_on_delay() => AnyCase.Sample(any =>
    {
        foreach (var raised in Judge(any.Rule, any.Readings).Said.Where(IsRaised))
        {
            var good = any.Readings.Where(reading => reading.TakenAt >= raised.Alarm.Start && reading.TakenAt <= raised.At && reading.Quality is Quality.Good);
            Assert.That(good.All(reading => Exceeds(any.Rule, reading)), Is.True);
            Assert.That(raised.At - raised.Alarm.Start, Is.GreaterThanOrEqualTo(any.Rule.OnDelay));
        }
    });

    [Test]
    public void Without_an_excursion_nothing_is_ever_raised() => AnyCase.Sample(any =>
    {
        var live = Judge(any.Rule, any.Readings.Where(reading => !Exceeds(any.Rule, reading)));
        Assert.That((live.Said.Count, live.State.LifeCycle), Is.EqualTo((0, AlarmLifeCycle.Normal)));
    });
}
