using System.Globalization;
using System.Text;
using Roost.Domain.Readings;

namespace Roost.Cloud.Store.Influx;

/// <summary>Line protocol under construction, in one buffer that is used again and again; times are in milliseconds.</summary>
internal sealed class LineBuffer
{
    /// <summary>Longest number or time as text.</summary>
    private const int LongestNumber = 32;

    private readonly List<int> ends = [];
    private byte[] bytes = new byte[64 * 1024];
    private int length;

    /// <summary>All lines.</summary>
    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

    public int Count => ends.Count;

    public void Clear()
    {
        ends.Clear();
        length = 0;
    }

    /// <summary>Some lines that follow each other.</summary>
    public ReadOnlyMemory<byte> Lines(int first, int count)
    {
        var start = first == 0 ? 0 : ends[first - 1];
        return bytes.AsMemory(start, ends[first + count - 1] - start);
    }

    /// <summary>The tags of a series as the beginnings of its lines have them, after the measurement.</summary>
    public static byte[] SeriesKey(string farm, string coop, Quantity quantity, string place) =>
        SeriesKey(farm, coop, QuantityFacts.Of(quantity).Name, place);

    /// <summary>The same, of a quantity that only a newer Roost may know.</summary>
    public static byte[] SeriesKey(string farm, string coop, string quantity, string place) =>
        Encoding.UTF8.GetBytes($",coop={Tag(coop)},farm={Tag(farm)},place={Tag(place)},quantity={Tag(quantity)} ");

    public void AddReading(ReadOnlySpan<byte> measurement, byte[] seriesKey, in Reading reading)
    {
        Put(measurement);
        Put(seriesKey);
        if (reading.Quality == Quality.Bad)
        {
            Put("fault="u8, reading.Reason ?? "");
            if (reading.Value is { } rejected)
            {
                Put(",rejected="u8, rejected);
            }
        }
        else
        {
            Put("value="u8, reading.Value ?? throw new ArgumentException("A reading without a value must be bad.", nameof(reading)));
            if (reading.Quality == Quality.Uncertain)
            {
                Put(",doubt="u8, reading.Reason ?? "");
            }
        }

        End(reading.TakenAt.ToUnixTimeMilliseconds());
    }

    public void AddSums(ReadOnlySpan<byte> measurement, byte[] seriesKey, in SumRow row)
    {
        Put(measurement);
        Put(seriesKey);
        Put("readings="u8, row.Readings);
        Put(",good="u8, row.Good);
        Put(",usable="u8, row.Usable);
        if (row.Usable > 0)
        {
            Put(",total="u8, row.Total);
            Put(",minimum="u8, row.Minimum);
            Put(",maximum="u8, row.Maximum);
            Put(",last="u8, row.Last);
        }

        End(row.AtMilliseconds);
    }

    public void AddDirty(in CoopHour hour, bool isOpen)
    {
        Put(Encoding.UTF8.GetBytes($"dirty,coop={Tag(hour.Coop)},farm={Tag(hour.Farm)} "));
        Put("open="u8, isOpen ? 1 : 0);
        End(hour.Hour * RollUpLevel.HourMilliseconds);
    }

    /// <summary>
    /// A run of the ledger. Its time is no time but the run's first number, so that a run which grew takes its old one's place.
    /// </summary>
    public void AddRun(string farm, string agent, BatchRun run)
    {
        // As many milliseconds as an InfluxDB has; numbers that far apart never meet.
        const ulong DistinctFirsts = 1UL << 43;
        Put(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"ledger,agent={Tag(agent)},farm={Tag(farm)} first=\"{run.First}\",last=\"{run.Last}\"")));
        End((long)(run.First % DistinctFirsts));
    }

    public void AddVersion(int version)
    {
        Put("store "u8);
        Put("version="u8, version);
        End(0);
    }

    /// <summary>The horizons, and whether what lies before them may still be there.</summary>
    public void AddHorizons(Horizons horizons, bool isRemoving)
    {
        Put("store "u8);
        Put("readings_before="u8, horizons.Readings);
        Put(",minutes_before="u8, horizons.Minutes);
        Put(",hours_before="u8, horizons.Hours);
        Put(",removing="u8, isRemoving ? 1 : 0);
        End(0);
    }

    private static string Tag(string value) =>
        value.AsSpan().ContainsAny(", =")
            ? value.Replace(",", "\\,", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal)
            : value;

    private void End(long atMilliseconds)
    {
        Grow(LongestNumber);
        bytes[length++] = (byte)' ';
        atMilliseconds.TryFormat(bytes.AsSpan(length), out var written, default, CultureInfo.InvariantCulture);
        length += written;
        bytes[length++] = (byte)'\n';
        ends.Add(length);
    }

    private void Put(ReadOnlySpan<byte> text)
    {
        Grow(text.Length);
        text.CopyTo(bytes.AsSpan(length));
        length += text.Length;
    }

    private void Put(ReadOnlySpan<byte> field, double value)
    {
        Put(field);
        Grow(LongestNumber);
        value.TryFormat(bytes.AsSpan(length), out var written, default, CultureInfo.InvariantCulture);
        length += written;
    }

    private void Put(ReadOnlySpan<byte> field, long value)
    {
        Put(field);
        Grow(LongestNumber);
        value.TryFormat(bytes.AsSpan(length), out var written, default, CultureInfo.InvariantCulture);
        length += written;
        bytes[length++] = (byte)'i';
    }

    private void Put(ReadOnlySpan<byte> field, string text)
    {
        Put(field);
        Put("\""u8);
        Put(Encoding.UTF8.GetBytes(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)));
        Put("\""u8);
    }

    private void Grow(int more)
    {
        if (bytes.Length - length < more)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + more));
        }
    }
}
