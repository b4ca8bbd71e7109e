using System.Globalization;
using Roost.Domain.Readings;
using Roost.Domain.Wire;

namespace Roost.Simulators.Recordings.Replay;

/// <summary>Plays a recording to a cloud. Every check that can fail comes before anything is sent.</summary>
internal sealed class RecordingPlayer(Recording recording, ReplayOptions options, TimeProvider clock, TextWriter output, TextWriter errors)
{
    /// <summary>How far ahead of its clock a cloud takes readings.</summary>
    private static readonly TimeSpan ToleratedFuture = TimeSpan.FromSeconds(60);

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Plays until the cloud has acknowledged all; returns whether it has.</summary>
    /// <exception cref="RecordingException">There is nothing to play, or the cloud would not take it.</exception>
    public async Task<bool> PlayAsync(CancellationToken cancellationToken)
    {
        var farm = options.Farm ?? recording.Manifest.Farm;
        if (!WireName.IsValid(farm))
        {
            throw new RecordingException($"\"{farm}\" is no farm's name; give one with --farm.");
        }

        var (from, until) = (TimeOption.Read("--from", options.From, recording.TimeZone), TimeOption.Read("--until", options.Until, recording.TimeZone));
        using var everything = new RecordingReader(recording, Selection.All);
        var quantities = await KnownAsync(Chosen(everything.Series()));
        var selection = new Selection(options.Coops, quantities, from, until);
        using var reader = new RecordingReader(recording, selection);
        if (reader.Extent() is not { } extent)
        {
            throw new RecordingException($"The recording \"{recording.Folder}\" has no readings of what was chosen.");
        }

        Check(extent);
        var series = reader.Series();
        CheckNames(series);
        var names = series.Select(each => each.Coop).Distinct().ToList();
        var coops = names.Count;
        using var cloud = options.RulesTo is null ? null : new CloudApi(options.RulesTo);
        var teller = cloud is null ? null : new RulesTeller(cloud, recording, farm);
        var run = new ReplayRun(
            options.Broker, farm, new ReplayMessages(series), Batches(reader, extent), clock, errors, teller is null ? null : stopping => teller.TellAsync(names, ShiftOf(extent), stopping));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Playing {extent.Readings:N0} readings of {coops} {(coops == 1 ? "coop" : "coops")}, {Show(extent.First)} to {Show(extent.Last)}, as the agent {run.Agent} of the farm {farm}."));
        await output.FlushAsync(cancellationToken);
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            await run.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            var settled = run.IsSettled;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"Stopped: the cloud has acknowledged {run.Acknowledged:N0} readings{(settled ? "" : "; what was on its way may be stored as well")}."));
            return options.Loops && settled;
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"The cloud has acknowledged all {run.Acknowledged:N0} readings after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s."));
        return true;
    }

    private string Show(DateTimeOffset time) => FarmTime.Show(time, recording.TimeZone);

    private IReadOnlyList<RecordedSeries> Chosen(IReadOnlyList<RecordedSeries> series)
    {
        Check("coop", options.Coops, [.. series.Select(each => each.Coop).Distinct()]);
        Check("quantity", options.Quantities, [.. series.Select(each => each.Quantity).Distinct().Order(StringComparer.Ordinal)]);
        return [.. series.Where(each => options.Quantities.Count == 0 || options.Quantities.Contains(each.Quantity))];

        void Check(string what, IReadOnlyList<string> chosen, string[] there)
        {
            if (chosen.FirstOrDefault(name => !there.Contains(name)) is { } missing)
            {
                throw new RecordingException($"The recording \"{recording.Folder}\" has no {what} \"{missing}\"; it has {string.Join(", ", there)}.");
            }
        }
    }

    // What only a newer Roost knows can't be named on the wire; the rest of the recording can be played all the same.
    private async Task<IReadOnlyList<string>> KnownAsync(IReadOnlyList<RecordedSeries> series)
    {
        var names = series.Select(each => each.Quantity).Distinct(StringComparer.Ordinal).ToList();
        foreach (var unknown in names.Where(name => !QuantityFacts.TryParse(name, out _)))
        {
            await errors.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"Note: this Roost does not know the quantity \"{unknown}\"; its {series.Where(each => each.Quantity == unknown).Sum(each => each.Readings):N0} readings are not played."));
        }

        var known = names.Where(name => QuantityFacts.TryParse(name, out _)).ToList();
        return known.Count > 0 ? known : throw new RecordingException($"The recording \"{recording.Folder}\" has no quantity that this Roost knows.");
    }

    private void Check(RecordedExtent extent)
    {
        if (options.Loops && (!options.ShiftsToNow || options.Speed is null or > 1))
        {
            throw new RecordingException(
                "--loop goes with --shift now and a --speed of at most 1, since the rounds would fall upon each other; a cloud that runs on a faster --Clock is played to faster, if --clock says the same.");
        }

        if (!options.ShiftsToNow && extent.Last > clock.GetUtcNow() + ToleratedFuture)
        {
            throw new RecordingException($"The recording goes on until {Show(extent.Last)}, which is still to come, and a cloud takes nothing of the future; play it with --shift now.");
        }

        if (!options.ShiftsToNow && extent.First < Earliest)
        {
            throw new RecordingException($"The recording begins at {Show(extent.First)}, and a cloud takes nothing from before 2000; play it with --shift now.");
        }
    }

    private static void CheckNames(IReadOnlyList<RecordedSeries> series)
    {
        if (series.FirstOrDefault(each => !WireName.IsValid(each.Coop) || !WireName.IsValid(each.Place)) is { } wrong)
        {
            throw new RecordingException(
                $"The coop \"{wrong.Coop}\" with its place \"{wrong.Place}\" can't go over the wire: names have 1 to {WireName.MaximumLength} letters, digits, \"-\", \"_\", \".\" and inner spaces.");
        }
    }

    private TimeSpan ShiftOf(RecordedExtent extent) =>
        options.ShiftsToNow ? ReplayTimeline.Now(extent.First, extent.Last, clock.GetUtcNow(), options.Speed).Shift : TimeSpan.Zero;

    private IEnumerable<(ReplayTimeline, ReplayBatch)> Batches(RecordingReader reader, RecordedExtent extent)
    {
        // A round begins one usual step after the end of the round before.
        var step = extent.Times > 1 ? (extent.Last - extent.First) / (extent.Times - 1) : TimeSpan.FromSeconds(1);
        var start = clock.GetUtcNow();
        do
        {
            var timeline = options.ShiftsToNow
                ? ReplayTimeline.Now(extent.First, extent.Last, start, options.Speed)
                : ReplayTimeline.Original(extent.First, start, options.Speed);
            foreach (var batch in ReplayBatches.Of(reader.Readings(), ReplayBatches.WindowOf(options.Speed)))
            {
                yield return (timeline, batch);
            }

            start = timeline.DueAt(extent.Last + step);
        }
        while (options.Loops);
    }
}
