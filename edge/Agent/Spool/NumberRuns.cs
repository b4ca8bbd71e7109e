namespace Roost.Edge.Spool;

/// <summary>The batch numbers of a segment as runs without a hole: almost always one run, however many batches.</summary>
internal sealed class NumberRuns
{
    private readonly List<(ulong First, ulong Last)> runs = [];

    public bool IsEmpty => runs.Count == 0;

    public ulong Last => runs[^1].Last;

    public ulong Count => runs.Aggregate(0UL, (count, run) => count + (run.Last - run.First + 1));

    /// <summary>Adds a number above all others; false when it is not above them.</summary>
    public bool TryAdd(ulong number)
    {
        if (runs.Count > 0 && number <= Last)
        {
            return false;
        }

        if (runs.Count > 0 && number == Last + 1)
        {
            runs[^1] = (runs[^1].First, number);
        }
        else
        {
            runs.Add((number, number));
        }

        return true;
    }

    /// <summary>The lowest number above a given one, or null.</summary>
    public ulong? FirstAbove(ulong number)
    {
        foreach (var (first, last) in runs)
        {
            if (last > number)
            {
                return Math.Max(first, number + 1);
            }
        }

        return null;
    }

    /// <summary>How many numbers lie above a given one.</summary>
    public ulong CountAbove(ulong number) =>
        runs.Aggregate(0UL, (count, run) => run.Last > number ? count + (run.Last - Math.Max(run.First, number + 1) + 1) : count);

    /// <summary>Takes out the numbers from one to another, both included; returns how many there were.</summary>
    public ulong Remove(ulong from, ulong to)
    {
        var before = Count;
        var kept = runs
            .SelectMany(run => new[]
            {
                (run.First, Last: from == 0 ? 0 : Math.Min(run.Last, from - 1), IsRun: from > run.First),
                (First: Math.Max(run.First, to + 1), run.Last, IsRun: to < run.Last),
            })
            .Where(part => part.IsRun)
            .Select(part => (part.First, part.Last))
            .ToList();
        runs.Clear();
        runs.AddRange(kept);
        return before - Count;
    }
}
