namespace Roost.Cloud.Store;

/// <summary>Batch numbers from first to last, both inside.</summary>
internal readonly record struct BatchRun(ulong First, ulong Last);

/// <summary>
/// The batch numbers of one agent that are stored, as disjoint runs. Knowing that nothing below a number is missing is the run that starts
/// at 0 (no batch has that number). Adding runs commutes and repeats harmlessly, so the durable form is any list of runs that was ever
/// added. Not safe for concurrent use.
/// </summary>
internal sealed class BatchLedger
{
    private readonly List<BatchRun> runs = [];

    /// <summary>Every batch up to this one is stored or gone for good; null while the agent's oldest batch is not known.</summary>
    public ulong? CommittedThrough => runs is [{ First: 0, Last: var last }, ..] ? last : null;

    /// <summary>The numbers, in order; no two runs touch.</summary>
    public IReadOnlyList<BatchRun> Runs => runs;

    /// <summary>Whether a number is in.</summary>
    public bool Contains(ulong number) =>
        IndexOfFirstEndingAtOrAfter(number) is var index && index < runs.Count && runs[index].First <= number;

    /// <summary>Adds a number; false when it was in already.</summary>
    public bool Add(ulong number)
    {
        if (Contains(number))
        {
            return false;
        }

        Add(new BatchRun(number, number));
        return true;
    }

    /// <summary>Adds all numbers of a run.</summary>
    public void Add(BatchRun run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(run.Last, run.First);
        var (first, last) = (run.First, run.Last);
        var from = IndexOfFirstEndingAtOrAfter(first == 0 ? 0 : first - 1);
        var to = from;
        while (to < runs.Count && (last == ulong.MaxValue || runs[to].First <= last + 1))
        {
            first = Math.Min(first, runs[to].First);
            last = Math.Max(last, runs[to].Last);
            to++;
        }

        if (to == from)
        {
            runs.Insert(from, new(first, last));
            return;
        }

        runs[from] = new(first, last);
        runs.RemoveRange(from + 1, to - from - 1);
    }

    private int IndexOfFirstEndingAtOrAfter(ulong number)
    {
        // New numbers come at the end almost always, so the search begins there.
        if (runs.Count == 0 || runs[^1].Last < number)
        {
            return runs.Count;
        }

        var (low, high) = (0, runs.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = runs[middle].Last < number ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
