using System.Text;
using Roost.Domain.Readings;

namespace Roost.Cloud.Store.Influx;

/// <summary>Parts of InfluxQL statements. Names of farms, coops and places enter a statement quoted here and nowhere else.</summary>
internal static class InfluxQl
{
    /// <summary>A text as a literal.</summary>
    public static string Text(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('\'');
        foreach (var character in text)
        {
            if (character is '\'' or '\\')
            {
                quoted.Append('\\');
            }

            quoted.Append(character);
        }

        return quoted.Append('\'').ToString();
    }

    /// <summary>A name of a database, a measurement, a field or a tag.</summary>
    public static string Name(string name) => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Condition: one coop.</summary>
    public static string Of(string farm, string coop) => $"farm = {Text(farm)} AND coop = {Text(coop)}";

    /// <summary>Condition: one series.</summary>
    public static string Of(string farm, string coop, Quantity quantity, string place) =>
        $"{Of(farm, coop)} AND quantity = {Text(QuantityFacts.Of(quantity).Name)} AND place = {Text(place)}";

    /// <summary>Condition: a tag is one of some.</summary>
    public static string Among(string tag, IEnumerable<string> values) => $"({string.Join(" OR ", values.Select(value => $"{tag} = {Text(value)}"))})";

    /// <summary>Condition: from one time to another, Unix milliseconds, the end outside; what lies beyond all time of an InfluxDB counts as its end.</summary>
    public static string Between(long from, long to)
    {
        const long MostMilliseconds = long.MaxValue / 1_000_000;
        return FormattableString.Invariant(
            $"time >= {Math.Clamp(from, -MostMilliseconds, MostMilliseconds)}ms AND time < {Math.Clamp(to, -MostMilliseconds, MostMilliseconds)}ms");
    }

    /// <summary>Group by a length of time, without rows where nothing is.</summary>
    public static string By(long milliseconds) => FormattableString.Invariant($"time({milliseconds}ms)");
}
