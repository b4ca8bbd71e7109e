using DuckDB.NET.Data;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>Writes readings as a Parquet file.</summary>
internal static class ParquetFile
{
    /// <summary>The file, opened for reading; it goes when the stream is disposed.</summary>
    public static Stream Write(DuckDBConnection connection, ReadingsQuery query)
    {
        var path = Path.Combine(Path.GetTempPath(), $"roost-{Guid.NewGuid():N}.parquet");
        try
        {
            Choose(connection, query);
            connection.Execute(
                $"""
                COPY (
                    SELECT make_timestamptz(r.taken_at * 1000) AS taken_at, s.coop, s.quantity, s.place, r.value,
                        CASE r.quality WHEN 1 THEN 'good' WHEN 2 THEN 'uncertain' ELSE 'bad' END AS quality, reason.sentence AS reason
                    FROM reading r JOIN chosen s ON s.id = r.series LEFT JOIN reason ON reason.id = r.reason
                    WHERE r.taken_at >= {query.From.ToUnixTimeMilliseconds()} AND r.taken_at < {query.To.ToUnixTimeMilliseconds()}
                    ORDER BY s.coop, s.quantity, s.place, r.taken_at
                ) TO '{path.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet, COMPRESSION zstd)
                """);
            return new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose });
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    // A statement that copies takes no parameters, and names are never part of a text.
    private static void Choose(DuckDBConnection connection, ReadingsQuery query)
    {
        connection.Execute("CREATE TEMP TABLE wanted (farm VARCHAR, coop VARCHAR)");
        using (var wanted = connection.CreateAppender("wanted"))
        {
            foreach (var coop in query.Coops.DefaultIfEmpty())
            {
                wanted.CreateRow().AppendValue(query.Farm).AppendValue(coop).EndRow();
            }
        }

        connection.Execute(
            "CREATE TEMP TABLE chosen AS SELECT s.* FROM series s JOIN wanted w ON s.farm = w.farm AND (w.coop IS NULL OR s.coop = w.coop)");
    }
}
