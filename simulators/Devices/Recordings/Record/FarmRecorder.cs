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
        foreach (var coop in coops)
        {
            await RecordStillsAsync(coop.Coop, from, to, writer, cancellationToken);
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
                Path($"alarms?limit=500&from={Text(from)}&to={Text(to)}")
                    + string.Concat(wanted.Select(coop => $"&coop={Uri.EscapeDataString(coop)}")) + (next is null ? "" : $"&after={Uri.EscapeDataString(next)}"),
                cancellationToken);
            alarms.AddRange(page.Alarms.Select(each => each.Alarm).Where(alarm => alarm.Id.Rule != CausePrecedence.Storm && alarm.End is null or AlarmEnd.Over)
                .Select(alarm => new Verdict(alarm.Id, alarm.Severity, alarm.RaisedAt, alarm.EndedAt, alarm.Value, alarm.Limit, alarm.Worst, Suppressed: alarm.Suppressed)));
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

    private async Task RecordStillsAsync(string coop, DateTimeOffset from, DateTimeOffset to, RecordingWriter writer, CancellationToken cancellationToken)
    {
        // A list has its longest; each further one begins with the last picture of the one before.
        HashSet<CloudStill> recorded = [];
        CloudStill[] listed;
        for (var since = from; ; since = listed[^1].TakenAt)
        {
            listed = await cloud.GetAsync<CloudStill[]>(Path($"coops/{Uri.EscapeDataString(coop)}/stills?from={Text(since)}&to={Text(to)}"), cancellationToken);
            if (listed.All(recorded.Contains))
            {
                return;
            }

            foreach (var still in listed.Where(recorded.Add))
            {
                await RecordStillAsync(coop, still, writer, cancellationToken);
            }
        }
    }

    private async Task RecordStillAsync(string coop, CloudStill still, RecordingWriter writer, CancellationToken cancellationToken)
    {
        using var answer = await cloud.FindAsync(
            Path($"coops/{Uri.EscapeDataString(coop)}/cameras/{Uri.EscapeDataString(still.Camera)}/stills/nearest?at={Text(still.TakenAt)}"), cancellationToken);
        if (answer?.Content.Headers.LastModified is not { } takenAt || still.TakenAt - takenAt >= TimeSpan.FromSeconds(1))
        {
            // It came past its time just now; what the cloud has instead is of another time. (HTTP tells whole seconds.)
            return;
        }

        try
        {
            await StillsPart.AddAsync(
                writer, coop, still.Camera, still.TakenAt, await answer.Content.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            throw cloud.BrokenOff(problem);
        }
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private string Path(string below) => $"api/farms/{Uri.EscapeDataString(farm)}/{below}";
}
