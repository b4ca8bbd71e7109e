using CsCheck;
using Roost.Simulators.Fleet;

namespace Roost.Simulators.Tests.Fleet;

internal sealed class BatchQueueTests
{
    private const ulong First = 1_000;

    private readonly List<long> stored = [];

    [SetUp]
    public void Forget() => stored.Clear();

    [Test]
    public void Batches_go_in_order_and_only_a_window_ahead_of_the_acknowledgement()
    {
        var queue = Filled(window: 2, batches: 3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Drain(queue).Select(batch => (batch.Number, batch.IsAgain)), Is.EqualTo(new[] { (First, false), (First + 1, false) }));
            Assert.That(queue.Acknowledge(First, 7, stored), Is.EqualTo(AckMeaning.Progress));
            Assert.That(Drain(queue).Select(batch => (batch.Number, batch.TakenAtMilliseconds)), Is.EqualTo(new[] { (First + 2, 2L) }));
        }
    }

    [Test]
    public void After_a_cut_everything_that_is_open_goes_again_and_the_latency_counts_from_the_first_time()
    {
        var queue = Filled(window: 10, batches: 3);
        Drain(queue, now: 100);
        queue.Acknowledge(First, 110, stored);
        queue.SendAgain();

        var again = Drain(queue, now: 500);
        stored.Clear();
        queue.Acknowledge(First + 2, 600, stored);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Select(batch => (batch.Number, batch.IsAgain)), Is.EqualTo(new[] { (First + 1, true), (First + 2, true) }));
            Assert.That(stored, Is.EqualTo(new[] { 100L, 100L }));
            Assert.That(queue.Count, Is.Zero);
        }
    }

    [Test]
    public void An_acknowledgement_that_comes_late_counts_for_batches_that_have_not_gone_again_yet()
    {
        var queue = Filled(window: 10, batches: 2);
        Drain(queue);
        queue.SendAgain();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(queue.Acknowledge(First + 1, 0, stored), Is.EqualTo(AckMeaning.Progress));
            Assert.That(Drain(queue), Is.Empty);
        }
    }

    [Test]
    public void An_acknowledgement_of_what_was_never_sent_changes_nothing()
    {
        var queue = Filled(window: 1, batches: 2);
        Drain(queue);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(queue.Acknowledge(First + 1, 0, stored), Is.EqualTo(AckMeaning.Impossible));
            Assert.That(queue.Acknowledge(First - 1, 0, stored), Is.EqualTo(AckMeaning.Known));
            Assert.That((queue.Count, queue.Oldest, stored.Count), Is.EqualTo((2, First, 0)));
        }
    }

    [Test]
    public void One_batch_too_many_is_not_taken()
    {
        var queue = new BatchQueue(First, 1, most: 5);
        var taken = Enumerable.Range(0, 6).Select(at => queue.TryAdd(0, at)).ToList();
        Assert.That(taken, Is.EqualTo(new[] { true, true, true, true, true, false }));
    }

    [Test]
    public void It_stands_still_from_the_first_sending_or_the_last_progress_on()
    {
        var queue = Filled(window: 10, batches: 2);
        var idle = queue.WaitingSince;
        Drain(queue, now: 5);
        var sent = queue.WaitingSince;
        queue.Acknowledge(First, 9, stored);
        var progressed = queue.WaitingSince;
        queue.Acknowledge(First + 1, 11, stored);
        Assert.That((idle, sent, progressed, queue.WaitingSince), Is.EqualTo(((long?)null, (long?)5, (long?)9, (long?)null)));
    }

    [Test]
    public void Whatever_happens_on_the_way_every_batch_is_acknowledged_once_and_carries_its_own_coop_and_time() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 400], Gen.Int[1, 8]).Sample((steps, window) =>
        {
            var queue = new BatchQueue(First, window, 1_000);
            var received = new SortedSet<ulong>();
            long measured = 0;
            long acknowledged = 0;
            void Send()
            {
                foreach (var batch in Drain(queue))
                {
                    var index = (long)(batch.Number - First);
                    Assert.That((batch.Coop, batch.TakenAtMilliseconds, batch.IsAgain), Is.EqualTo(((int)index % 7, index, received.Contains(batch.Number))));
                    received.Add(batch.Number);
                }
            }

            void Acknowledge(ulong through)
            {
                var times = new List<long>();
                queue.Acknowledge(through, 0, times);
                acknowledged += times.Count;
                Assert.That(queue.Oldest, Is.EqualTo(First + (ulong)acknowledged));
            }

            foreach (var step in steps)
            {
                switch (step)
                {
                    case 0:
                        Assert.That(queue.TryAdd((int)measured % 7, measured++), Is.True);
                        break;
                    case 1:
                        Send();
                        break;
                    case 2 when received.Count > 0:
                        Acknowledge(received.Max - ((ulong)received.Count / 3));
                        break;
                    case 3:
                        queue.SendAgain();
                        break;
                }
            }

            while (queue.Count > 0)
            {
                Send();
                Acknowledge(received.Max);
            }

            return acknowledged == measured && received.Count == measured;
        });

    private static BatchQueue Filled(int window, int batches)
    {
        var queue = new BatchQueue(First, window, 100);
        for (var at = 0; at < batches; at++)
        {
            queue.TryAdd(0, at);
        }

        return queue;
    }

    private static List<FleetBatch> Drain(BatchQueue queue, long now = 0)
    {
        var batches = new List<FleetBatch>();
        while (queue.TrySend(now, out var batch))
        {
            batches.Add(batch);
        }

        return batches;
    }
}
