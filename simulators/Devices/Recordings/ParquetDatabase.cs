using System.Globalization;
using DuckDB.NET.Data;

namespace Roost.Simulators.Recordings;

/// <summary>
/// An empty DuckDB in memory, to write or read Parquet with. One thread and fixed settings: the same content gives the same bytes. What does not fit
/// into its memory it puts into a folder for the time being.
/// </summary>
internal sealed class ParquetDatabase : IDisposable
{
    private readonly string? overflow;

    public ParquetDatabase(string? overflow = null)
    {
        this.overflow = overflow;
        Connection = new DuckDBConnection(new DuckDBConnectionStringBuilder
        {
            DataSource = ":memory:",
            ["threads"] = "1",
            ["memory_limit"] = "512MB",
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
        }.ConnectionString);
        Connection.Open();
        Execute("SET TimeZone = 'UTC'");
        Execute($"SET temp_directory = {Text(overflow ?? "")}");
    }

    public DuckDBConnection Connection { get; }

    /// <summary>A text as SQL writes it. Paths have to stand in the text, where DuckDB takes no parameters.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a query row by row, without holding its whole answer.</summary>
    public IEnumerable<DuckDBDataReader> Rows(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        command.UseStreamingMode = true;
        using var reader = (DuckDBDataReader)command.ExecuteReader();
        while (reader.Read())
        {
            yield return reader;
        }
    }

    public void Dispose()
    {
        Connection.Dispose();
        if (overflow is not null && Directory.Exists(overflow))
        {
            Directory.Delete(overflow, recursive: true);
        }
    }

    private DuckDBCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        var command = Connection.CreateCommand();
#pragma warning disable CA2100 // Constants, quoted paths and names of parameters only.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(new DuckDBParameter(name, value));
        }

        return command;
    }

    /// <summary>A number as SQL writes it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
