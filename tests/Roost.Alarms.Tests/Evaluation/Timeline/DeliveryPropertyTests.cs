using System.Diagnostics;
using CsCheck;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Domain.Readings;

namespace Roost.Alarms.Tests.Evaluation.Timeline;

internal sealed class DeliveryPropertyTests
{
    private static readonly TimeSpan After = TimeSpan.FromMinutes(5);

    // A batch ends, time advances to some reading, or the receiver restarts.
    private static readonly Gen<(Reading[] Delivered, int[] Events)> None = Gen.Const((Array.Empty<Reading>(), Array.Empty<int>()));

    [Test]
    public void Any_order_with_repeats_splits_and_restarts_gives_the_verdicts_of_one_delivery_in_order() =>
        Check(TimeSpan.FromDays(60), 10_000, rejudges: false);

    [Test]
    public void What_is_older_than_what_is_kept_is_judged_again_from_the_store() => Check(TimeSpan.FromMinutes(2), 300, rejudges: true);

    [Test]
    public void A_restart_anywhere_changes_nothing() => Gen.Select(Histories.Any, Gen.Int[0, 200]).Sample((any, at) =>
    {
        var readings = Histories.InOrder(any.Readings);
        var (live, said) = (new CoopEvaluation(Histories.Pack, any.Context), new List<Verdict>());
        for (var index = 0; index < readings.Length; index++)
        {
            live = index == at ? CoopEvaluation.Restore(Histories.Pack, any.Context, live.Save()) : live;
            live.Step(readings[index]);
        }

        live.AdvanceTo(End(readings));
        live.Drain(said);
        var expected = Histories.Judge(any.Context, readings, End(readings));
        Assert.That(said, Is.EqualTo(expected.Said));
        Assert.That(live.Active, Is.EqualTo(expected.Active));
    }, iter: 2_000);

    [Test]
    public void How_finely_time_advances_changes_nothing() => Gen.Select(Histories.Any, Gen.Int[1, 60]).Sample((any, stepSeconds) =>
    {
        var readings = Histories.InOrder(any.Readings);
        var (live, said) = (new CoopEvaluation(Histories.Pack, any.Context), new List<Verdict>());
        foreach (var reading in readings)
        {
            while (live.Through?.AddSeconds(stepSeconds) is { } next && next < reading.TakenAt && reading.TakenAt - next < TimeSpan.FromHours(1))
            {
                live.AdvanceTo(next);
            }

            live.Step(reading);
        }

        live.AdvanceTo(End(readings));
        live.Drain(said);
        Assert.That(Histories.Final(said), Is.EqualTo(Histories.Final(Histories.Judge(any.Context, readings, End(readings)).Said)));
    }, iter: 2_000);

    [Test]
    public void What_comes_in_order_is_not_late_and_what_was_taken_in_is() => Histories.Any.Sample(any =>
    {
        var timeline = new CoopTimeline(Histories.Pack, any.Context, TimeSpan.FromMinutes(2));
        foreach (var reading in Histories.InOrder(any.Readings))
        {
            Assert.That(timeline.AreLate([reading]), Is.False);
            timeline.Take([reading]);
            Assert.That(timeline.AreLate([reading]), Is.True);
        }
    }, iter: 200);

    private static void Check(TimeSpan keep, int cases, bool rejudges)
    {
        var (watch, verdicts, rejudged) = (Stopwatch.StartNew(), 0L, 0L);
        Histories.Any.SelectMany(any => Deliveries(any.Readings).Select(delivery => (any.Context, any.Readings, delivery.Delivered, delivery.Events))).Sample(
            any =>
            {
                var receiver = new Receiver(any.Context, keep);
                Deliver(receiver, any.Delivered, any.Events);
                receiver.AdvanceTo(End(any.Readings));
                var expected = Histories.Judge(any.Context, any.Readings, End(any.Readings));
                Assert.That(Histories.Final(receiver.Table.Values), Is.EqualTo(Histories.Final(expected.Said)));
                Assert.That(receiver.Timeline.Active, Is.EquivalentTo(expected.Active));
                Interlocked.Add(ref verdicts, receiver.Table.Count);
                Interlocked.Add(ref rejudged, receiver.Rejudged);
            },
            iter: cases);
        TestContext.Out.WriteLine($"Measured: {cases} deliveries in {watch.Elapsed.TotalSeconds:0.0} s, {verdicts} verdicts, judged again from the store {rejudged} times");
        Assert.That(verdicts, Is.GreaterThan(cases), "histories raise alarms");
        Assert.That(rejudged > 0, Is.EqualTo(rejudges));
    }

    private static Gen<(Reading[] Delivered, int[] Events)> Deliveries(Reading[] readings) => readings.Length == 0 ? None
        : Gen.Select(Gen.Shuffle(readings), Gen.Int[0, readings.Length - 1].Array[0, readings.Length / 4]).SelectMany((shuffled, again) =>
        {
            Reading[] delivered = [.. shuffled, .. again.Select(index => readings[index])];
            return Gen.Int[0, 40].Array[delivered.Length].Select(events => (delivered, events));
        });

    private static void Deliver(Receiver receiver, Reading[] delivered, int[] events)
    {
        var batch = new List<Reading>();
        for (var index = 0; index < delivered.Length; index++)
        {
            batch.Add(delivered[index]);
            if (events[index] < 6)
            {
                receiver.Take([.. batch]);
                batch.Clear();
            }

            switch (events[index])
            {
                case 1:
                    receiver.Restart();
                    break;
                case 2 or 3 or 11:
                    receiver.AdvanceTo(delivered[index].TakenAt.AddSeconds(index));
                    break;
            }
        }

        receiver.Take([.. batch]);
    }

    private static DateTimeOffset End(Reading[] readings) => readings.Length == 0 ? CoopCase.At(0) : readings.Max(reading => reading.TakenAt) + After;
}
