using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Domain.Readings;

namespace Roost.Alarms.Tests.Evaluation.Timeline;

/// <summary>A receiver of readings with a store, who keeps a table of verdicts by what a timeline tells, and may be restarted.</summary>
internal sealed class Receiver(CoopContext context, TimeSpan keep)
{
    private readonly List<Reading> store = [];
    private CoopTimeline timeline = new(Histories.Pack, context, keep);

    public Dictionary<AlarmId, Verdict> Table { get; } = [];

    public CoopTimeline Timeline => timeline;

    public int Rejudged { get; private set; }

    public void Take(Reading[] readings)
    {
        store.AddRange(readings);
        var step = timeline.Take(readings);
        Note(step);
        if (step.TooOldFrom is { } from)
        {
            Assert.That(from, Is.EqualTo(readings.Where(reading => reading.TakenAt >= from).Min(reading => reading.TakenAt)));
            Rejudged++;
            Note(timeline.Rejudge(new CoopEvaluation(Histories.Pack, context), Histories.InOrder(store), [.. Table.Values]));
        }
    }

    public void AdvanceTo(DateTimeOffset time) => Note(timeline.AdvanceTo(time));

    public void Restart() => timeline = CoopTimeline.Restore(Histories.Pack, context, keep, timeline.Save());

    private void Note(TimelineStep step)
    {
        foreach (var (before, after) in step.Revisions)
        {
            if (before is not null)
            {
                Assert.That(Table.Remove(before.Alarm, out var told), Is.True, "only what was told can change");
                Assert.That(told!.EndedAt is null ? told with { Worst = before.Worst } : told, Is.EqualTo(before));
            }

            if (after is not null)
            {
                Table.Add(after.Alarm, after);
            }
        }
    }
}
