using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Simulators.Recordings;

/// <summary>By what a coop is judged.</summary>
/// <param name="Pack">The rules.</param>
/// <param name="Context">What is known of the coop.</param>
internal sealed record JudgedBy(RulePack Pack, CoopContext Context);

/// <summary>Judges readings in the order of time by the rules that edge and cloud run.</summary>
/// <param name="judgedBy">By what the coop of a name is judged.</param>
internal sealed class RecordingJudge(Func<string, JudgedBy> judgedBy)
{
    private readonly Dictionary<string, CoopEvaluation> coops = new(StringComparer.Ordinal);

    // A recording is in the order of names, the engine in that of quantities: the readings of one moment are sorted.
    private readonly List<(string Coop, Reading Reading)> moment = [];

    /// <summary>Every alarm of a recording as its last readings tell it, oldest first.</summary>
    public static IReadOnlyList<Verdict> Judge(
        Recording recording, Selection selection, Func<string, JudgedBy> judgedBy, CancellationToken cancellationToken)
    {
        using var reader = new RecordingReader(recording, selection);
        var judge = new RecordingJudge(judgedBy);
        foreach (var read in reader.Readings())
        {
            cancellationToken.ThrowIfCancellationRequested();
            judge.Take(read);
        }

        return judge.Finish();
    }

    /// <summary>Takes the next reading; of a quantity that this Roost does not know, none.</summary>
    public void Take(in RecordedReading read)
    {
        if (moment.Count > 0 && read.TakenAt != moment[0].Reading.TakenAt)
        {
            Step();
        }

        if (QuantityFacts.TryParse(read.Quantity, out var quantity))
        {
            moment.Add((read.Coop, new(quantity, read.Place, read.TakenAt, read.Value, read.Quality, read.Reason)));
        }
    }

    /// <summary>The last word on every alarm, oldest first.</summary>
    public IReadOnlyList<Verdict> Finish()
    {
        Step();
        List<Verdict> said = [];
        foreach (var evaluation in coops.Values)
        {
            evaluation.Drain(said);
        }

        return [.. said.GroupBy(verdict => verdict.Alarm).Select(group => group.Last()).OrderBy(verdict => verdict.RaisedAt)
            .ThenBy(verdict => verdict.Alarm.ToString(), StringComparer.Ordinal)];
    }

    private void Step()
    {
        foreach (var (coop, reading) in moment.OrderBy(each => each.Reading.Quantity).ThenBy(each => each.Reading.Place, StringComparer.Ordinal))
        {
            if (!coops.TryGetValue(coop, out var evaluation))
            {
                var by = judgedBy(coop);
                coops[coop] = evaluation = new(by.Pack, by.Context);
            }

            evaluation.Step(reading);
        }

        moment.Clear();
    }
}
