using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation.Timeline;

/// <summary>
/// Judges one coop's readings in whatever order, however often and in whatever batches they come, and tells how the verdicts change: in the end
/// they are those of a <see cref="CoopEvaluation"/> that had the readings in order. What comes late is judged again with all that followed it.
/// For one thread at a time.
/// </summary>
public sealed partial class CoopTimeline
{
    // Each costs a coop's whole state in memory and the time to write it; fewer cost more readings judged again where one comes late.
    private const int StatesKept = 2;

    private readonly CompiledPack pack;
    private readonly CoopContext context;
    private readonly long keep;
    private readonly RecentReadings readings = new();
    private readonly ToldVerdicts told = new();
    private readonly List<KeptState> states = [];
    private readonly List<Verdict> said = [];
    private CoopEvaluation head;
    private long advancedTo = long.MinValue;

    /// <summary>Begins with nothing known.</summary>
    /// <param name="pack">The rules.</param>
    /// <param name="context">The coop.</param>
    /// <param name="keep">How late a reading may be, in event time, and still be judged from memory; readings that long, and a little more, are kept.</param>
    public CoopTimeline(RulePack pack, CoopContext context, TimeSpan keep)
        : this(new CompiledPack(pack), context, keep) => Keep();

    private CoopTimeline(CompiledPack pack, CoopContext context, TimeSpan keep)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, TimeSpan.Zero);
        (this.pack, this.context, this.keep, head) = (pack, context, keep.Ticks, new(pack, context));
    }

    /// <summary>Excursions that were raised and have not ended, each with its worst so far.</summary>
    public IReadOnlyList<Verdict> Active => head.Active;

    /// <summary>Event time of the newest reading or <see cref="AdvanceTo"/> taken in; null before the first.</summary>
    public DateTimeOffset? Through => ThroughTicks == long.MinValue ? null : new(ThroughTicks, TimeSpan.Zero);

    /// <summary>The quantities that the rules read at a place which they name.</summary>
    public IReadOnlyList<Quantity> QuantitiesAt(string place) => [.. pack.Rules.SelectMany(rule => rule.QuantitiesAt(place)).Distinct()];

    private long ThroughTicks => Math.Max(head.Position.Through, advancedTo);

    /// <summary>Whether some of these readings are of what is judged already: to take them in is to judge anew what followed them.</summary>
    public bool AreLate(ReadOnlySpan<Reading> readings)
    {
        var judged = head.Position;
        foreach (ref readonly var reading in readings)
        {
            if (Covers(judged, reading))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes in readings in any order. Repeats change nothing.</summary>
    public TimelineStep Take(ReadOnlySpan<Reading> readings)
    {
        var (first, tooOld) = (int.MaxValue, long.MaxValue);
        var oldest = states[0].Position;
        foreach (ref readonly var reading in readings)
        {
            var at = reading.TakenAt.UtcTicks;
            if (oldest.Covers(at, reading.Quantity, reading.Place))
            {
                tooOld = Math.Min(tooOld, at);
            }
            else if (this.readings.Insert(reading) is var index and >= 0)
            {
                first = Math.Min(first, index);
            }
        }

        var revisions = first < this.readings.Count ? JudgeFrom(first) : [];
        return revisions.Count == 0 && tooOld == long.MaxValue
            ? TimelineStep.Nothing
            : new(revisions, tooOld == long.MaxValue ? null : new(tooOld, TimeSpan.Zero));
    }

    /// <summary>
    /// Time passes without readings, up to and with a moment. No effect when it is not later than <see cref="Through"/>. Readings of a time that has
    /// passed are late and judged as such.
    /// </summary>
    public TimelineStep AdvanceTo(DateTimeOffset time)
    {
        if (time.UtcTicks <= ThroughTicks)
        {
            return TimelineStep.Nothing;
        }

        advancedTo = time.UtcTicks;
        if (head.IsIdleTo(advancedTo))
        {
            return TimelineStep.Nothing;
        }

        var (count, before) = (told.Count, told.Since(told.Count));
        Pass();
        return Learned(count, before) is { Count: > 0 } revisions ? new(revisions, null) : TimelineStep.Nothing;
    }

    private IReadOnlyList<Revision> JudgeFrom(int first)
    {
        var (count, before) = (told.Count, told.Since(told.Count));
        if (Covers(head.Position, this.readings[first]))
        {
            var state = states.FindLast(kept => !Covers(kept.Position, readings[first]))!;
            (count, before) = (state.Told, told.Since(state.Told));
            GoBackTo(state);
            first = readings.FirstAfter(state.Position);
        }

        for (var index = first; index < readings.Count; index++)
        {
            Step(readings[index]);
        }

        Say();
        Pass();
        return Learned(count, before);
    }

    /// <summary>What became known since a count; only then may what is settled be forgotten.</summary>
    private IReadOnlyList<Revision> Learned(long count, IReadOnlyList<Verdict> before)
    {
        var revisions = told.Count == count ? [] : VerdictDifference.Between(before, told.Since(count));
        Forget();
        return revisions;
    }

    private void Step(in Reading reading)
    {
        var since = Math.Max(states[^1].Position.Through, 0);
        if (reading.TakenAt.UtcTicks - since > keep / StatesKept && head.Position.Through > since)
        {
            Keep();
        }

        head.Step(reading);
    }

    /// <summary>Lets the head pass to where time has come, unless nothing happens by then: readings of the meantime may then still come in order.</summary>
    private void Pass()
    {
        if (advancedTo > head.Position.Through && !head.IsIdleTo(advancedTo))
        {
            if (head.Position.PassedTo <= head.Position.At)
            {
                Keep();
            }

            head.AdvanceTo(new(advancedTo, TimeSpan.Zero));
            Say();
        }
    }

    private void Say()
    {
        head.Drain(said);
        told.Tell(said);
        said.Clear();
    }

    private static bool Covers(Position position, in Reading reading) => position.Covers(reading.TakenAt.UtcTicks, reading.Quantity, reading.Place);
}
