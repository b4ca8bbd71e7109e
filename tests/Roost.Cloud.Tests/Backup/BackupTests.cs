using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roost.Cloud.Backup;
using Roost.Cloud.Database;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Stills;
using Roost.Cloud.Store;
using Roost.Cloud.Tests.Harness;
using Roost.Cloud.Tests.Stills;
using Roost.Cloud.Tests.Store;

namespace Roost.Cloud.Tests.Backup;

[CancelAfter(90_000)]
internal sealed class BackupTests
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    private string Data => Path.Combine(folder.Path, "data");

    private string Copy => Path.Combine(folder.Path, "backup");

    private string Restored => Path.Combine(folder.Path, "restored");

    [Test]
    public async Task A_backup_of_a_running_service_is_restored_whole(CancellationToken cancellationToken)
    {
        var numberAtBackup = 0UL;
        await using (var cloud = await TestCloud.StartAsync(cancellationToken, storeDirectory: Data))
        {
            var store = cloud.Services.GetRequiredService<ITelemetryStore>();
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var number = 0UL;
            var writing = Task.Run(
                async () =>
                {
                    while (!done.IsCancellationRequested)
                    {
                        await store.AppendAsync(OpenStore.Batch(++number, OpenStore.Noon.AddSeconds(number * 10), 1, 2, 3), cancellationToken);
                        await store.FlushAsync(cancellationToken);
                        Volatile.Write(ref numberAtBackup, number);
                    }
                },
                cancellationToken);
            await Until.IsTrueAsync(() => Volatile.Read(ref numberAtBackup) > 20, cancellationToken);
            await cloud.KeepAsync(cancellationToken, Pictures.Still("demo-farm", Pictures.Noon, "a still"));
            var before = Volatile.Read(ref numberAtBackup);
            var (_, said) = await RunAsync(cancellationToken, "backup", Copy, "--Store:Directory", Data);
            var after = Volatile.Read(ref numberAtBackup);
            await done.CancelAsync();
            await writing;
            numberAtBackup = before;
            await TestContext.Out.WriteLineAsync($"Measured: {after - before} durable batches while a backup was taken");
            Assert.That(said, Does.StartWith($"The backup \"{Copy}\" is whole"));
        }

        var restoring = await RunAsync(cancellationToken, "restore", Copy, "--Store:Directory", Restored);
        Assert.That(restoring.Code, Is.Zero, restoring.Said);
        await using (var cloud = await TestCloud.StartAsync(cancellationToken, storeDirectory: Restored))
        {
            var store = cloud.Services.GetRequiredService<ITelemetryStore>();
            var values = (await store.SeriesAsync(OpenStore.Query(5_000), cancellationToken)).Readings.Sum();
            await using var database = await cloud.Services.GetRequiredService<IDbContextFactory<RoostDatabase>>().CreateDbContextAsync(cancellationToken);

            using (Assert.EnterMultipleScope())
            {
                Assert.That(values % 3, Is.Zero, "whole batches");
                Assert.That(values / 3, Is.GreaterThanOrEqualTo(numberAtBackup));
                Assert.That(await database.Set<PlanRow>().CountAsync(cancellationToken), Is.Zero, "its tables are there");
                Assert.That(await cloud.ContentAsync("demo-farm", Pictures.Noon, cancellationToken), Is.EqualTo("a still"));
                Assert.That(await File.ReadAllBytesAsync(Path.Combine(Restored, "link-key"), cancellationToken), Is.EqualTo(await File.ReadAllBytesAsync(Path.Combine(Data, "link-key"), cancellationToken)));
            }
        }
    }

    [Test]
    public async Task A_picture_that_the_backups_database_names_is_in_the_backup_though_its_time_comes_meanwhile(CancellationToken cancellationToken)
    {
        const int Many = 3_000;
        await using var cloud = await TestCloud.StartAsync(cancellationToken, storeDirectory: Data);
        await KeepManyAsync(cloud, Many, cancellationToken);
        var backup = RunAsync(cancellationToken, "backup", Copy, "--Store:Directory", Data);
        await Until.IsTrueAsync(() => Directory.Exists(Path.Combine(Copy, "stills")), cancellationToken);
        var trim = cloud.Services.GetRequiredService<StillArchive>().TrimAsync(Pictures.Noon.AddDays(3_000), cancellationToken);
        var (_, said) = await backup;

        await using var rows = new SqliteConnection($"Data Source={Path.Combine(Copy, "roost.db")};Pooling=False");
        await rows.OpenAsync(cancellationToken);
        await using var ask = rows.CreateCommand();
        ask.CommandText = "SELECT Sha256 FROM stills";
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        var (named, missing) = (0, 0);
        for (; await reader.ReadAsync(cancellationToken); named++)
        {
            missing += File.Exists(Path.Combine(Copy, "stills", reader.GetString(0)[..2], $"{reader.GetString(0)}.jpg")) ? 0 : 1;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Does.Contain("is whole"));
            Assert.That((named, missing), Is.EqualTo((Many, 0)));
            Assert.That(await trim, Is.EqualTo((Many, Many)), "afterwards they went");
        }
    }

    [Test]
    public async Task Data_that_no_service_uses_is_backed_up_by_the_command_itself(CancellationToken cancellationToken)
    {
        await using (var open = await OpenStore.AtAsync(Data, cancellationToken))
        {
            await open.AppendAsync(cancellationToken, OpenStore.Batch(1, OpenStore.Noon, 20, 21));
            await open.MendAsync(cancellationToken, int.MaxValue);
        }

        var backup = await RunAsync(cancellationToken, "backup", Copy, "--Store:Directory", Data);
        var restore = await RunAsync(cancellationToken, "restore", Copy, "--Store:Directory", Restored);
        await using var restored = await OpenStore.AtAsync(Restored, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((backup.Code, restore.Code), Is.EqualTo((0, 0)), backup.Said + restore.Said);
            Assert.That(await restored.ValuesAsync(cancellationToken), Is.EqualTo(new double?[] { 20, 21 }));
            await restored.AppendAsync(cancellationToken, OpenStore.Batch(1, OpenStore.Noon, 20, 21));
            Assert.That(await restored.ValuesAsync(cancellationToken), Has.Count.EqualTo(2), "the batch is known");
        }
    }

    [Test]
    public async Task Rejects_a_backup_that_changed_and_one_that_is_not_whole(CancellationToken cancellationToken)
    {
        await using (var open = await OpenStore.AtAsync(Data, cancellationToken))
        {
            await open.AppendAsync(cancellationToken, OpenStore.Batch(1, OpenStore.Noon, 20, 21));
        }

        await RunAsync(cancellationToken, "backup", Copy, "--Store:Directory", Data);
        var file = Path.Combine(Copy, "telemetry.duckdb");
        var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, cancellationToken);
        var changed = await RunAsync(cancellationToken, "restore", Copy, "--Store:Directory", Restored);
        File.Delete(file);
        var missing = await RunAsync(cancellationToken, "restore", Copy, "--Store:Directory", Restored);
        File.Delete(Path.Combine(Copy, "backup.json"));
        var unfinished = await RunAsync(cancellationToken, "restore", Copy, "--Store:Directory", Restored);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(changed.Said, Is.EqualTo($"The file \"{file}\" is not what was backed up, its checksum differs; take another backup."));
            Assert.That(missing.Said, Is.EqualTo($"The backup \"{Copy}\" lacks its file \"telemetry.duckdb\"; take another backup."));
            Assert.That(unfinished.Said, Does.StartWith($"\"{Copy}\" is no whole backup"));
            Assert.That(Directory.Exists(Restored), Is.False);
        }
    }

    [Test]
    public async Task Rejects_folders_that_hold_something_and_data_that_is_not_there(CancellationToken cancellationToken)
    {
        await using (await OpenStore.AtAsync(Data, cancellationToken))
        {
        }

        var nothing = await RunAsync(cancellationToken, "backup", Copy, "--Store:Directory", Restored);
        var onto = await RunAsync(cancellationToken, "backup", Data, "--Store:Directory", Data);
        await RunAsync(cancellationToken, "backup", Copy, "--Store:Directory", Data);
        var over = await RunAsync(cancellationToken, "restore", Copy, "--Store:Directory", Data);
        var unset = await RunAsync(cancellationToken, "backup", Copy);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(nothing.Said, Does.StartWith($"There is no store in \"{Restored}\""));
            Assert.That(onto.Said, Does.StartWith($"\"{Data}\" is not empty"));
            Assert.That(over.Said, Does.StartWith($"The data folder \"{Data}\" is not empty"));
            Assert.That(unset, Is.EqualTo((2, "Store:Directory is empty, but the store needs a directory for its files.")));
        }
    }

    // As the archive keeps them, but all at once.
    private static async Task KeepManyAsync(TestCloud cloud, int count, CancellationToken cancellationToken)
    {
        var folder = cloud.Services.GetRequiredService<StillFiles>().Folder;
        await using var database = await cloud.Services.GetRequiredService<IDbContextFactory<RoostDatabase>>().CreateDbContextAsync(cancellationToken);
        for (var number = 0; number < count; number++)
        {
            var jpeg = Pictures.Jpeg($"{number}");
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(jpeg));
            await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, sha256[..2])).FullName, $"{sha256}.jpg"), jpeg, cancellationToken);
            database.Add(new StillRow
            {
                Farm = "demo-farm",
                Coop = Pictures.Coop,
                Camera = Pictures.Camera,
                TakenAt = Pictures.Noon.AddMinutes(number),
                Sha256 = sha256,
                Bytes = jpeg.Length,
                IsEvidence = false,
            });
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    private static async Task<(int Code, string Said)> RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        await using var said = new StringWriter();
        var code = await BackupCommand.RunAsync(args, said, said, cancellationToken);
        return (code, said.ToString().Trim());
    }
}
