using System.Text.Json;

namespace Roost.Cloud.Store.Influx;

/// <summary>
/// Sums that late readings were added to, written down before they go to the InfluxDB: whatever stops then, they are written whole and the
/// late readings are removed, so that none is added twice.
/// </summary>
internal sealed class MendingJournal(string directory)
{
    private readonly string path = Path.Combine(directory, "mending.json");

    /// <summary>What a stop left to be done; null when nothing.</summary>
    public LateSums? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize<LateSums>(file);
    }

    /// <summary>Durable when it returns.</summary>
    public void Write(LateSums sums)
    {
        var whole = $"{path}.new";
        using (var file = File.Create(whole))
        {
            JsonSerializer.Serialize(file, sums);
            file.Flush(flushToDisk: true);
        }

        File.Move(whole, path, overwrite: true);
    }

    public void Clear() => File.Delete(path);
}

/// <summary>Lines of sums, and the hours of coops whose late readings are in them.</summary>
internal sealed record LateSums(byte[] Lines, IReadOnlyList<CoopHour> Hours);
