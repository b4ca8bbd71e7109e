using System.Globalization;
using DuckDB.NET.Data;

namespace Roost.Cloud.Store.DuckDb;

/// <summary>The tables of the file.</summary>
internal static class DuckDbSchema
{
    private const int Version = 2;

    // No keys and no indexes: all ids are given by the one writer, and an index would cost a commit more than all its rows.
    // "reading" grows in the order of arrival and is never changed, only removed when it is old; "latest" is the newest reading of each
    // series among those of eras before "era.number".
    // "ledger" is any list of runs whose union is what is stored (BatchLedger).
    // "minute" and "hour" are roll-ups: RollUp says what their columns are. They are right but for the hours of series in "dirty", of
    // which the readings tell. "horizon" has the time before which a level has been removed.
    private const string Create = """
        CREATE TABLE IF NOT EXISTS store (version INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS series (
            id INTEGER NOT NULL, farm VARCHAR NOT NULL, coop VARCHAR NOT NULL, quantity VARCHAR NOT NULL, place VARCHAR NOT NULL);
        CREATE TABLE IF NOT EXISTS reason (id INTEGER NOT NULL, sentence VARCHAR NOT NULL);
        CREATE TABLE IF NOT EXISTS reading (
            series INTEGER NOT NULL, taken_at BIGINT NOT NULL, value DOUBLE, quality UTINYINT NOT NULL, reason INTEGER, era INTEGER);
        CREATE TABLE IF NOT EXISTS agent (id INTEGER NOT NULL, farm VARCHAR NOT NULL, agent VARCHAR NOT NULL);
        CREATE TABLE IF NOT EXISTS ledger (agent INTEGER NOT NULL, first UBIGINT NOT NULL, last UBIGINT NOT NULL);
        CREATE TABLE IF NOT EXISTS latest (
            series INTEGER NOT NULL, taken_at BIGINT NOT NULL, value DOUBLE, quality UTINYINT NOT NULL, reason INTEGER, era INTEGER);
        CREATE TABLE IF NOT EXISTS era (number INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS minute (
            series INTEGER NOT NULL, at_ms BIGINT NOT NULL, readings UINTEGER NOT NULL, good UINTEGER NOT NULL, usable UINTEGER NOT NULL,
            total DOUBLE, minimum DOUBLE, maximum DOUBLE, last DOUBLE);
        CREATE TABLE IF NOT EXISTS hour (
            series INTEGER NOT NULL, at_ms BIGINT NOT NULL, readings UINTEGER NOT NULL, good UINTEGER NOT NULL, usable UINTEGER NOT NULL,
            total DOUBLE, minimum DOUBLE, maximum DOUBLE, last DOUBLE);
        CREATE TABLE IF NOT EXISTS dirty (series INTEGER NOT NULL, hour INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS horizon (level UTINYINT NOT NULL, before BIGINT NOT NULL);
        """;

    // Version 1 had no roll-ups: all hours are dirty, and all readings are of the first era.
    private const string FromVersion1 = """
        ALTER TABLE reading ADD COLUMN era INTEGER DEFAULT 0;
        ALTER TABLE latest ADD COLUMN era INTEGER DEFAULT 0;
        DROP TABLE latest_of;
        INSERT INTO dirty SELECT DISTINCT series, CAST(taken_at // 3600000 AS INTEGER) FROM reading;
        UPDATE store SET version = 2;
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

            if (version == 1)
            {
                command.CommandText = FromVersion1;
                command.ExecuteNonQuery();
            }
        }
        else
        {
            command.CommandText = "INSERT INTO store VALUES (2)";
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
