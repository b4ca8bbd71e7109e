using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;

namespace Roost.Cloud.Database;

/// <summary>Adds the relational database to the host.</summary>
internal static class DatabaseSlice
{
    // How long one writer of a SQLite file waits for another.
    private const int BusyTimeoutSeconds = 10;

    /// <summary>
    /// Adds <see cref="IDbContextFactory{RoostDatabase}"/>. The tables are there once this slice's hosted service has started: add it before
    /// what uses them.
    /// </summary>
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptions.Validator>();
        builder.Services.AddSingleton<IValidateOptions<DatabaseOptions>>(
            new UnknownKeys<DatabaseOptions>(builder.Configuration.GetSection(DatabaseOptions.Section)));
        builder.Services.AddPooledDbContextFactory<RoostDatabase>(Configure);
        builder.Services.AddHostedService<SchemaUpdate>();
    }

    /// <summary>The connection string in force for SQLite.</summary>
    public static string SqliteConnection(DatabaseOptions options, string storeDirectory)
    {
        var connection = new SqliteConnectionStringBuilder(options.ConnectionString) { ForeignKeys = true, DefaultTimeout = BusyTimeoutSeconds };
        if (string.IsNullOrEmpty(connection.DataSource))
        {
            connection.DataSource = Path.Combine(storeDirectory, "roost.db");
        }

        return connection.ToString();
    }

    private static void Configure(IServiceProvider services, DbContextOptionsBuilder builder)
    {
        var options = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        switch (options.KindValue)
        {
            case DatabaseKind.Sqlite:
                builder.UseSqlite(SqliteConnection(options, services.GetRequiredService<IOptions<StoreOptions>>().Value.Directory));
                break;
            case DatabaseKind.PostgreSql:
                builder.UseNpgsql(options.ConnectionString);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(builder), options.Kind, "This is no kind of database.");
        }
    }
}
