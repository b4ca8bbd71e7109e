namespace Roost.Simulators.Recordings.Record;

/// <summary>The batch numbers of one agent that came already, as runs, so that what follows each other takes no room.</summary>
internal sealed class BatchNumbers
{
    private readonly List<(ulong First, ulong Last)> runs = [];

    /// <summary>Adds a number; false when it was there already.</summary>
    public bool Add(ulong number)
    {
        // The last run that does not begin after the number; new numbers mostly follow the very last.
        var index = runs.Count - 1;
        while (index >= 0 && runs[index].First > number)
        {
            index--;
        }

        if (index >= 0 && number <= runs[index].Last)
        {
            return false;
        }

        var follows = index >= 0 && runs[index].Last + 1 == number;
        var precedes = index + 1 < runs.Count && runs[index + 1].First == number + 1;
        if (follows && precedes)
        {
            runs[index] = (runs[index].First, runs[index + 1].Last);
            runs.RemoveAt(index + 1);
        }
        else if (follows)
        {
            runs[index] = (runs[index].First, number);
        }
        else if (precedes)
        {
            runs[index + 1] = (number, runs[index + 1].Last);
        }
        else
        {
            runs.Insert(index + 1, (number, number));
        }

        return true;
    }
}
