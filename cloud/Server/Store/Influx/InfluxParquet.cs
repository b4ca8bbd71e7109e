using DuckDB.NET.Data;
using Roost.Cloud.Store.DuckDb;

namespace Roost.Cloud.Store.Influx;

/// <summary>Writes readings of an InfluxDB as a Parquet file, sorted by a DuckDB that lives as long as that takes.</summary>
internal static class InfluxParquet
{
    /// <summary>The file, opened for reading; it goes when the stream is disposed.</summary>
    public static async Task<Stream> WriteAsync(IAsyncEnumerable<IReadOnlyList<StoredReading>> pages, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("roost-export-").FullName;
        var path = Path.Combine(Path.GetTempPath(), $"roost-{Guid.NewGuid():N}.parquet");
        try
        {
            using (var connection = new DuckDBConnection($"DataSource={Path.Combine(folder, "export.duckdb")};memory_limit=1GB"))
            {
                await connection.OpenAsync(cancellationToken);
                connection.Execute("CREATE TABLE reading (taken_at BIGINT, coop VARCHAR, quantity VARCHAR, place VARCHAR, value DOUBLE, quality VARCHAR, reason VARCHAR)");
                await foreach (var page in pages.WithCancellation(cancellationToken))
                {
                    Append(connection, page);
                }

                connection.Execute(
                    $"""
                    COPY (SELECT make_timestamptz(taken_at * 1000) AS taken_at, coop, quantity, place, value, quality, reason FROM reading
                        ORDER BY coop, quantity, place, taken_at)
                    TO '{path.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet, COMPRESSION zstd)
                    """);
            }

            return new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose });
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Append(DuckDBConnection connection, IReadOnlyList<StoredReading> page)
    {
        using var appender = connection.CreateAppender("reading");
        foreach (var reading in page)
        {
            appender.CreateRow()
                .AppendValue(reading.TakenAt.ToUnixTimeMilliseconds()).AppendValue(reading.Coop).AppendValue(reading.Quantity).AppendValue(reading.Place)
                .AppendValue(reading.Value)
                .AppendValue(reading.Quality switch { Domain.Readings.Quality.Good => "good", Domain.Readings.Quality.Uncertain => "uncertain", _ => "bad" })
                .AppendValue(reading.Reason).EndRow();
        }
    }
}
