using Roost.Alarms.Evaluation.Timeline;

namespace Roost.Alarms.LifeCycle;

/// <summary>Revisions that nobody was told of yet, as one step: what came and went in between is not in it. For one thread at a time.</summary>
public sealed class NetRevisions
{
    private readonly List<Revision> net = [];

    /// <summary>What is to be told, in order.</summary>
    public IReadOnlyList<Revision> All => net;

    /// <summary>Adds what was learned next.</summary>
    public void Add(IEnumerable<Revision> revisions)
    {
        foreach (var revision in revisions)
        {
            var known = net.FindIndex(each => each.After is { } after && after.Alarm == (revision.Before?.Alarm ?? revision.After!.Alarm));
            if (known < 0)
            {
                net.Add(revision);
                continue;
            }

            net[known] = net[known] with { After = revision.After };
            if (net[known] is { Before: null, After: null })
            {
                net.RemoveAt(known);
            }
        }
    }

    /// <summary>Takes out those that a test picks, in order.</summary>
    public Revision[] Take(Func<Revision, bool> pick)
    {
        Revision[] taken = [.. net.Where(pick)];
        net.RemoveAll(taken.Contains);
        return taken;
    }

    /// <summary>Puts back what could not be told.</summary>
    public void PutBack(IEnumerable<Revision> revisions)
    {
        Revision[] later = [.. net];
        net.Clear();
        Add(revisions);
        Add(later);
    }
}
