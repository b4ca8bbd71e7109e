using System.Text;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation.Timeline;

/// <content>States to go back to.</content>
public sealed partial class CoopTimeline
{
    /// <summary>The state to go on from after a restart.</summary>
    public Checkpoint Save() => new(Through ?? DateTimeOffset.MinValue, TimelineBytes.Write(pack.FingerprintOf(context, ThroughTicks), states[0].State, readings, ThroughTicks, advancedTo));

    /// <summary>Goes on from a checkpoint, as if it had never been interrupted.</summary>
    /// <exception cref="InvalidDataException">It was saved by another version, or for other rules, another coop or another flock; or it is damaged.</exception>
    public static CoopTimeline Restore(RulePack pack, CoopContext context, TimeSpan keep, Checkpoint saved)
    {
        var timeline = new CoopTimeline(new CompiledPack(pack), context, keep);
        (timeline.head, timeline.advancedTo) = TimelineBytes.Read(timeline.pack, context, saved.State, timeline.readings);
        timeline.told.Tell(timeline.head.Active);
        timeline.Keep();
        if (timeline.readings.Count > 0)
        {
            timeline.JudgeFrom(0);
        }

        timeline.Pass();
        return timeline;
    }

    /// <summary>The oldest state that a checkpoint holds: what <see cref="Rejudge"/> begins with.</summary>
    /// <exception cref="InvalidDataException">As for <see cref="Restore"/>.</exception>
    public static CoopEvaluation StateOf(RulePack pack, CoopContext context, Checkpoint saved) =>
        TimelineBytes.Read(new CompiledPack(pack), context, saved.State, new()).State;

    /// <summary>
    /// Judges anew from a state that is older than what is kept. Readings that are kept and not among those given count too.
    /// </summary>
    /// <param name="from">A state from before the earliest reading that was too old; it is left as it is.</param>
    /// <param name="sinceThenInOrder">All readings since, in the order of time, quantity and place; repeats and earlier ones change nothing.</param>
    /// <param name="toldSinceThen">The verdicts that were active in that state or told since, as they were told last.</param>
    public TimelineStep Rejudge(CoopEvaluation from, IEnumerable<Reading> sinceThenInOrder, IReadOnlyList<Verdict> toldSinceThen)
    {
        var before = toldSinceThen.Concat(told.Since(-1)).GroupBy(verdict => verdict.Alarm).Select(same => same.Last()).ToList();
        var through = ThroughTicks;
        var kept = readings.TakeAll();
        states.Clear();
        told.Clear();
        head = Copy(from);
        told.Tell(head.Active);
        Keep();
        foreach (var reading in InOrder.Merge(sinceThenInOrder, kept).Where(reading => !Covers(states[0].Position, reading)))
        {
            readings.Insert(reading);
            Step(reading);
        }

        advancedTo = Math.Max(through, advancedTo);
        Say();
        Pass();
        var after = told.Since(-1);
        Forget();
        return new(VerdictDifference.Between(before, after), null);
    }

    private void Keep()
    {
        Say();
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        head.Save(writer);
        writer.Flush();
        states.Add(new(head.Position, bytes.ToArray(), told.Count));
    }

    private void GoBackTo(KeptState state)
    {
        states.RemoveRange(states.IndexOf(state) + 1, states.Count - states.IndexOf(state) - 1);
        head = Load(state.State);
        told.GoBack(state.Told, head.Active);
    }

    private CoopEvaluation Load(byte[] state)
    {
        using var reader = new BinaryReader(new MemoryStream(state), Encoding.UTF8);
        return CoopEvaluation.Load(pack, context, reader);
    }

    private CoopEvaluation Copy(CoopEvaluation from)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        from.Save(writer);
        writer.Flush();
        return Load(bytes.ToArray());
    }

    /// <summary>Forgets the states and readings that are older than what is to be kept.</summary>
    private void Forget()
    {
        var first = states.FindLastIndex(state => state.Position.Through <= ThroughTicks - keep);
        if (first > 0)
        {
            states.RemoveRange(0, first);
            readings.RemoveFirst(readings.FirstAfter(states[0].Position));
            told.Settle(states[0].Told);
        }
    }

    private sealed record KeptState(Position Position, byte[] State, long Told);
}
