using DuckDB.NET.Data;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>Removes what is older than it is kept, in the writer's transaction. What is removed of readings must be in the roll-ups.</summary>
internal static class Retention
{
    /// <summary>Time of one transaction: a day's readings at once would hold the writer, and its log, for long.</summary>
    private const long ReadingsStep = 6 * RollUpLevel.HourMilliseconds;

    private const long SumsStep = 24 * RollUpLevel.HourMilliseconds;

    /// <summary>Brings each level's horizon nearer to the wanted one; false when all are there.</summary>
    public static bool RemoveSome(DuckDBConnection connection, StoreImage image, Horizons wanted)
    {
        var there = image.Horizons;
        var next = new Horizons(
            Next(connection, "reading", "taken_at", there.Readings, wanted.Readings, ReadingsStep),
            Next(connection, "minute", "at_ms", there.Minutes, wanted.Minutes, SumsStep),
            Next(connection, "hour", "at_ms", there.Hours, wanted.Hours, SumsStep));
        if (next == there)
        {
            return false;
        }

        image.Readings -= connection.Execute($"DELETE FROM reading WHERE taken_at < {next.Readings}");
        connection.Execute($"DELETE FROM minute WHERE at_ms < {next.Minutes}");
        connection.Execute($"DELETE FROM hour WHERE at_ms < {next.Hours}");
        HorizonTable.Save(connection, next);
        image.Horizons = next;
        return true;
    }

    private static long Next(DuckDBConnection connection, string table, string at, long there, long wanted, long step)
    {
        if (wanted <= there)
        {
            return there;
        }

        var oldest = wanted;
        connection.Each(
            $"SELECT min({at}) FROM \"{table}\"", row => oldest = row.IsDBNull(0) ? wanted : row.GetInt64(0) / RollUpLevel.HourMilliseconds * RollUpLevel.HourMilliseconds);
        return Math.Min(wanted, Math.Max(there, oldest) + step);
    }
}
