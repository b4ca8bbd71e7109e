using CsCheck;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Alarms.LifeCycle;
using Roost.Edge.LocalAlarms;
using static Roost.Edge.Tests.LocalAlarms.AlarmSetup;

namespace Roost.Edge.Tests.LocalAlarms;

internal sealed class CoopWatchTests
{
    private static readonly CoopRules Rules = TooHot(TimeSpan.FromSeconds(10));

    [Test]
    public void An_alarm_has_the_id_that_the_cloud_gives_it_from_what_the_wire_carries()
    {
        var watch = new CoopWatch(Rules);
        var cloud = new CoopTimeline(Rules.Pack, Rules.Context, TimeSpan.FromMinutes(2));
        foreach (var second in Enumerable.Range(0, 30))
        {
            var measured = Temperature(second, 31) with { TakenAt = At(second).AddTicks(4_567) };
            watch.Take((ulong)second, [measured], measured.TakenAt);
            cloud.Take([measured with { TakenAt = DateTimeOffset.FromUnixTimeMilliseconds(measured.TakenAt.ToUnixTimeMilliseconds()) }]);
        }

        Assert.That(watch.Open.Single().Verdict, Is.EqualTo(cloud.Active.Single()));
    }

    [Test]
    public void A_restart_at_any_point_with_any_overlap_changes_nothing() =>
        Gen.Select(Gen.Double[27, 33].Array[20, 60], Gen.Int[0, 59], Gen.Int[0, 20]).Sample((celsius, at, overlap) =>
        {
            var stop = Math.Min(at, celsius.Length - 1);
            var whole = Feed(new CoopWatch(Rules), celsius, 0, celsius.Length);
            var before = Feed(new CoopWatch(Rules), celsius, 0, stop);
            var (after, isWhole) = CoopWatch.Restore(Rules, WatchCheckpoint.Decode(before.Save().Encode()));
            Feed(after, celsius, Math.Max(0, stop - overlap), celsius.Length);
            Assert.That((isWhole, after.Through), Is.EqualTo((true, whole.Through)));
            Assert.That(after.Open, Is.EqualTo(whole.Open));
        }, iter: 300);

    [Test]
    public void An_acknowledgement_outlives_a_restart_even_when_the_rules_have_changed()
    {
        var watch = Hot();
        var notice = new AcknowledgementNotice(watch.Open.Single().Verdict.Alarm, "me", At(40));
        Assert.That((watch.Acknowledge(notice), watch.Acknowledge(notice)), Is.EqualTo((true, false)));

        var (same, _) = CoopWatch.Restore(Rules, watch.Save());
        var (changed, isWhole) = CoopWatch.Restore(TooHot(TimeSpan.FromSeconds(11)), watch.Save());
        Feed(changed, [.. Enumerable.Repeat(31.0, 30)], 0, 30);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(same.Open.Single(), Is.EqualTo(watch.Open.Single()));
            Assert.That(isWhole, Is.False);
            Assert.That(changed.Open.Single().Acknowledged, Is.EqualTo(notice));
        }
    }

    [Test]
    public void An_acknowledgement_that_comes_before_the_alarm_counts_and_of_two_the_earlier()
    {
        var id = Hot().Open.Single().Verdict.Alarm;
        var watch = new CoopWatch(Rules);
        watch.Acknowledge(new(id, "later", At(50)));
        watch.Acknowledge(new(id, "earlier", At(40)));
        Feed(watch, [.. Enumerable.Repeat(31.0, 30)], 0, 30);
        Assert.That((watch.Open.Single().Acknowledged!.By, watch.Open.Single().IsCalling), Is.EqualTo(("earlier", false)));
    }

    [Test]
    public void A_shelved_alarm_calls_again_when_its_time_is_over()
    {
        var watch = Hot();
        watch.Quiet(new("coop-1", [], [new("too-hot", "front", At(100))]));
        var shelved = watch.Open.Single().IsCalling;

        Assert.That((shelved, watch.Unshelve(At(99)), watch.Unshelve(At(100)), watch.Open.Single().IsCalling), Is.EqualTo((false, false, true, true)));
    }

    [Test]
    public void A_use_of_the_house_holds_from_when_it_is_heard_of_and_what_was_judged_before_stands()
    {
        var watch = Hot();
        var before = watch.Open.Single().Verdict;
        HouseNotice empty = new("coop-1", [new(At(-3_600), HouseUse.Empty)], []);

        Assert.That((watch.Quiet(empty), watch.Quiet(empty)), Is.EqualTo((true, false)));
        var changed = watch.AdvanceTo(At(60));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((watch.Use, watch.Open.Count), Is.EqualTo((HouseUse.Empty, 0)));
            Assert.That(changed.Single().After!.Alarm, Is.EqualTo(before.Alarm));
            Assert.That(changed.Single().After!.Suppressed, Is.True);
        }

        var (again, isWhole) = CoopWatch.Restore(Rules, WatchCheckpoint.Decode(watch.Save().Encode()));
        Assert.That((isWhole, again.Use, again.Quiet(empty)), Is.EqualTo((true, HouseUse.Empty, false)));
    }

    [TestCase(-1)]
    [TestCase(0)]
    [TestCase(0.5)]
    [TestCase(1)]
    [TestCase(2)]
    public void A_use_is_heard_of_however_close_it_begins_to_what_was_judged_last(double millisecondsAfter)
    {
        var watch = new CoopWatch(Rules);
        watch.Quiet(new("coop-1", [new(At(-3_600), HouseUse.Cleaning)], []));
        watch.Take(1, [Temperature(0, 31)], At(0));

        watch.Quiet(new("coop-1", [new(At(-3_600), HouseUse.Cleaning), new(At(0).AddMilliseconds(millisecondsAfter), HouseUse.Birds)], []));
        watch.AdvanceTo(At(20));

        Assert.That((watch.Use, watch.Open.Count), Is.EqualTo((HouseUse.Birds, 1)));
    }

    [Test]
    public void When_a_late_reading_moves_the_start_the_acknowledgement_moves_with_it()
    {
        var watch = new CoopWatch(Rules);
        watch.Take(1, [Temperature(0, 31)], At(0));
        watch.Take(2, [Temperature(20, 31)], At(20));
        var before = watch.Open.Single().Verdict.Alarm;
        watch.Acknowledge(new(before, "me", At(25)));
        var revisions = watch.Take(3, [Temperature(-5, 31)], At(30));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(revisions, Is.Not.Empty);
            Assert.That(watch.Open.Single().Verdict.Alarm, Is.EqualTo(before with { Start = At(-5) }));
            Assert.That(watch.Open.Single().IsCalling, Is.False);
        }
    }

    [Test]
    public void A_clock_that_was_ahead_and_is_put_right_does_not_end_judging()
    {
        var watch = new CoopWatch(Rules);
        watch.Take(1, [Temperature(86_400, 25)], At(86_400));
        for (var second = 0; second < 30; second++)
        {
            watch.Take((ulong)(2 + second), [Temperature(second, 31)], At(second));
        }

        Assert.That(watch.Open.Single().Verdict.Alarm.Start, Is.EqualTo(Start));
    }

    [Test]
    public void A_reading_of_a_time_to_come_is_left_to_the_cloud()
    {
        var watch = new CoopWatch(Rules);
        for (var second = 0; second < 30; second++)
        {
            watch.Take((ulong)(1 + second), [Temperature(second, 31), Temperature(86_400 + second, 25, "recorded")], At(second));
        }

        Assert.That(watch.Open.Single().Verdict.Alarm.Start, Is.EqualTo(Start));
    }

    [Test]
    public void Acknowledgements_of_what_is_long_over_are_forgotten_and_those_of_what_lasts_are_not()
    {
        var watch = Hot();
        var active = watch.Open.Single().Verdict.Alarm;
        watch.Acknowledge(new(active, "me", At(40)));
        for (var number = 0; number < 500; number++)
        {
            watch.Acknowledge(new(active with { Start = At(1000 + number) }, "me", At(1000 + number)));
        }

        Assert.That(watch.Save().Acknowledged, Has.Count.LessThanOrEqualTo(200));
        Assert.That(watch.Open.Single().Acknowledged, Is.Not.Null);
    }

    [Test]
    public void A_damaged_checkpoint_is_refused_wherever_the_damage_is()
    {
        var bytes = Hot().Save().Encode();
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte[1, 255]).Sample((index, change) =>
        {
            byte[] damaged = [.. bytes];
            damaged[index] ^= change;
            Assert.That(() => WatchCheckpoint.Decode(damaged), Throws.InstanceOf<InvalidDataException>());
            Assert.That(() => WatchCheckpoint.Decode(bytes.AsSpan(0, index)), Throws.InstanceOf<InvalidDataException>());
        }, iter: 200);
    }

    private static CoopWatch Hot() => Feed(new CoopWatch(Rules), [.. Enumerable.Repeat(31.0, 30)], 0, 30);

    private static CoopWatch Feed(CoopWatch watch, double[] celsius, int from, int to)
    {
        for (var index = from; index < to; index++)
        {
            watch.Take((ulong)index + 1, [Temperature(index, celsius[index])], At(index));
        }

        return watch;
    }
}
