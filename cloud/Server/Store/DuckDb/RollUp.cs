using System.Globalization;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>
/// What a roll-up's row says of the readings of a series in its length of time: how many there are, how many are good, how many are usable
/// (not bad), and of the usable ones the sum, the lowest, the highest and the last. Rows add up to rows of greater length, and single
/// readings are rows as well. In the tables the last three are null where there is one usable reading, which is the sum.
/// </summary>
internal static class RollUp
{
    public const string Columns = "series, at_ms, readings, good, usable, total, minimum, maximum, last";

    /// <summary>Single readings as rows. The condition is on <c>series</c> and <c>at_ms</c>.</summary>
    public static string OfReadings(string condition) => $"""
        SELECT series, at_ms, 1 AS readings, CAST(quality = 1 AS INTEGER) AS good, CAST(v IS NOT NULL AS INTEGER) AS usable,
            v AS total, v AS minimum, v AS maximum, v AS last
        FROM (SELECT series, taken_at AS at_ms, quality, CASE WHEN quality <> 3 THEN value END AS v FROM reading) WHERE {condition}
        """;

    /// <summary>Rows of a table.</summary>
    public static string OfTable(string table, string condition) => $"""
        SELECT series, at_ms, readings, good, usable, total,
            coalesce(minimum, total) AS minimum, coalesce(maximum, total) AS maximum, coalesce(last, total) AS last
        FROM "{table}" WHERE {condition}
        """;

    /// <summary>Rows summed up to a length of time.</summary>
    public static string Sums(string rows, long milliseconds) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT series, at_ms // {milliseconds} * {milliseconds} AS at_ms, sum(readings) AS readings, sum(good) AS good, sum(usable) AS usable,
            sum(total) AS total, min(minimum) AS minimum, max(maximum) AS maximum, arg_max(last, r.at_ms) AS last
        FROM ({rows}) r GROUP BY series, r.at_ms // {milliseconds} * {milliseconds}
        """);

    /// <summary>Rows as the tables have them.</summary>
    public static string Stored(string rows) => $"""
        SELECT series, at_ms, readings, good, usable, total,
            CASE WHEN usable > 1 THEN minimum END, CASE WHEN usable > 1 THEN maximum END, CASE WHEN usable > 1 THEN last END
        FROM ({rows}) ORDER BY series, at_ms
        """;
}
