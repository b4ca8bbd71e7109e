using System.Diagnostics;
using System.Net.Http.Json;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>No notification is lost, whenever the service is killed.</summary>
[CancelAfter(240_000)]
internal sealed class NotificationKillTests
{
    private const int People = 200;
    private const int StepsOfAnOrder = 50;
    private const string Farm = "/api/farms/demo-farm";

    [Test]
    public async Task Every_one_of_two_hundred_notifications_arrives_though_the_cloud_is_killed_and_repeats_say_so(CancellationToken cancellationToken)
    {
        var seed = Environment.TickCount;
        await TestContext.Out.WriteLineAsync($"seed {seed}");
        var random = new Random(seed);
        await using var mails = await MailDrop.StartAsync(cancellationToken);
        var store = Directory.CreateTempSubdirectory("roost-kill-").FullName;

        // Signs of life: each person's first contact gets one as soon as a plan names it.
        await using var cloud = await CloudUnderTest.StartAsync(
            store,
            cancellationToken,
            [.. mails.Settings, "--Farms:demo-farm:TimeZone", "Asia/Shanghai", "--Notify:HeartbeatEvery", "7.00:00:00"]);
        using var http = new HttpClient { BaseAddress = cloud.Address };
        for (var person = 0; person < People; person++)
        {
            await PutAsync(http, $"people/p{person}", new
            {
                id = $"p{person}",
                name = $"Person {person}",
                contacts = new[] { new { name = "mail", channel = "mail", address = $"p{person}@farm.example" } },
            }, cancellationToken);
        }

        await PutAsync(http, "plan", new { version = 0, changedBy = "test", plan = new { callOrders = Orders() } }, cancellationToken);
        await Eventually.TrueAsync("the first mail arrives", () => Task.FromResult(Told(mails).Count > 0), cancellationToken);
        var watch = Stopwatch.StartNew();
        var kills = 0;
        while (Told(mails).Count < People)
        {
            using var moment = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(200, 2_500)));
            await moment.WaitForNextTickAsync(cancellationToken);
            if (kills < 12 && Told(mails).Count < People)
            {
                kills++;
                await cloud.KillAsync();
                await cloud.ReadyAsync(cancellationToken);
            }
        }

        await Eventually.TrueAsync(
            "the outbox is empty", async () => (await cloud.GetAsync($"{Farm}/deliveries?state=waiting", cancellationToken))?.AsArray().Count == 0, cancellationToken);
        var twice = mails.Twice;
        await TestContext.Out.WriteLineAsync(
            $"Measured: {People} notifications, {kills} kills, {mails.Received.Count} mails, {twice.Count} of them repeated, {watch.Elapsed.TotalSeconds:0} s");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(kills, Is.Positive);
            Assert.That(Told(mails), Has.Count.EqualTo(People));
            Assert.That(twice.SelectMany(group => group.Skip(1)).All(mail => mail.IsRepeat), Is.True, "every mail after the first of its id says that it is a repeat");
        }

        Directory.Delete(store, recursive: true);
    }

    private static object[] Orders() =>
    [
        .. Enumerable.Range(0, People / StepsOfAnOrder).Select(order => new
        {
            name = $"order-{order}",
            severities = new[] { "critical" },
            hours = new[] { new { days = new[] { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" }, from = "00:00:00", to = "00:00:00" } },
            steps = Enumerable.Range(order * StepsOfAnOrder, StepsOfAnOrder).Select(person => new { person = $"p{person}", contact = "mail", wait = "00:00:00" }),
        }),
    ];

    private static async Task PutAsync(HttpClient http, string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await http.PutAsJsonAsync($"{Farm}/{path}", body, cancellationToken);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private static HashSet<string> Told(MailDrop mails) => [.. mails.Received.Select(mail => mail.To)];
}
