using Roost.Alarms.Evaluation.Series;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation;

/// <summary>
/// Judges one coop's readings by a pack of rules, in the order of their time: the same readings give the same verdicts, whoever judges them and
/// when. It reads no clock; time passes with readings and by <see cref="AdvanceTo"/>, and how finely it is told changes nothing.
/// Allocates nothing for a reading that raises or ends nothing. For one thread at a time.
/// </summary>
/// <remarks>
/// A reading counts for ten minutes of event time, or until the next of its series. An alarm is raised at the very end of its on-delay if what
/// was last known by then is beyond the limit, and ends likewise; while something that the rule needs is unknown neither happens, and if it was
/// unknown for more than ten minutes the delay begins anew.
/// </remarks>
public sealed partial class CoopEvaluation
{
    private readonly CompiledPack pack;
    private readonly CoopContext context;
    private readonly FarmCalendar calendar;
    private readonly FlockFigures flock;
    private readonly SeriesTable table = new();
    private readonly List<RuleWatch> watches = [];
    private readonly List<Verdict> said = [];

    private Position position = Position.Start;
    private long firstDue = long.MinValue;
    private int nextUse;
    private HouseUse use = HouseUse.Birds;

    /// <summary>Begins with nothing known.</summary>
    public CoopEvaluation(RulePack pack, CoopContext context)
        : this(new CompiledPack(pack), context)
    {
    }

    internal CoopEvaluation(CompiledPack pack, CoopContext context)
    {
        this.pack = pack;
        this.context = context;
        calendar = new(context.TimeZone);
        flock = new(context, calendar);
    }

    /// <summary>Event time of the newest reading or <see cref="AdvanceTo"/> taken in; null before the first.</summary>
    public DateTimeOffset? Through => position.Through == long.MinValue ? null : new(position.Through, TimeSpan.Zero);

    /// <summary>Excursions that were raised and have not ended, each with its worst so far.</summary>
    public IReadOnlyList<Verdict> Active => [.. watches.Select(watch => watch.Active).OfType<Verdict>()];

    internal Position Position => position;

    /// <summary>
    /// Takes in one reading, in the order of time, quantity and place. False, and nothing has changed, for one that is not after the last:
    /// a repeat, or one that came late.
    /// </summary>
    public bool Step(in Reading reading)
    {
        var now = reading.TakenAt.UtcTicks;
        if (position.Covers(now, reading.Quantity, reading.Place))
        {
            return false;
        }

        if (now > firstDue)
        {
            Pass(now, now - 1);
        }

        position = position with { At = now, Quantity = reading.Quantity, Place = reading.Place };
        var series = table.Find(reading.Quantity, reading.Place) ?? Add(reading.Quantity, reading.Place, now);
        Take(series, reading, now);
        return true;
    }

    /// <summary>
    /// Time passes without readings: silence grows, delays run out, readings cease to count. No effect when it is not later than
    /// <see cref="Through"/>; readings of this time and before it are late from then on.
    /// </summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        var to = time.UtcTicks;
        if (to > position.Through)
        {
            Pass(to, to);
            position = position with { PassedTo = to };
        }
    }

    /// <summary>
    /// Hands over every verdict that is new or changed since the last time, in the order of what happened: an excursion once when it is raised,
    /// and again when it has ended.
    /// </summary>
    public void Drain(ICollection<Verdict> into)
    {
        if (said.Count == 0)
        {
            return;
        }

        foreach (var verdict in said.OrderBy(each => each.EndedAt ?? each.RaisedAt))
        {
            into.Add(verdict);
        }

        said.Clear();
    }
}
