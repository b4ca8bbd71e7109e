using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roost.Cloud.Alarms.Log;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Database;

internal sealed class SchemaUpdateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test, CancelAfter(60_000)]
    public async Task An_older_file_gets_the_columns_and_indexes_that_it_lacks_and_keeps_its_rows(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using (var older = new SqliteConnection($"Data Source={folder.Path}/roost.db"))
        {
            await older.OpenAsync(cancellationToken);
            await using var command = older.CreateCommand();
            command.CommandText = """
                CREATE TABLE alarm_log ("Farm" TEXT NOT NULL, "Number" INTEGER NOT NULL, "At" INTEGER NOT NULL, "Text" TEXT NOT NULL, PRIMARY KEY ("Farm", "Number"));
                INSERT INTO alarm_log VALUES ('farm', 1, 0, 'old');
                """;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var services = Services(folder.Path);
        await StartAsync(services, cancellationToken);
        await StartAsync(services, cancellationToken);

        await using var database = await services.GetRequiredService<IDbContextFactory<RoostDatabase>>().CreateDbContextAsync(cancellationToken);
        var row = await database.Set<AlarmLogRow>().SingleAsync(cancellationToken);
        Assert.That((row.Text, row.Kind, row.Hash.Length), Is.EqualTo(("old", "", 0)));
    }

    [Test, CancelAfter(60_000)]
    public async Task Rejects_a_damaged_file_in_one_sentence(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "roost.db"), new string('x', 8_192), cancellationToken);
        await using var services = Services(folder.Path);

        var refusal = await Assert.ThrowsAsync<StartupException>(async () => await StartAsync(services, cancellationToken));

        Assert.That(refusal!.Message, Does.StartWith($"The database \"{folder.Path}/roost.db\" can't be opened").And.Contain("Database:ConnectionString").And.Not.Contain("\n"));
    }

    [Test, CancelAfter(60_000)]
    public async Task The_log_names_its_first_entry_that_was_changed(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var services = Services(folder.Path);
        await StartAsync(services, cancellationToken);
        var databases = services.GetRequiredService<IDbContextFactory<RoostDatabase>>();
        for (var entry = 1; entry <= 5; entry++)
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            await AlarmLog.AppendAsync(database, "farm", Noon, [new("raised", null, null, new { entry }), new("ended", null, null, new { entry })], cancellationToken);
            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await using var check = await databases.CreateDbContextAsync(cancellationToken);
        var whole = await AlarmLog.FirstBrokenAsync(check, "farm", cancellationToken);
        await check.Database.ExecuteSqlRawAsync("UPDATE alarm_log SET \"Text\" = replace(\"Text\", 'raised', 'tested'), \"Kind\" = 'tested' WHERE \"Number\" = 7", cancellationToken);
        var changed = await AlarmLog.FirstBrokenAsync(check, "farm", cancellationToken);
        await check.Database.ExecuteSqlRawAsync("DELETE FROM alarm_log WHERE \"Number\" = 4", cancellationToken);

        Assert.That((whole, changed, await AlarmLog.FirstBrokenAsync(check, "farm", cancellationToken)), Is.EqualTo(((long?)null, (long?)7, (long?)5)));
    }

    [Test, CancelAfter(60_000)]
    public async Task Rejects_an_entry_outside_a_transaction(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var services = Services(folder.Path);
        await StartAsync(services, cancellationToken);
        await using var database = await services.GetRequiredService<IDbContextFactory<RoostDatabase>>().CreateDbContextAsync(cancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await AlarmLog.AppendAsync(database, "farm", Noon, [], cancellationToken));
    }

    private static ServiceProvider Services(string directory) => new ServiceCollection().AddLogging()
        .AddDbContextFactory<RoostDatabase>(options => options.UseSqlite(DatabaseSlice.SqliteConnection(new(), directory) + ";Pooling=False"))
        .AddSingleton<SchemaUpdate>().BuildServiceProvider();

    private static Task StartAsync(ServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<SchemaUpdate>().StartAsync(cancellationToken);
}
