using CsCheck;
using Roost.Cloud.Store;

namespace Roost.Cloud.Tests.Store;

internal sealed class BatchLedgerTests
{
    /// <summary>Small numbers, so that runs meet, repeat and leave gaps.</summary>
    private static readonly Gen<ulong[]> Numbers = Gen.ULong[1, 40].Array[0, 60];

    [Test]
    public void Adding_tells_new_numbers_from_known_ones_in_any_order() => Numbers.Sample(numbers =>
    {
        var ledger = new BatchLedger();
        var known = new HashSet<ulong>();
        return numbers.All(number => ledger.Add(number) == known.Add(number))
            && Enumerable.Range(0, 42).All(number => ledger.Contains((ulong)number) == known.Contains((ulong)number));
    });

    [Test]
    public void Runs_are_in_order_and_never_touch() => Numbers.Sample(numbers =>
    {
        var runs = Of(numbers).Runs;
        return runs.All(run => run.First <= run.Last) && runs.Zip(runs.Skip(1)).All(pair => pair.First.Last + 1 < pair.Second.First);
    });

    [Test]
    public void The_order_of_arrival_makes_no_difference() =>
        Gen.Select(Numbers, Gen.Int).Sample((numbers, seed) =>
        {
            var shuffled = numbers.ToArray();
            new Random(seed).Shuffle(shuffled);
            return Of(numbers).Runs.SequenceEqual(Of(shuffled).Runs);
        });

    [Test]
    public void The_mark_is_the_last_number_before_the_first_gap() => Gen.Select(Numbers, Gen.ULong[1, 40]).Sample((numbers, oldest) =>
    {
        var ledger = Of(numbers);
        ledger.Add(new BatchRun(0, oldest - 1));
        var expected = oldest - 1;
        while (numbers.Contains(expected + 1))
        {
            expected++;
        }

        return ledger.CommittedThrough == expected;
    });

    [Test]
    public void Any_list_of_added_runs_restores_the_ledger() => Gen.Select(Numbers, Numbers).Sample((numbers, more) =>
    {
        var ledger = Of(numbers);
        var restored = new BatchLedger();
        foreach (var run in ledger.Runs.Concat(Of(more).Runs).Concat(ledger.Runs))
        {
            restored.Add(run);
        }

        return restored.Runs.SequenceEqual(Of([.. numbers, .. more]).Runs);
    });

    [Test]
    public void A_batch_of_an_agent_whose_oldest_is_unknown_raises_no_mark()
    {
        var ledger = Of([7, 8]);

        Assert.That(ledger.CommittedThrough, Is.Null);
    }

    [Test]
    public void The_greatest_numbers_wrap_nothing_around()
    {
        var ledger = Of([ulong.MaxValue, ulong.MaxValue - 1, 1]);
        ledger.Add(new BatchRun(0, 0));

        Assert.That(ledger.Runs, Is.EqualTo(new BatchRun[] { new(0, 1), new(ulong.MaxValue - 1, ulong.MaxValue) }));
    }

    private static BatchLedger Of(ulong[] numbers)
    {
        var ledger = new BatchLedger();
        foreach (var number in numbers)
        {
            ledger.Add(number);
        }

        return ledger;
    }
}
