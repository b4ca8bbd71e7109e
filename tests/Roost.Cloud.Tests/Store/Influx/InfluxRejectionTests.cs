using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Roost.Cloud.Store;
using Roost.Cloud.Tests.Harness;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Store.Influx;

/// <summary>A real influxd that refuses, goes away and comes back.</summary>
[CancelAfter(60_000)]
internal sealed class InfluxRejectionTests
{
    private static readonly DateTimeOffset Noon = OpenStore.Noon;

    [Test]
    public async Task Batches_that_meet_a_dead_influxd_are_stored_once_after_it_is_back(CancellationToken cancellationToken)
    {
        await using var server = await InfluxServer.StartAsync(cancellationToken);
        await using var open = await AtAsync(server, cancellationToken);
        await open.Store.ForgetBelowAsync("farm", "agent", 1, cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 1));
        var acknowledged = 0UL;
        using var watching = open.Store.WatchCommits(progress => Volatile.Write(ref acknowledged, progress.CommittedThrough));

        await server.KillAsync();
        for (var number = 2UL; number <= 50; number++)
        {
            await open.Store.AppendAsync(OpenStore.Batch(number, Noon.AddSeconds(number), number), cancellationToken);
        }

        await Until.IsTrueAsync(() => open.Store.State is StoreState.Failing, cancellationToken);
        var (whileDead, reason) = (Volatile.Read(ref acknowledged), ((StoreState.Failing)open.Store.State).Reason);
        var latest = await open.Store.LatestAsync("farm", "coop", cancellationToken);
        await server.RunAsync(cancellationToken);
        await Until.IsTrueAsync(() => Volatile.Read(ref acknowledged) == 50 && open.Store.State is StoreState.Ok, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((whileDead, latest.Single().Value), Is.EqualTo((0UL, 1.0)));
            Assert.That(reason, Does.Contain(server.Url.ToString()).And.Contain("can't be reached"));
            Assert.That(await open.ValuesAsync(cancellationToken), Has.Count.EqualTo(50));
        }
    }

    [Test]
    public async Task What_was_acknowledged_is_there_after_a_power_cut_of_influxd(CancellationToken cancellationToken)
    {
        await using var server = await InfluxServer.StartAsync(cancellationToken);
        await using var open = await AtAsync(server, cancellationToken);
        for (var number = 1UL; number <= 20; number++)
        {
            await open.AppendAsync(cancellationToken, OpenStore.Batch(number, Noon.AddSeconds(number), number));
        }

        await server.KillAsync();
        await server.RunAsync(cancellationToken);
        await open.ReopenAsync(cancellationToken);
        await open.AppendAsync(cancellationToken, OpenStore.Batch(20, Noon.AddSeconds(500), 500), OpenStore.Batch(21, Noon.AddSeconds(21), 21));

        Assert.That(await open.ValuesAsync(cancellationToken), Is.EqualTo(Enumerable.Range(1, 21).Select(number => (double?)number)), "the ledger is there as well");
    }

    [Test]
    public async Task A_service_that_starts_before_its_influxd_waits_for_it(CancellationToken cancellationToken)
    {
        await using var server = await InfluxServer.StartAsync(cancellationToken);
        await server.KillAsync();
        var opening = AtAsync(server, cancellationToken);
        Assert.That(opening.IsCompleted, Is.False);
        await server.RunAsync(cancellationToken);
        await using var open = await opening;
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 1));

        Assert.That(await open.ValuesAsync(cancellationToken), Is.EqualTo(new double?[] { 1 }));
    }

    [Test]
    public async Task A_database_that_was_dropped_keeps_batches_waiting_and_sets_nothing_aside(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(StoreKind.Influx, cancellationToken);
        var server = await SharedInflux.GetAsync(cancellationToken);
        await server.AskAsync(open.Database!, $"DROP DATABASE \"{open.Database}\"", cancellationToken);
        await open.Store.AppendAsync(OpenStore.Batch(1, Noon, 1, 2, 3), cancellationToken);
        await Until.IsTrueAsync(() => open.Store.State is StoreState.Failing, cancellationToken);
        var reason = ((StoreState.Failing)open.Store.State).Reason;
        await server.AskAsync(open.Database!, $"CREATE DATABASE \"{open.Database}\"", cancellationToken);
        await open.Store.FlushAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reason, Does.Contain("Store:Database"));
            Assert.That(await open.ValuesAsync(cancellationToken), Is.EqualTo(new double?[] { 1, 2, 3 }));
            Assert.That(File.Exists(Path.Combine(open.Directory, "refused.jsonl")), Is.False);
        }
    }

    [Test]
    public async Task Only_the_readings_that_are_refused_are_set_aside_with_influxds_reason(CancellationToken cancellationToken)
    {
        await using var open = await OpenStore.AtAsync(StoreKind.Influx, cancellationToken);
        var told = new List<ulong>();
        using var watching = open.Store.WatchCommits(progress => told.Add(progress.CommittedThrough));

        // Somebody else writes into our measurement: then the type of that field is theirs.
        await InfluxWriter.WriteAsync(await SharedInflux.GetAsync(cancellationToken), open.Database!, $"reading fault=1i {Noon.ToUnixTimeMilliseconds()}", cancellationToken);
        await open.Store.ForgetBelowAsync("farm", "agent", 1, cancellationToken);
        await open.AppendAsync(
            cancellationToken,
            OpenStore.Batch(1, Noon, 1, 2, 3),
            new ReadingBatch("farm", "agent", "coop", 2, [OpenStore.Temperature(Noon.AddSeconds(3), null, Quality.Bad, "The wire is cut."), OpenStore.Temperature(Noon.AddSeconds(4), 5)]));
        var refused = (await File.ReadAllLinesAsync(Path.Combine(open.Directory, "refused.jsonl"), cancellationToken)).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await open.ValuesAsync(cancellationToken), Is.EqualTo(new double?[] { 1, 2, 3, 5 }));
            Assert.That(told[^1], Is.EqualTo(2));
            Assert.That(refused, Has.Count.EqualTo(1));
            Assert.That(refused[0].GetProperty("refused").GetString(), Does.Contain("field type conflict"));
            Assert.That(refused[0].GetProperty("readings")[0].GetProperty("reason").GetString(), Is.EqualTo("The wire is cut."));
        }
    }

    [Test]
    public async Task A_group_that_is_too_large_goes_in_parts(CancellationToken cancellationToken)
    {
        await using var server = await InfluxServer.StartAsync(cancellationToken, "max-body-size = 4096");
        await using var open = await AtAsync(server, cancellationToken);
        double[] values = [.. Enumerable.Range(0, 2_000).Select(second => second / 7.0)];
        await open.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, values));

        Assert.That(await open.ValuesAsync(cancellationToken), Is.EqualTo(values.Select(value => (double?)value)));
    }

    [Test]
    public async Task A_user_that_influxd_does_not_know_is_told_at_the_start_and_a_known_one_is_let_in(CancellationToken cancellationToken)
    {
        await using var server = await InfluxServer.StartAsync(cancellationToken, "auth-enabled = true");
        await server.AskAsync("", "CREATE USER farm WITH PASSWORD 'secret' WITH ALL PRIVILEGES", cancellationToken);
        using var folder = new TemporaryFolder();
        StoreOptions Options(string password) => new() { Kind = "influx", Url = server.Url.ToString(), Database = "roost", Directory = folder.Path, User = "farm", Password = password };
        var stranger = OpenStore.New(Options("guessed"));
        await using var known = await OpenStore.AtAsync(Options("secret"), owned: false, cancellationToken);
        await known.AppendAsync(cancellationToken, OpenStore.Batch(1, Noon, 20));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => ((IHostedService)stranger).StartAsync(cancellationToken), Throws.TypeOf<StoreUnavailableException>().With.Message.Contains("Store:Password"));
            Assert.That(await known.ValuesAsync(cancellationToken), Is.EqualTo(new double?[] { 20 }));
        }

        ((IDisposable)stranger).Dispose();
    }

    [Test]
    public async Task A_database_with_fields_of_other_types_is_not_taken_for_a_store(CancellationToken cancellationToken)
    {
        var server = await SharedInflux.GetAsync(cancellationToken);
        var database = SharedInflux.NewDatabase();
        await server.AskAsync("", $"CREATE DATABASE \"{database}\"", cancellationToken);
        await InfluxWriter.WriteAsync(server, database, "reading value=\"warm\" 1", cancellationToken);
        using var folder = new TemporaryFolder();
        var store = OpenStore.New(new StoreOptions { Kind = "influx", Url = server.Url.ToString(), Database = database, Directory = folder.Path });

        Assert.That(() => ((IHostedService)store).StartAsync(cancellationToken), Throws.TypeOf<StoreDamagedException>().With.Message.Contains("\"value\" is string"));
        ((IDisposable)store).Dispose();
    }

    private static Task<OpenStore> AtAsync(InfluxServer server, CancellationToken cancellationToken) => OpenStore.AtAsync(
        new StoreOptions { Kind = "influx", Url = server.Url.ToString(), Database = "roost", Directory = Directory.CreateTempSubdirectory("roost-store-").FullName },
        owned: true,
        cancellationToken);
}
