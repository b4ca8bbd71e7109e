using System.Globalization;
using Roost.Simulators.Recordings.Replay;

namespace Roost.Simulators.Recordings.Record;

/// <summary>Records readings from a cloud's store, by its API.</summary>
internal sealed class StoreRecorder(CloudApi cloud, string farm, IReadOnlyList<string> coops)
{
    private static readonly string[] Columns = ["taken_at", "coop", "quantity", "place", "value", "quality", "reason"];

    /// <summary>Adds every reading of a period to a recording.</summary>
    /// <exception cref="RecordingException">The cloud can't be reached, refuses, or breaks off.</exception>
    public async Task RecordAsync(DateTimeOffset from, DateTimeOffset to, RecordingWriter writer, CancellationToken cancellationToken)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture, $"api/farms/{Uri.EscapeDataString(farm)}/readings?from={from.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}&to={to.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}");
        using var answer = await cloud.AskAsync(path + string.Concat(coops.Select(coop => $"&coop={Uri.EscapeDataString(coop)}")), cancellationToken);
        try
        {
            using var text = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
            var rows = new DelimitedReader(text, ',');
            if (!await rows.ReadAsync(cancellationToken) || !rows.Fields.SequenceEqual(Columns))
            {
                throw new RecordingException("What the cloud answers is not what a Roost of this version gives out: record with the Roost that runs there.");
            }

            while (await rows.ReadAsync(cancellationToken))
            {
                if (Read(rows.Fields) is var reading && !IsOfReplay(reading))
                {
                    writer.Add(reading);
                }
            }
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            throw cloud.BrokenOff(problem);
        }
    }

    // What the cloud says of the agent that a replay was: the farm has none of it.
    private static bool IsOfReplay(RecordedReading reading) =>
        reading.Quantity is "agent-link" or "clock-offset" or "spool-used" && reading.Place.StartsWith(ReplayRun.AgentPrefix, StringComparison.Ordinal);

    private static RecordedReading Read(IReadOnlyList<string> fields)
    {
        if (fields.Count == Columns.Length
            && DateTimeOffset.TryParse(fields[0], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var takenAt)
            && QualityName.Read(fields[5]) is { } quality
            && (double.TryParse(fields[4], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || fields[4].Length == 0))
        {
            return new(fields[1], fields[2], fields[3], takenAt, fields[4].Length == 0 ? null : value, quality, fields[6].Length == 0 ? null : fields[6]);
        }

        throw new RecordingException("What the cloud answers can't be understood: record with the Roost that runs there.");
    }
}
