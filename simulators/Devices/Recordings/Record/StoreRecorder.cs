using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Roost.Simulators.Recordings.Record;

/// <summary>Records from a cloud's store, by its API.</summary>
internal sealed class StoreRecorder(Uri cloud, string farm, IReadOnlyList<string> coops) : IDisposable
{
    private static readonly string[] Columns = ["taken_at", "coop", "quantity", "place", "value", "quality", "reason"];

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        BaseAddress = cloud,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The farm's time zone.</summary>
    public async Task<TimeZoneInfo> TimeZoneAsync(CancellationToken cancellationToken)
    {
        using var answer = await AskAsync($"api/farms/{Uri.EscapeDataString(farm)}", cancellationToken);
        using var snapshot = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        return TimeZoneInfo.FindSystemTimeZoneById(snapshot.RootElement.GetProperty("timeZone").GetString()!);
    }

    /// <summary>Adds every reading of a period to a recording.</summary>
    /// <exception cref="RecordingException">The cloud can't be reached, refuses, or breaks off.</exception>
    public async Task RecordAsync(DateTimeOffset from, DateTimeOffset to, RecordingWriter writer, CancellationToken cancellationToken)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture, $"api/farms/{Uri.EscapeDataString(farm)}/readings?from={from.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}&to={to.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}");
        using var answer = await AskAsync(path + string.Concat(coops.Select(coop => $"&coop={Uri.EscapeDataString(coop)}")), cancellationToken);
        try
        {
            using var text = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
            var rows = new DelimitedReader(text, ',');
            if (!await rows.ReadAsync(cancellationToken) || !rows.Fields.SequenceEqual(Columns))
            {
                throw new RecordingException($"What {cloud} answers is not what a Roost of this version gives out: record with the Roost that runs there.");
            }

            while (await rows.ReadAsync(cancellationToken))
            {
                writer.Add(Read(rows.Fields));
            }
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            throw new RecordingException($"{cloud} broke off its answer ({problem.Message}); nothing was recorded, try again.", problem);
        }
    }

    public void Dispose() => client.Dispose();

    private RecordedReading Read(IReadOnlyList<string> fields)
    {
        if (fields.Count == Columns.Length
            && DateTimeOffset.TryParse(fields[0], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var takenAt)
            && QualityName.Read(fields[5]) is { } quality
            && (double.TryParse(fields[4], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || fields[4].Length == 0))
        {
            return new(fields[1], fields[2], fields[3], takenAt, fields[4].Length == 0 ? null : value, quality, fields[6].Length == 0 ? null : fields[6]);
        }

        throw new RecordingException($"What {cloud} answers can't be understood: record with the Roost that runs there.");
    }

    private async Task<HttpResponseMessage> AskAsync(string path, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException problem)
        {
            throw new RecordingException($"No cloud answers at {cloud} ({problem.Message}); give its address with --url.", problem);
        }

        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw new RecordingException($"{cloud} refuses: {await DetailAsync(answer, cancellationToken)}");
        }
    }

    private static async Task<string> DetailAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var otherwise = answer.StatusCode == HttpStatusCode.NotFound ? "it knows no such address." : $"it answers {(int)answer.StatusCode}.";
        try
        {
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            return problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { } sentence ? sentence : otherwise;
        }
        catch (JsonException)
        {
            return otherwise;
        }
    }
}
