namespace Roost.Alarms.Evaluation.Timeline;

/// <summary>The verdicts that were told and may still change: active ones, and those that changed after the oldest state that is kept.</summary>
internal sealed class ToldVerdicts
{
    private readonly Dictionary<AlarmId, (Verdict Verdict, long Number)> told = [];

    /// <summary>How many changes were told so far; a state kept at some moment notes it.</summary>
    public long Count { get; private set; }

    /// <summary>Those that were active at a count, or changed after it, by start.</summary>
    public IReadOnlyList<Verdict> Since(long count) => told.Count == 0 ? [] :
        [.. told.Values.Where(each => each.Verdict.EndedAt is null || each.Number > count).Select(each => each.Verdict).OrderBy(verdict => verdict.Alarm.Start)];

    public void Tell(IReadOnlyList<Verdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            told[verdict.Alarm] = (verdict, ++Count);
        }
    }

    /// <summary>Goes back to a count at which these were active.</summary>
    public void GoBack(long count, IEnumerable<Verdict> active)
    {
        foreach (var verdict in Since(count))
        {
            told.Remove(verdict.Alarm);
        }

        foreach (var verdict in active)
        {
            told[verdict.Alarm] = (verdict, count);
        }
    }

    /// <summary>Forgets what ended up to a count, for good.</summary>
    public void Settle(long count)
    {
        foreach (var (alarm, _) in told.Where(each => each.Value.Verdict.EndedAt is not null && each.Value.Number <= count).ToList())
        {
            told.Remove(alarm);
        }
    }

    public void Clear() => told.Clear();
}
