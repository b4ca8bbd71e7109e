using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Roost.Configuration;

namespace Roost.Simulators.Recordings.Parts;

/// <summary>YAML as recordings write and read it.</summary>
internal static class YamlText
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    // A JSON text is a YAML text too.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A time: ISO 8601, UTC, with milliseconds.</summary>
    public static ScalarRule<DateTimeOffset> Time { get; } = new("a time such as 2026-01-31T06:00:00.000Z", (string text, out DateTimeOffset value) =>
        DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value));

    /// <summary>Any text, quoted.</summary>
    public static string Of(string text) => JsonSerializer.Serialize(text, Json);

    /// <summary>A time, as <see cref="Time"/> reads it.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Adds a list of mappings, one a line.</summary>
    public static void List(StringBuilder text, string key, IEnumerable<string> entries)
    {
        var lines = entries.Select(entry => $"  - {{ {entry} }}\n").ToList();
        text.Append(CultureInfo.InvariantCulture, $"{key}:{(lines.Count == 0 ? " []" : "")}\n").AppendJoin("", lines);
    }

    /// <summary>Reads a YAML file of a recording.</summary>
    /// <exception cref="RecordingException">It can't be read, or has mistakes: all of them, a sentence each.</exception>
    public static T Read<T>(Recording recording, string file, string keys, Func<YamlSection, T> read)
    {
        try
        {
            List<string> mistakes = [];
            var root = YamlSection.Parse(File.ReadAllText(Path.Combine(recording.Folder, file)), recording.Folder, mistakes, $"The file {file}", keys);
            var value = read(root);
            root.RejectUnknownKeys();
            return mistakes.Count == 0 ? value : throw new SetupException(mistakes);
        }
        catch (Exception problem) when (problem is SetupException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RecordingException($"The recording \"{recording.Folder}\" is damaged: its file {file} can't be understood ({problem.Message})", problem);
        }
    }
}
