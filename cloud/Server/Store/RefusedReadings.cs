using System.Text.Encodings.Web;
using System.Text.Json;
using Roost.Domain.Readings;

namespace Roost.Cloud.Store;

/// <summary>
/// Sets aside what the store can't take for a reason of its own, one JSON object a line, so that it is neither lost nor in the way.
/// A crash right after may set the same readings aside twice.
/// </summary>
internal sealed class RefusedReadings(string directory)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly string path = Path.Combine(directory, "refused.jsonl");

    /// <summary>Writes the readings to the disk before it returns.</summary>
    public void Add(ReadingBatch batch, IReadOnlyList<Reading> readings, string reason)
    {
        // Enumerations go as numbers: an undefined one may be the very reason for the refusal.
        var rows = readings.Select(reading => new
        {
            Quantity = (int)reading.Quantity,
            reading.Place,
            reading.TakenAt,
            reading.Value,
            Quality = (int)reading.Quality,
            reading.Reason,
        });
        var line = JsonSerializer.SerializeToUtf8Bytes(
            new { batch.Farm, batch.Agent, batch.Coop, batch.Number, Refused = reason, Readings = rows }, Json);
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write([.. line, (byte)'\n']);
        file.Flush(flushToDisk: true);
        StoreMeter.Refused.Add(readings.Count);
    }
}
