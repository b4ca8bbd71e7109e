using System.Globalization;
using DuckDB.NET.Data;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>
/// Runs statements made of constant texts and numbers; a number as a constant lets DuckDB skip what lies outside of it. Names of farms,
/// coops and places are never part of a text.
/// </summary>
internal static class Sql
{
    /// <summary>The number of rows that it changed.</summary>
    public static int Execute(this DuckDBConnection connection, FormattableString sql) =>
        connection.Execute(sql.ToString(CultureInfo.InvariantCulture));

    /// <summary>The number of rows that it changed.</summary>
    public static int Execute(this DuckDBConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return command.ExecuteNonQuery();
    }

    public static void Each(this DuckDBConnection connection, FormattableString sql, Action<DuckDBDataReader> row) =>
        connection.Each(sql.ToString(CultureInfo.InvariantCulture), row);

    public static void Each(this DuckDBConnection connection, string sql, Action<DuckDBDataReader> row)
    {
        using var command = Command(connection, sql);
        using var reader = (DuckDBDataReader)command.ExecuteReader();
        while (reader.Read())
        {
            row(reader);
        }
    }

    private static DuckDBCommand Command(DuckDBConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // See above.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
