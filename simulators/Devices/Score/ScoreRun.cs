using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;
using Roost.Simulation.Flock;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Score;

/// <summary>One alarm of a run.</summary>
/// <param name="Verdict">The excursion, as known at the end.</param>
/// <param name="LearnedAt">When the cloud could know of it.</param>
/// <param name="WasOver">Whether it was over by then: such a one is logged and pages nobody.</param>
internal sealed record ScoredAlarm(Verdict Verdict, DateTimeOffset LearnedAt, bool WasOver);

/// <summary>What came of a run.</summary>
/// <param name="Alarms">Every alarm, in the order in which they became known.</param>
/// <param name="EndangeredAt">When the birds came to what an alarm must be before; without those that they never came to.</param>
internal sealed record ScoredRun(IReadOnlyList<ScoredAlarm> Alarms, IReadOnlyDictionary<ExpectedAlarm, DateTimeOffset> EndangeredAt);

/// <summary>Plays a scenario through the rules of its kind of birds, as edge and cloud run them, without the network between.</summary>
internal static class ScoreRun
{
    private const string Coop = "coop-1";

    // Longer than any line is cut in a scenario.
    private static readonly TimeSpan Keep = TimeSpan.FromHours(30);

    /// <summary>The pack that a kind of birds is watched with.</summary>
    public static RulePack PackOf(BirdKind kind) => kind.Lays ? RulePacks.Layer : kind.IsHardy ? RulePacks.SlowGrowing : RulePacks.Broiler;

    /// <summary>Plays it to its end.</summary>
    public static ScoredRun Play(Scenario scenario, RulePack pack, CancellationToken cancellationToken)
    {
        var coop = scenario.Begin();
        var flock = scenario.Setup.Flock;
        var context = new CoopContext(Coop, scenario.Setup.TimeZone, flock.Kind.Standard, flock.PlacedOn, flock.Birds, []);
        using var camera = coop.Events.OfType<CameraTrouble>().Any() ? new ScenarioCamera(coop) : null;
        var feed = new ScoreFeed(coop, camera);
        var judge = feed.HasBacklog ? (IScoreJudge)new TimelineJudge(pack, context, Keep) : new OrderJudge(pack, context);
        DangerWatch[] watches = [.. scenario.Events.SelectMany(each => each.Expected.Where(alarm => alarm.Danger is not null).Select(alarm => new DangerWatch(alarm, each.Event.From)))];
        List<Reading> arrived = [];
        for (var end = coop.Now + scenario.Length; coop.Now < end;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            coop.Step();
            arrived.Clear();
            feed.Take(arrived);
            judge.Take(arrived, coop.Now);
            foreach (var watch in watches)
            {
                watch.See(coop);
            }
        }

        Dictionary<ExpectedAlarm, DateTimeOffset> endangeredAt = new(ReferenceEqualityComparer.Instance);
        foreach (var watch in watches.Where(static watch => watch.ReachedAt is not null))
        {
            endangeredAt[watch.Alarm] = watch.ReachedAt!.Value;
        }

        return new(judge.Alarms, endangeredAt);
    }

    private interface IScoreJudge
    {
        IReadOnlyList<ScoredAlarm> Alarms { get; }

        void Take(List<Reading> arrived, DateTimeOffset now);
    }

    /// <summary>For readings that all come in order.</summary>
    private sealed class OrderJudge(RulePack pack, CoopContext context) : IScoreJudge
    {
        private readonly CoopEvaluation evaluation = new(pack, context);
        private readonly List<Verdict> said = [];
        private readonly Dictionary<AlarmId, ScoredAlarm> alarms = [];

        public IReadOnlyList<ScoredAlarm> Alarms => [.. alarms.Values];

        public void Take(List<Reading> arrived, DateTimeOffset now)
        {
            foreach (ref readonly var reading in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(arrived))
            {
                evaluation.Step(reading);
            }

            evaluation.Drain(said);
            foreach (var verdict in said)
            {
                alarms[verdict.Alarm] = alarms.TryGetValue(verdict.Alarm, out var known) ? known with { Verdict = verdict } : new(verdict, now, false);
            }

            said.Clear();
        }
    }

    /// <summary>For readings of which some come late.</summary>
    private sealed class TimelineJudge(RulePack pack, CoopContext context, TimeSpan keep) : IScoreJudge
    {
        private readonly CoopTimeline timeline = new(pack, context, keep);
        private readonly Dictionary<AlarmId, ScoredAlarm> alarms = [];

        public IReadOnlyList<ScoredAlarm> Alarms => [.. alarms.Values];

        public void Take(List<Reading> arrived, DateTimeOffset now)
        {
            foreach (var (before, after) in timeline.Take(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(arrived)).Revisions)
            {
                ScoredAlarm? known = null;
                if (before is not null)
                {
                    // What is withdrawn was told all the same.
                    alarms.TryGetValue(before.Alarm, out known);
                    if (after is not null)
                    {
                        alarms.Remove(before.Alarm);
                    }
                }

                if (after is not null)
                {
                    alarms[after.Alarm] = known is null ? new(after, now, after.EndedAt is not null) : known with { Verdict = after };
                }
            }
        }
    }
}
