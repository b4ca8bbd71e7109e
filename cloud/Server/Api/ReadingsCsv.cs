using System.Buffers;
using System.Globalization;
using System.Text;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Api;

/// <summary>Readings as lines of CSV (RFC 4180, UTF-8, lines end with LF). Numbers are written so that they read back as the same bits.</summary>
internal static class ReadingsCsv
{
    /// <summary>The names of the columns.</summary>
    public const string Header = "taken_at,coop,quantity,place,value,quality,reason";

    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>Writes one line.</summary>
    public static void Write(in StoredReading reading, IBufferWriter<byte> bytes)
    {
        var quality = reading.Quality switch
        {
            Quality.Good => "good",
            Quality.Uncertain => "uncertain",
            _ => "bad",
        };
        Span<char> line = stackalloc char[64];
        reading.TakenAt.UtcDateTime.TryFormat(line, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z',", CultureInfo.InvariantCulture);
        Encoding.UTF8.GetBytes(line[..length], bytes);
        Write(reading.Coop, bytes);
        Write(reading.Quantity, bytes);
        Write(reading.Place, bytes);
        length = 0;
        reading.Value?.TryFormat(line, out length, "R", CultureInfo.InvariantCulture);
        line[length] = ',';
        Encoding.UTF8.GetBytes(line[..(length + 1)], bytes);
        Write(quality, bytes);
        Write(reading.Reason ?? "", bytes, '\n');
    }

    private static void Write(string text, IBufferWriter<byte> bytes, char end = ',') =>
        Encoding.UTF8.GetBytes(
            text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{end}" : $"{text}{end}", bytes);
}
