using System.Text.Json;
using CsCheck;
using Roost.Domain.Readings;
using static Roost.Alarms.Tests.Limits.LimitHistories;

namespace Roost.Alarms.Tests.Limits;

internal sealed class LimitDeliveryPropertyTests
{
    [Test]
    public void A_restart_between_any_two_readings_changes_nothing() => Gen.Select(AnyCase, Gen.Int[0, 100]).Sample((any, at) =>
    {
        var before = Judge(any.Rule, any.Readings.Take(at));
        var after = new LimitCase(any.Rule);
        after.Resume(JsonSerializer.Deserialize<AlarmState>(JsonSerializer.Serialize(before.State)));
        Feed(after, any.Readings.Skip(at));
        AssertSame(Judge(any.Rule, any.Readings), before.Said.Concat(after.Said), after.State);
    });

    [Test]
    public void The_same_readings_give_the_same_transitions() => AnyCase.Sample(any =>
    {
        var again = Judge(any.Rule, any.Readings);
        AssertSame(Judge(any.Rule, any.Readings), again.Said, again.State);
    });

    [Test]
    public void Readings_that_come_twice_or_again_later_change_nothing() => Gen.Select(AnyCase, Gen.Int[1, 30]).Sample((any, back) =>
    {
        var repeated = Judge(any.Rule, any.Readings.SelectMany((_, index) => any.Readings[Math.Max(0, index - back)..(index + 1)].Append(any.Readings[index])));
        AssertSame(Judge(any.Rule, any.Readings), repeated.Said, repeated.State);
    });

    [Test]
    public void Bad_readings_change_nothing() => AnyCase.Sample(any =>
    {
        var without = Judge(any.Rule, any.Readings.Where(reading => reading.Quality is not Quality.Bad));
        AssertSame(Judge(any.Rule, any.Readings), without.Said, without.State);
    });

    [Test]
    public void Shuffled_readings_give_the_verdict_of_those_that_were_not_refused() =>
        AnyCase.SelectMany(any => Gen.Shuffle(any.Readings).Select(shuffled => (any.Rule, shuffled))).Sample(any =>
        {
            var live = new LimitCase(any.Rule);
            var taken = any.shuffled.Where(reading => live.Feed(reading) is StepOutcome.Taken).ToArray();
            Assert.That(taken.Select(reading => reading.TakenAt), Is.Ordered);
            var inOrder = Judge(any.Rule, taken);
            AssertSame(live, inOrder.Said, inOrder.State);
        });

    [Test]
    public void An_acknowledgement_leaves_the_same_state_whenever_it_arrives_and_every_alarm_s_words_link_up() =>
        Gen.Select(AnyCase, Gen.Int[0, 100], Gen.Int[0, 100]).Sample((any, which, late) =>
        {
            var raised = Judge(any.Rule, any.Readings).Said.Where(IsRaised).ToArray();
            if (raised.Length == 0)
            {
                return;
            }

            var seen = raised[which % raised.Length];
            var first = Array.FindIndex(any.Readings, reading => reading.TakenAt == seen.At) + 1;
            var (atOnce, later) = (AcknowledgedAfter(first), AcknowledgedAfter(first + late));
            Assert.That(later.State, Is.EqualTo(atOnce.State));
            Assert.That(later.Said.Where(IsRaised), Is.EqualTo(raised), "the alarms do not hang on acknowledgements");
            foreach (var words in later.Said.GroupBy(said => said.Alarm))
            {
                Assert.That(words.Select(said => said.From), Is.EqualTo(words.Select(said => said.To).Prepend(AlarmLifeCycle.Normal).SkipLast(1)));
            }

            LimitCase AcknowledgedAfter(int readings)
            {
                var live = Judge(any.Rule, any.Readings.Take(readings));
                live.Acknowledge(1e6, seen.Alarm);
                Feed(live, any.Readings.Skip(readings));
                return live;
            }
        });
}
