using System.Net;
using System.Text.Json;

namespace Roost.Cloud.Store.Influx;

/// <summary>Something is wrong with the lines that were sent, or they were too many: sent again as they are they would be refused again.</summary>
internal sealed class LinesRefusedException(string message) : StoreException(message, null);

/// <summary>Tells what an InfluxDB's refusal means: of the lines, of the settings, or of the moment. Pure.</summary>
internal static class InfluxRefusal
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>What to throw for an answer that is no success.</summary>
    /// <param name="address">Who answered.</param>
    /// <param name="status">Its status.</param>
    /// <param name="body">Its body, or the beginning of it.</param>
    /// <param name="retryAfter">How long it asks to be left alone.</param>
    public static StoreException Of(InfluxAddress address, HttpStatusCode status, string body, TimeSpan? retryAfter)
    {
        var said = SaidIn(body);
        var answer = $"({(int)status}: {said})";
        return status switch
        {
            HttpStatusCode.RequestEntityTooLarge => new LinesRefusedException($"InfluxDB takes no more lines at once {answer}."),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity when IsOfTheLines(said) => new LinesRefusedException($"InfluxDB refused it: {said}"),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new StoreUnavailableException(
                $"InfluxDB at {address.Root} does not let this service in {answer}: set Store:Token, or Store:User and Store:Password, to one that may read and write \"{address.Name}\".")
            {
                IsOfSettings = true,
            },
            HttpStatusCode.NotFound => new StoreUnavailableException(
                $"InfluxDB at {address.Root} has no \"{address.Name}\" {answer}: make it, or set {(address.IsBucket ? "Store:Bucket and Store:Organization" : "Store:Database")} to one that it has.")
            {
                IsOfSettings = true,
            },
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new StoreUnavailableException($"InfluxDB at {address.Root} asks to be left alone for a while {answer}.")
            {
                RetryAfter = retryAfter > LongestPause ? LongestPause : retryAfter,
            },
            _ => new StoreUnavailableException($"InfluxDB at {address.Root} could not do it {answer}."),
        };
    }

    /// <summary>
    /// Whether a 400 speaks of single lines. Any other is about the request as a whole, a setting that is wrong for example, and to set
    /// readings aside for that would lose them all.
    /// </summary>
    private static bool IsOfTheLines(string said) =>
        said.Contains("partial write", StringComparison.OrdinalIgnoreCase)
        || said.Contains("parse", StringComparison.OrdinalIgnoreCase)
        || said.Contains("field type conflict", StringComparison.OrdinalIgnoreCase)
        || said.Contains("max key length", StringComparison.OrdinalIgnoreCase);

    /// <summary>The sentence: "error" of InfluxDB 1 and 3, where 3 adds what is wrong with single lines; "message" of InfluxDB 2.</summary>
    private static string SaidIn(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                var sentence = Text(root, "error") ?? Text(root, "message");
                var line = root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array && data.GetArrayLength() > 0 ? Text(data[0], "error_message") : null;
                return (sentence is not null && line is not null ? $"{sentence}: {line}" : sentence) ?? body.Trim();
            }
        }
        catch (JsonException)
        {
            // A proxy's page, or the beginning of a long answer: shown as it is.
        }

        return body.Length == 0 ? "no reason given" : body.Trim();
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
