using DuckDB.NET.Data;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>Copies the open file as of one moment, on a connection for reading: writing goes on beside it.</summary>
internal static class DuckDbBackup
{
    /// <summary>The length of the copy, bytes.</summary>
    public static long Write(DuckDBConnection connection, string folder)
    {
        var path = Path.Combine(folder, DuckDbFile.Name);
        connection.Execute($"ATTACH '{path.Replace("'", "''", StringComparison.Ordinal)}' AS backup");
        try
        {
            connection.Execute("COPY FROM DATABASE telemetry TO backup");
            connection.Execute("CHECKPOINT backup");
        }
        finally
        {
            connection.Execute("DETACH backup");
        }

        return new FileInfo(path).Length;
    }
}
