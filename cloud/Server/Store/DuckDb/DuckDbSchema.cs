using System.Globalization;
using DuckDB.NET.Data;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>The tables of the file.</summary>
internal static class DuckDbSchema
{
    private const int Version = 1;

    // No keys and no indexes: all ids are given by the one writer, and an index would cost a commit more than all its rows.
    // "reading" grows in the order of arrival and is never changed; "latest" is the newest reading of each series among the first
    // "latest_of.readings" rows of it.
    // "ledger" is any list of runs whose union is what is stored (BatchLedger).
    private const string Create = """
        CREATE TABLE IF NOT EXISTS store (version INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS series (
            id INTEGER NOT NULL, farm VARCHAR NOT NULL, coop VARCHAR NOT NULL, quantity VARCHAR NOT NULL, place VARCHAR NOT NULL);
        CREATE TABLE IF NOT EXISTS reason (id INTEGER NOT NULL, sentence VARCHAR NOT NULL);
        CREATE TABLE IF NOT EXISTS reading (
            series INTEGER NOT NULL, taken_at BIGINT NOT NULL, value DOUBLE, quality UTINYINT NOT NULL, reason INTEGER);
        CREATE TABLE IF NOT EXISTS agent (id INTEGER NOT NULL, farm VARCHAR NOT NULL, agent VARCHAR NOT NULL);
        CREATE TABLE IF NOT EXISTS ledger (agent INTEGER NOT NULL, first UBIGINT NOT NULL, last UBIGINT NOT NULL);
        CREATE TABLE IF NOT EXISTS latest (
            series INTEGER NOT NULL, taken_at BIGINT NOT NULL, value DOUBLE, quality UTINYINT NOT NULL, reason INTEGER);
        CREATE TABLE IF NOT EXISTS latest_of (readings BIGINT NOT NULL);
        """;

    /// <summary>Makes what is missing.</summary>
    /// <exception cref="StoreDamagedException">The file is of a newer Roost.</exception>
    public static void Ensure(DuckDBConnection connection, string path)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = Create;
        command.ExecuteNonQuery();
        command.CommandText = "SELECT max(version) FROM store";
        if (command.ExecuteScalar() is int version)
        {
            if (version > Version)
            {
                throw new StoreDamagedException(
                    $"The store \"{path}\" has version {version.ToString(CultureInfo.InvariantCulture)}, but this Roost knows only up to "
                    + $"{Version.ToString(CultureInfo.InvariantCulture)}: start the newer Roost that wrote it.",
                    null);
            }
        }
        else
        {
            command.CommandText = "INSERT INTO store VALUES (1)";
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
