using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Database;

/// <summary>
/// Makes the tables, columns and indexes that the database lacks, at the host's start. It only adds: what an older Roost wrote stays, and an
/// added column holds its type's zero in the rows that were there before.
/// </summary>
internal sealed partial class SchemaUpdate(IDbContextFactory<RoostDatabase> databases, ILogger<SchemaUpdate> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        try
        {
            await UpdateAsync(database, cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(SentenceOf(database, exception), exception);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string SentenceOf(RoostDatabase database, Exception exception)
    {
        var where = database.Database.IsSqlite()
            ? $"The database \"{new SqliteConnectionStringBuilder(database.Database.GetConnectionString()).DataSource}\""
            : $"The database \"{database.Database.GetDbConnection().Database}\" at \"{database.Database.GetDbConnection().DataSource}\"";
        var what = exception.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
        return $"{where} can't be opened and brought up to date ({what}); make it readable and writable, or name another with {DatabaseOptions.Section}:ConnectionString.";
    }

    private async Task UpdateAsync(RoostDatabase database, CancellationToken cancellationToken)
    {
        if (database.Database.IsSqlite())
        {
            var file = new SqliteConnectionStringBuilder(database.Database.GetConnectionString()).DataSource;
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is { Length: > 0 } directory)
            {
                Directory.CreateDirectory(directory);
            }

            // Readers go on while one writes; the file remembers it.
            await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
        }
        else if (!await database.Database.CanConnectAsync(cancellationToken))
        {
            await database.GetService<IRelationalDatabaseCreator>().CreateAsync(cancellationToken);
        }

        var model = database.GetService<IDesignTimeModel>().Model;
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (database.Database.IsNpgsql())
        {
            // Of several services that start at once one makes the tables; SQLite has one writer anyway.
            await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('roost schema'))", cancellationToken);
        }

        var missing = Missing(model, database, await ColumnsAsync(database, cancellationToken));
        foreach (var command in database.GetService<IMigrationsSqlGenerator>().Generate(missing, model))
        {
            await database.Database.ExecuteSqlRawAsync(command.CommandText.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        if (missing.Count > 0)
        {
            LogUpdated(missing.Count);
        }
    }

    // All that the model needs, as steps from nothing, less what is there.
    private static List<MigrationOperation> Missing(IModel model, RoostDatabase database, ILookup<string, string> columns)
    {
        List<MigrationOperation> missing = [];
        foreach (var operation in database.GetService<IMigrationsModelDiffer>().GetDifferences(null, model.GetRelationalModel()))
        {
            switch (operation)
            {
                case CreateTableOperation table when columns.Contains(table.Name):
                    missing.AddRange(table.Columns.Where(column => !columns[table.Name].Contains(column.Name)).Select(Added));
                    break;
                case CreateIndexOperation index when columns[index.Table].Contains($"index {index.Name}"):
                    break;
                default:
                    missing.Add(operation);
                    break;
            }
        }

        return missing;
    }

    private static AddColumnOperation Added(AddColumnOperation column)
    {
        if (!column.IsNullable && column.DefaultValue is null && column.DefaultValueSql is null)
        {
            column.DefaultValue = column.ClrType == typeof(string) ? "" : column.ClrType == typeof(byte[]) ? Array.Empty<byte>() : Activator.CreateInstance(column.ClrType);
        }

        return column;
    }

    /// <summary>What there is, by table: its columns, and its indexes as <c>index {name}</c>.</summary>
    private static async Task<ILookup<string, string>> ColumnsAsync(RoostDatabase database, CancellationToken cancellationToken)
    {
        var query = database.Database.IsSqlite()
            ? $"""
              SELECT m.name AS "Table", c.name AS "Name" FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
              UNION ALL SELECT tbl_name, 'index ' || name FROM sqlite_master WHERE type = 'index'
              """
            : $"""
              SELECT table_name AS "Table", column_name AS "Name" FROM information_schema.columns WHERE table_schema = current_schema()
              UNION ALL SELECT tablename, 'index ' || indexname FROM pg_indexes WHERE schemaname = current_schema()
              """;
        var found = await database.Database.SqlQueryRaw<Part>(query).ToListAsync(cancellationToken);
        return found.ToLookup(part => part.Table, part => part.Name, StringComparer.Ordinal);
    }

    private sealed record Part(string Table, string Name);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database was brought up to date in {Steps} steps.")]
    private partial void LogUpdated(int steps);
}
