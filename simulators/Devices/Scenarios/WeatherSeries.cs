using System.Globalization;
using Roost.Configuration;
using Roost.Simulation.Weather;
using Roost.Simulators.Recordings;

namespace Roost.Simulators.Scenarios;

/// <summary>Measured weather of a scenario: a CSV file with a header and a row for each moment, oldest first.</summary>
internal static class WeatherSeries
{
    /// <summary>
    /// Reads the section <c>series</c>: <c>file</c>, and the names of its columns where they are others than <c>time</c>, <c>celsius</c> and
    /// <c>humidity</c>. Times are ISO 8601, of the farm unless they have an offset. Mistakes are told to the section; the points are empty then.
    /// </summary>
    public static IReadOnlyList<WeatherPoint> Read(YamlSection section, TimeZoneInfo zone)
    {
        var file = section.RequiredPath("file");
        string[] names = [Name("time"), Name("celsius"), Name("humidity")];
        try
        {
            return file.Length == 0 ? [] : Points(File.ReadAllLines(file), names, zone, sentence => section.Reject($"{section.At("file")}: {sentence}"));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            section.Reject($"{section.At("file")} can't be read: {problem.Message}");
            return [];
        }

        string Name(string key) => section.Optional(key, ScalarRules.Text, key);
    }

    private static List<WeatherPoint> Points(string[] lines, string[] names, TimeZoneInfo zone, Action<string> reject)
    {
        var header = lines.Length > 0 ? Fields(lines[0]) : [];
        int[] columns = [.. names.Select(name => Array.IndexOf(header, name))];
        if (columns.Any(column => column < 0))
        {
            reject($"the columns {string.Join(", ", names)} are needed, but it has {string.Join(", ", header)}.");
            return [];
        }

        List<WeatherPoint> points = [];
        for (var line = 1; line < lines.Length; line++)
        {
            var fields = Fields(lines[line]);
            if (fields.Length != header.Length || !FarmTime.TryParse(fields[columns[0]], zone, out var time)
                || !TryNumber(fields[columns[1]], -60, 60, out var celsius) || !TryNumber(fields[columns[2]], 0, 100, out var humidity)
                || (points.Count > 0 && time <= points[^1].Time))
            {
                reject($"line {line + 1} is no later time with degrees from -60 to 60 and a humidity from 0 to 100 %: {lines[line]}");
                return [];
            }

            points.Add(new(time, celsius, humidity));
        }

        if (points.Count == 0)
        {
            reject("it has no rows.");
        }

        return points;
    }

    private static string[] Fields(string line) => [.. line.Split(',').Select(field => field.Trim().Trim('"'))];

    private static bool TryNumber(string text, double least, double most, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;
}
