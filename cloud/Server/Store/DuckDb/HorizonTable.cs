using DuckDB.NET.Data;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>The horizons as the table "horizon" has them.</summary>
internal static class HorizonTable
{
    public static Horizons Load(DuckDBConnection connection)
    {
        var before = new Dictionary<byte, long>();
        connection.Each("SELECT level, before FROM horizon", row => before[row.GetByte(0)] = row.GetInt64(1));
        return new(
            before.GetValueOrDefault<byte, long>(1, 0),
            before.GetValueOrDefault<byte, long>(2, 0),
            before.GetValueOrDefault<byte, long>(3, 0));
    }

    public static void Save(DuckDBConnection connection, Horizons horizons)
    {
        connection.Execute("DELETE FROM horizon");
        connection.Execute($"INSERT INTO horizon VALUES (1, {horizons.Readings}), (2, {horizons.Minutes}), (3, {horizons.Hours})");
    }
}
