using Roost.Alarms.Evaluation.Series;
using Roost.Alarms.Evaluation.Signals;
using Roost.Domain.Readings;

namespace Roost.Alarms.Evaluation;

/// <content>Readings to the rules that look at them, and time to those that wait for it.</content>
public sealed partial class CoopEvaluation
{
    private void Take(SensorSeries series, in Reading reading, long now)
    {
        var value = reading.Value ?? double.NaN;
        var trust = reading.Quality switch
        {
            Quality.Good when double.IsFinite(value) => Trust.Good,
            Quality.Uncertain when double.IsFinite(value) => Trust.Uncertain,
            _ => Trust.Unknown,
        };
        if (trust is Trust.Good && reading.Quantity is Quantity.FlockDay or Quantity.BirdCount)
        {
            flock.Take(reading.Quantity, now, value);
        }

        table.Readings++;
        var isNews = series.Take(now, value, trust);
        foreach (var watch in isNews || firstDue <= now ? series.Watches : series.RestlessWatches)
        {
            watch.Touch(now, said);
            firstDue = Math.Min(firstDue, watch.Due);
        }
    }

    /// <summary>A series came for the first time: rules begin at its place, and signals that fell back to another one may find it.</summary>
    private SensorSeries Add(Quantity quantity, string place, long now)
    {
        var series = Append(quantity, place);
        Bind(watches.Where(watch => watch.Compiled.LooksAt(quantity) || watch.IsNew), now);
        firstDue = now;
        return series;
    }

    private SensorSeries Append(Quantity quantity, string place)
    {
        var series = new SensorSeries(quantity, place, pack.WindowsAt(quantity, place), calendar);
        table.Add(series);
        for (var index = 0; index < pack.Rules.Length; index++)
        {
            if (pack.Rules[index].IsAt(quantity, place))
            {
                watches.Add(new(pack.Rules[index], index, context.Coop, place, use));
            }
        }

        return series;
    }

    private void Bind(IEnumerable<RuleWatch> anew, long now)
    {
        var shared = new SharedGauges(table, pack.SharedSignals);
        foreach (var watch in anew)
        {
            watch.Bind(table, flock, shared, now);
        }

        var watching = watches.SelectMany(static watch => watch.Inputs, static (watch, series) => (watch, series)).ToLookup(static pair => pair.series, static pair => pair.watch);
        foreach (var series in table.All)
        {
            series.Watches = [.. watching[series]];
            series.RestlessWatches = [.. series.Watches.Where(static watch => !watch.Compiled.IsSteady)];
        }
    }

    /// <summary>Lets time pass: the house's uses up to and with one moment, what is due up to and with another.</summary>
    private void Pass(long usesTo, long dueTo)
    {
        while (nextUse < context.Uses.Count && context.Uses[nextUse] is var next && next.From.UtcTicks <= usesTo)
        {
            Settle(next.From.UtcTicks - 1);
            (use, nextUse) = (next.Use, nextUse + 1);
            foreach (var watch in watches)
            {
                watch.ChangeUse(use, said);
            }
        }

        Settle(dueTo);
        firstDue = nextUse < context.Uses.Count ? context.Uses[nextUse].From.UtcTicks - 1 : long.MaxValue;
        foreach (var watch in watches)
        {
            firstDue = Math.Min(firstDue, watch.Due);
        }
    }

    private void Settle(long to)
    {
        foreach (var watch in watches)
        {
            watch.Pass(to, said);
        }
    }

    /// <summary>Whether nothing at all happens up to and with a moment if no reading comes.</summary>
    internal bool IsIdleTo(long to)
    {
        if (to < firstDue)
        {
            return true;
        }

        var untilUse = nextUse < context.Uses.Count ? context.Uses[nextUse].From.UtcTicks : long.MaxValue;
        return untilUse > to && watches.All(watch => watch.FirstDue(to) > to);
    }
}
