using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Alarms.Log;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;
using Roost.Cloud.Stills;
using Roost.Cloud.Tests.Harness;
using Roost.Cloud.Tests.Notify;
using Roost.Cloud.Tests.Stills;

namespace Roost.Cloud.Tests.Database;

/// <summary>The relational data in a real PostgreSQL server, as in a cluster.</summary>
internal sealed class PostgreSqlTests
{
    private static readonly Person An = new() { Id = "an", Name = "An", Contacts = [new("mail", ChannelKind.Mail, "an@farm.example")] };

    private PostgreSql server = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        server = await PostgreSql.StartAsync(limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await server.DisposeAsync();

    [Test, CancelAfter(120_000)]
    public async Task An_alarm_goes_from_a_reading_to_a_mail_and_outlives_a_restart(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var mail = await MailServer.StartAsync(cancellationToken);
        string[] settings = [.. mail.Settings, .. server.Settings("whole_way")];
        await using (var cloud = await TestCloud.StartAsync(cancellationToken, settings, folder.Path))
        {
            await cloud.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, An);
            await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot());
            await mail.ReceiveAsync(message => message.Subject!.Contains("Too hot", StringComparison.Ordinal), cancellationToken);
            await Until.IsTrueAsync(async () => (await cloud.OutboxAsync(cancellationToken)) is [{ State: DeliveryState.Delivered }], cancellationToken);
        }

        await using var again = await TestCloud.StartAsync(cancellationToken, settings, folder.Path);
        await again.TellAsync(AlarmChangeKind.Raised, cancellationToken, again.Hot("coop-2"));
        await mail.ReceiveAsync(message => message.Subject!.Contains("coop-2", StringComparison.Ordinal), cancellationToken);
        var plan = await again.Http.GetFromJsonAsync<JsonNode>($"/api/farms/{FarmOnCall.Farm}/plan", cancellationToken);

        Assert.That((mail.Received.Count, plan!["plan"]!["callOrders"]![0]!["name"]!.ToString()), Is.EqualTo((2, "all")));
    }

    [Test, CancelAfter(90_000)]
    public async Task Pictures_are_kept_served_and_go_with_their_files(CancellationToken cancellationToken)
    {
        const string Farm = "demo-farm";
        await using var cloud = await TestCloud.StartAsync(cancellationToken, server.Settings("pictures"));
        cloud.KnowCoop(Farm);
        await cloud.KeepAsync(
            cancellationToken, Pictures.Still(Farm, Pictures.Noon, "old"), Pictures.Still(Farm, Pictures.Noon, "old"), Pictures.Still(Farm, Pictures.Noon.AddMinutes(10), "young"));
        var removed = await cloud.Services.GetRequiredService<StillArchive>().TrimAsync(Pictures.Noon.AddDays(30).AddMinutes(5), cancellationToken);

        Assert.That(removed, Is.EqualTo((1, 1)));
        Assert.That(await cloud.ContentAsync(Farm, Pictures.Noon.AddMinutes(12), cancellationToken), Is.EqualTo("young"));
    }

    [Test, CancelAfter(180_000)]
    public async Task Two_services_that_start_at_once_on_one_database_tell_of_each_alarm_once(CancellationToken cancellationToken)
    {
        const int Alarms = 20;
        await using var mail = await MailServer.StartAsync(cancellationToken);
        string[] settings = [.. mail.Settings, .. server.Settings("two_services")];
        var clouds = await Task.WhenAll(TestCloud.StartAsync(cancellationToken, settings), TestCloud.StartAsync(cancellationToken, settings));
        await using var one = clouds[0];
        await using var other = clouds[1];
        await one.SetUpAsync(TimeSpan.FromMinutes(30), cancellationToken, An);

        await Task.WhenAll(Enumerable.Range(0, Alarms).Select(number => (number % 2 == 0 ? one : other)
            .TellAsync(AlarmChangeKind.Raised, cancellationToken, clouds[number % 2].Hot($"coop-{number}"))));
        await Until.IsTrueAsync(async () => (await other.OutboxAsync(cancellationToken)).Count(row => row.State == DeliveryState.Delivered) is var sent && sent > 0
            && await ChainsToldAsync(other, cancellationToken) == Alarms, cancellationToken);

        var outbox = await one.OutboxAsync(cancellationToken);
        var told = outbox.SelectMany(row => row.Body.Alarms).Select(alarm => alarm.Id).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told, Is.Unique);
            Assert.That(told, Has.Count.EqualTo(Alarms));
            Assert.That(outbox.Select(row => row.Attempts), Is.All.EqualTo(1));
            Assert.That(mail.Received, Has.Count.EqualTo(outbox.Count));
        }
    }

    [Test, CancelAfter(180_000)]
    public async Task A_database_that_dies_and_comes_back_costs_no_alarm(CancellationToken cancellationToken)
    {
        await using var own = await PostgreSql.StartAsync(cancellationToken);
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [.. mail.Settings, .. own.Settings("roost")]);
        await cloud.SetUpAsync(TimeSpan.FromMinutes(30), cancellationToken, An);
        mail.SetBusy(true);
        await cloud.TellAsync(AlarmChangeKind.Raised, cancellationToken, cloud.Hot());
        await Until.IsTrueAsync(async () => (await cloud.OutboxAsync(cancellationToken)) is [{ Attempts: > 0 }], cancellationToken);

        await own.KillAsync();
        mail.SetBusy(false);
        await own.ResumeAsync(cancellationToken);
        await Until.IsTrueAsync(async () => await IsBackAsync(cloud, cancellationToken), cancellationToken);
        await cloud.HurryAsync(cancellationToken);

        await mail.ReceiveAsync(message => message.Subject!.Contains("Too hot", StringComparison.Ordinal), cancellationToken);
    }

    [Test, CancelAfter(120_000)]
    public async Task The_log_of_alarms_is_whole_though_two_write_at_once(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, [.. mail.Settings, .. server.Settings("two_writers")]);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async entry =>
        {
            await using var database = await cloud.DatabaseAsync(cancellationToken);
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            await AlarmLog.AppendAsync(database, FarmOnCall.Farm, TestAgent.Now, [new("raised", null, null, new { entry })], cancellationToken);
            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }));

        await using var check = await cloud.DatabaseAsync(cancellationToken);
        Assert.That(
            (await check.Set<AlarmLogRow>().CountAsync(row => row.Kind == "raised", cancellationToken), await AlarmLog.FirstBrokenAsync(check, FarmOnCall.Farm, cancellationToken)),
            Is.EqualTo((20, (long?)null)));
    }

    private static async Task<int> ChainsToldAsync(TestCloud cloud, CancellationToken cancellationToken) =>
        (await cloud.OutboxAsync(cancellationToken)).Where(row => row.State == DeliveryState.Delivered).SelectMany(row => row.Body.Alarms).Select(alarm => alarm.Id).Distinct().Count();

    private static async Task<bool> IsBackAsync(TestCloud cloud, CancellationToken cancellationToken)
    {
        try
        {
            return (await cloud.OutboxAsync(cancellationToken)).Count > 0;
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or InvalidOperationException)
        {
            // Connections of before, and the server's own coming back, fail for a while.
            return false;
        }
    }
}
