using System.Globalization;
using Roost.Alarms.Evaluation;
using Roost.Alarms.LifeCycle;
using Roost.Alarms.Storms;
using Roost.Simulators.Recordings.Parts;

namespace Roost.Simulators.Recordings.Record;

/// <summary>Records what a cloud knows of a farm beside its readings: alarms, rules, flocks and pictures.</summary>
internal sealed class FarmRecorder(CloudApi cloud, string farm, CloudFarm known, IReadOnlyList<string> wanted)
{
    private readonly CloudCoop[] coops = [.. known.Coops.Where(coop => wanted.Count == 0 || wanted.Contains(coop.Coop))];

    /// <summary>Adds all of it to a recording.</summary>
    /// <exception cref="RecordingException">The cloud can't be reached, refuses, or breaks off.</exception>
    public async Task RecordAsync(DateTimeOffset from, DateTimeOffset to, RecordingWriter writer, CancellationToken cancellationToken)
    {
        AlarmsPart.Write(writer, await AlarmsAsync(from, to, cancellationToken), to);
        await RecordRulesAsync(writer, cancellationToken);
        foreach (var (coop, picture) in coops.SelectMany(coop => coop.Previews.Select(picture => (coop.Coop, picture))))
        {
            if (picture.TakenAt >= from && picture.TakenAt < to)
            {
                await RecordStillAsync(coop, picture, writer, cancellationToken);
            }
        }
    }

    // A storm is how a farm's alarms are told, not an alarm of the readings; what was withdrawn or goes on under another id is none.
    private async Task<IReadOnlyList<Verdict>> AlarmsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        List<Verdict> alarms = [];
        string? next = null;
        do
        {
            var page = await cloud.GetAsync<CloudAlarms>(
                Path(string.Create(CultureInfo.InvariantCulture, $"alarms?limit=500&from={from.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}&to={to.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}"))
                    + string.Concat(wanted.Select(coop => $"&coop={Uri.EscapeDataString(coop)}")) + (next is null ? "" : $"&after={Uri.EscapeDataString(next)}"),
                cancellationToken);
            alarms.AddRange(page.Alarms.Select(each => each.Alarm).Where(alarm => alarm.Id.Rule != CausePrecedence.Storm && alarm.End is null or AlarmEnd.Over)
                .Select(alarm => new Verdict(alarm.Id, alarm.Severity, alarm.RaisedAt, alarm.EndedAt, alarm.Value, alarm.Limit, alarm.Worst)));
            next = page.Next;
        }
        while (next is not null);
        return alarms;
    }

    private async Task RecordRulesAsync(RecordingWriter writer, CancellationToken cancellationToken)
    {
        Dictionary<string, string> packs = new(StringComparer.Ordinal);
        SortedDictionary<int, RecordedChange> changes = [];
        List<RecordedFlock> flocks = [];
        foreach (var coop in coops.Select(coop => coop.Coop))
        {
            var rules = await cloud.GetAsync<CloudRules>(Path($"rules?coop={Uri.EscapeDataString(coop)}"), cancellationToken);
            var settings = await cloud.GetAsync<CloudSettings>(Path($"coops/{Uri.EscapeDataString(coop)}/settings"), cancellationToken);
            packs[coop] = rules.Pack;
            flocks.Add(new(coop, null, settings.PlacedOn, settings.Birds, settings.Uses));
            foreach (var change in rules.Changes)
            {
                changes[change.Version] = new(change.Coop, change.Change);
            }
        }

        RulesPart.Write(writer, packs, [.. changes.Values]);
        FlocksPart.Write(writer, flocks);
    }

    private async Task RecordStillAsync(string coop, CloudPicture picture, RecordingWriter writer, CancellationToken cancellationToken)
    {
        using var answer = await cloud.FindAsync(Path($"coops/{Uri.EscapeDataString(coop)}/cameras/{Uri.EscapeDataString(picture.Camera)}/preview"), cancellationToken);
        if (answer is null)
        {
            // Pictures live in a cloud's memory: it has restarted since.
            return;
        }

        try
        {
            await StillsPart.AddAsync(
                writer, coop, picture.Camera, answer.Content.Headers.LastModified ?? picture.TakenAt, await answer.Content.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            throw cloud.BrokenOff(problem);
        }
    }

    private string Path(string below) => $"api/farms/{Uri.EscapeDataString(farm)}/{below}";
}
