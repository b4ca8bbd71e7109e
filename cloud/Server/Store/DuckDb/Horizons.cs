using DuckDB.NET.Data;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>The times, Unix milliseconds, before which readings, minutes and hours have been removed.</summary>
internal sealed record Horizons(long Readings, long Minutes, long Hours)
{
    /// <summary>Where the settings put them, at whole hours.</summary>
    public static Horizons Of(StoreOptions options, DateTimeOffset now)
    {
        return new(Before(options.KeepReadings), Before(options.KeepMinutes), options.KeepHours is { } hours ? Before(hours) : 0);

        long Before(TimeSpan kept) =>
            Math.Max(0, (long)(now.ToUnixTimeMilliseconds() - kept.TotalMilliseconds) / RollUp.HourMilliseconds * RollUp.HourMilliseconds);
    }

    public static Horizons Load(DuckDBConnection connection)
    {
        var before = new Dictionary<byte, long>();
        connection.Each("SELECT level, before FROM horizon", row => before[row.GetByte(0)] = row.GetInt64(1));
        return new(
            before.GetValueOrDefault<byte, long>(1, 0),
            before.GetValueOrDefault<byte, long>(2, 0),
            before.GetValueOrDefault<byte, long>(3, 0));
    }

    public void Save(DuckDBConnection connection)
    {
        connection.Execute("DELETE FROM horizon");
        connection.Execute($"INSERT INTO horizon VALUES (1, {Readings}), (2, {Minutes}), (3, {Hours})");
    }
}
