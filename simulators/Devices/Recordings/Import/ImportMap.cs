using System.Text;
using System.Text.RegularExpressions;
using Roost.Domain.Readings;
using Roost.Domain.Wire;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Roost.Simulators.Recordings.Import;

/// <summary>Says what the columns of a spreadsheet mean: the map file of <c>import csv</c>.</summary>
internal sealed partial class ImportMap
{
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>The farm.</summary>
    public string Farm { get; set; } = "";

    /// <summary>IANA name of the farm's time zone.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>The coop of a row; a <see cref="Template"/>.</summary>
    public string Coop { get; set; } = "";

    /// <summary>How the file is written.</summary>
    public ImportFile File { get; set; } = new();

    /// <summary>When a row was measured.</summary>
    public ImportTime Time { get; set; } = new();

    /// <summary>What a row holds.</summary>
    public List<ImportReading> Readings { get; set; } = [];

    /// <summary>Reads a map file.</summary>
    /// <exception cref="RecordingException">It can't be read; the sentence names every mistake.</exception>
    public static ImportMap Read(string path)
    {
        try
        {
            var map = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).WithEnforceNullability().Build()
                .Deserialize<ImportMap?>(System.IO.File.ReadAllText(path)) ?? new ImportMap();
            List<string> mistakes = [];
            map.Check(mistakes);
            return mistakes.Count == 0 ? map : throw new RecordingException($"The map \"{path}\" can't be used: {string.Join(" ", mistakes)}");
        }
        catch (YamlException problem)
        {
            throw new RecordingException(
                $"The map \"{path}\" can't be used: line {problem.Start.Line}: {Say((problem.InnerException ?? problem).Message)}", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException($"The map \"{path}\" can't be read: {problem.Message}", problem);
        }
    }

    // The parser speaks of its own types.
    private static string Say(string problem) =>
        UnknownKey().Match(problem) is { Success: true } key ? $"\"{key.Groups[1].Value}\" is no key here; docs/recordings.md lists them."
        : WrongKind().Match(problem) is { Success: true } text ? $"\"{text.Groups[1].Value}\" is not of the kind that its key takes."
        : problem;

    [GeneratedRegex("^Property '(.*)' not found on type")]
    private static partial Regex UnknownKey();

    [GeneratedRegex("^The input string '(.*)' was not in a correct format")]
    private static partial Regex WrongKind();

    /// <summary>The columns that a file must have.</summary>
    public IEnumerable<string> Columns() =>
        new Template(Coop).Columns.Concat(new Template(Time.Text).Columns)
            .Concat(Readings.SelectMany(reading => new Template(reading.Place).Columns.Concat(reading.When.Keys).Append(reading.Column)))
            .Distinct(StringComparer.Ordinal);

    private void Check(List<string> mistakes)
    {
        Require(WireName.IsValid(Farm), "farm must be a farm's name.");
        Require(TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _), "time-zone must be the IANA name of a time zone, for example Asia/Shanghai.");
        RequireTemplate("coop", Coop);
        Require(File.Separator.Length == 1 && Separators.Contains(File.Separator[0]), "file.separator must be \",\", \";\", \"|\" or \"\\t\".");
        Require(File.Decimal is "." or ",", "file.decimal must be \".\" or \",\".");
        Require(File.Thousands is "" or "." or "," or " " or "'" && File.Thousands != File.Decimal, "file.thousands must be \".\", \",\", \" \" or \"'\", and not the decimal sign.");
        Require(Encodings.TryGet(File.Encoding, out _), "file.encoding must be utf-8, utf-16 or latin1.");
        RequireTemplate("time.text", Time.Text);
        Time.Check(Require);
        Require(Readings.Count > 0, "readings must name at least one column.");
        for (var index = 0; index < Readings.Count; index++)
        {
            var reading = Readings[index];
            Require(reading.Column.Length > 0, $"readings[{index}].column is missing.");
            Require(QuantityFacts.TryParse(reading.Quantity, out _), $"readings[{index}].quantity \"{reading.Quantity}\" is none of {string.Join(", ", QuantityFacts.All.Select(known => QuantityFacts.Of(known).Name))}.");
            Require(double.IsFinite(reading.Scale) && reading.Scale != 0 && double.IsFinite(reading.Offset), $"readings[{index}].scale must be a number other than 0, and offset a number.");
            RequireTemplate($"readings[{index}].place", reading.Place);
        }

        void Require(bool holds, string sentence)
        {
            if (!holds)
            {
                mistakes.Add(sentence);
            }
        }

        void RequireTemplate(string key, string text)
        {
            try
            {
                Require(text.Length > 0 && new Template(text).Columns.All(column => column.Length > 0), $"{key} is missing; it is a text, in which {{column}} stands for a field.");
            }
            catch (FormatException problem)
            {
                mistakes.Add($"{key}: {problem.Message}");
            }
        }
    }
}

/// <summary>How the file is written.</summary>
internal sealed class ImportFile
{
    /// <summary>Between two fields.</summary>
    public string Separator { get; set; } = ",";

    /// <summary>Between whole and broken part of a number.</summary>
    public string Decimal { get; set; } = ".";

    /// <summary>Between groups of three digits; empty for none.</summary>
    public string Thousands { get; set; } = "";

    /// <summary>utf-8, utf-16 or latin1; a byte order mark counts more.</summary>
    public string Encoding { get; set; } = "utf-8";

    /// <summary>Fields that say that nothing was measured.</summary>
    public List<string> Missing { get; set; } = ["", "NA", "NaN", "null"];
}

/// <summary>When a row was measured.</summary>
internal sealed class ImportTime
{
    /// <summary>The time of a row; a <see cref="Template"/>.</summary>
    public string Text { get; set; } = "";

    /// <summary>How it is written, in .NET's letters (<c>dd.MM.yyyy HH:mm</c>); none for ISO 8601. With z or K it has its own offset.</summary>
    public List<string> Formats { get; set; } = [];

    /// <summary>Whose time it is: farm, utc, or the IANA name of a zone.</summary>
    public string Zone { get; set; } = "farm";

    /// <summary>The text is a number of <see cref="Unit"/> since this farm-local time, instead of a time.</summary>
    public string Since { get; set; } = "";

    /// <summary>hours, days or weeks; with <see cref="Since"/>.</summary>
    public string Unit { get; set; } = "";

    /// <summary>The zone that its times are of.</summary>
    public TimeZoneInfo ZoneOf(TimeZoneInfo farm) => Zone switch
    {
        "farm" => farm,
        "utc" => TimeZoneInfo.Utc,
        _ => TimeZoneInfo.FindSystemTimeZoneById(Zone),
    };

    public void Check(Action<bool, string> require)
    {
        require(Zone is "farm" or "utc" || TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _), "time.zone must be farm, utc or the IANA name of a time zone.");
        require(
            Since.Length == 0 ? Unit.Length == 0 : Unit is "hours" or "days" or "weeks" && Formats.Count == 0 && FarmTime.TryParse(Since, TimeZoneInfo.Utc, out _),
            "time.since must be a farm-local ISO 8601 time; it goes with time.unit hours, days or weeks, and without time.formats.");
    }
}

/// <summary>A column that holds readings of one quantity.</summary>
internal sealed class ImportReading
{
    /// <summary>The column of the value.</summary>
    public string Column { get; set; } = "";

    /// <summary>Kebab-case name of the quantity.</summary>
    public string Quantity { get; set; } = "";

    /// <summary>Where in the coop; a <see cref="Template"/>.</summary>
    public string Place { get; set; } = "";

    /// <summary>What the number is multiplied with, to be in the quantity's unit.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>What is then added.</summary>
    public double Offset { get; set; }

    /// <summary>Only rows whose columns hold these texts: for files with one value a row.</summary>
    public Dictionary<string, string> When { get; set; } = [];

    /// <summary>Words that stand for numbers: <c>{ on: 1, off: 0 }</c>.</summary>
    public Dictionary<string, double> Words { get; set; } = [];
}

/// <summary>The encodings of spreadsheets.</summary>
internal static class Encodings
{
    public static bool TryGet(string name, out Encoding encoding)
    {
        // Bytes that are none of the encoding would otherwise become other names than the file's.
        encoding = name switch
        {
            "utf-16" => new UnicodeEncoding(false, true, throwOnInvalidBytes: true),
            "latin1" => Encoding.Latin1,
            _ => new UTF8Encoding(false, throwOnInvalidBytes: true),
        };
        return name is "utf-8" or "utf-16" or "latin1";
    }
}
