using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using MQTTnet.Exceptions;
using Roost.Domain.Readings;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>Alarms of real readings, and what people hear of them, whenever the service is killed.</summary>
[CancelAfter(120_000)]
internal sealed class AlarmKillTests
{
    private const int Places = 16;
    private const int Kills = 3;
    private const string Rule = "carbon-dioxide-high-severe";
    private const string Farm = "/api/farms/demo-farm";
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    // Each place's air is bad from another batch on; all is good again from one on.
    private readonly List<DateTimeOffset> batches = [];
    private volatile int overFrom = int.MaxValue;

    // What is sent before the service listens to its own broker again nobody hears.
    private volatile bool isUp = true;

    [Test]
    public async Task Every_excursion_is_one_alarm_with_its_own_times_and_told_though_the_cloud_is_killed_meanwhile(CancellationToken cancellationToken)
    {
        var seed = Environment.TickCount;
        await TestContext.Out.WriteLineAsync($"seed {seed}");
        var random = new Random(seed);
        await using var mails = await MailDrop.StartAsync(cancellationToken);
        var store = Directory.CreateTempSubdirectory("roost-kill-").FullName;
        await using var cloud = await CloudUnderTest.StartAsync(
            store, cancellationToken, [.. mails.Settings, "--Farms:demo-farm:TimeZone", "Asia/Shanghai", "--Notify:HeartbeatEvery", "0"]);
        using var http = new HttpClient { BaseAddress = cloud.Address };
        await SetUpAsync(http, cancellationToken);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = Stopwatch.StartNew();
        var feeding = FeedAsync(cloud.MqttPort, end.Token);
        await Eventually.TrueAsync("the first alarm is there", async () => (await AlarmsAsync(cloud, cancellationToken)).Count > 0, cancellationToken);
        for (var kill = 0; kill < Kills - 1; kill++)
        {
            await KillAsync();
        }

        await Eventually.TrueAsync("every alarm is told", async () => (await ToldAsync(cloud, "alarm", cancellationToken)).Distinct().Count() == Places, cancellationToken);
        overFrom = batches.Count + 10;
        await Eventually.TrueAsync("the first alarm is over", async () => (await AlarmsAsync(cloud, cancellationToken)).Exists(alarm => alarm["endedAt"] is not null), cancellationToken);
        await KillAsync();
        List<JsonNode> alarms = [];
        await Eventually.TrueAsync(
            "every alarm is over and told to be", async () => (alarms = await AlarmsAsync(cloud, cancellationToken)).TrueForAll(alarm => alarm["endedAt"] is not null)
                && alarms.Count == Places && (await ToldAsync(cloud, "over", cancellationToken)).Distinct().Count() == Places, cancellationToken);
        await end.CancelAsync();
        await feeding;

        var told = await ToldAsync(cloud, "alarm", cancellationToken);
        var over = await ToldAsync(cloud, "over", cancellationToken);
        var raised = (await cloud.GetAsync($"{Farm}/alarm-log?limit=500", cancellationToken))!["entries"]!.AsArray()
            .Where(entry => (string)entry!["kind"]! == "raised").Select(entry => (string)entry!["alarm"]!).ToList();
        await TestContext.Out.WriteLineAsync(
            $"Measured: {Places} alarms, {Kills} kills, {batches.Count} batches, {mails.Received.Count} mails, {mails.Twice.Count} of them repeated, {watch.Elapsed.TotalSeconds:0} s");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                alarms.Select(alarm => (Place((string)alarm["id"]!), At(alarm, "raisedAt"), At(alarm, "endedAt"), (string?)alarm["end"])),
                Is.EquivalentTo(Enumerable.Range(0, Places).Select(place => (place, batches[BadFrom(place)], batches[overFrom], "over"))), "times are the readings' own");
            Assert.That(raised, Is.Unique.And.Count.EqualTo(Places), "each was raised once");
            Assert.That(told, Is.Unique, "nobody is told of an alarm by two messages");
            Assert.That(over, Is.Unique, "nor that one is over that is not");
            Assert.That(mails.Twice.SelectMany(group => group.Skip(1)).All(mail => mail.IsRepeat), Is.True, "every mail after the first of its id says that it is a repeat");
        }

        Directory.Delete(store, recursive: true);

        async Task KillAsync()
        {
            using var moment = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(100, 1_500)));
            await moment.WaitForNextTickAsync(cancellationToken);
            isUp = false;
            await cloud.KillAsync();
            await cloud.ReadyAsync(cancellationToken);
            isUp = true;
        }
    }

    private static int BadFrom(int place) => 10 + (place * 7);

    /// <summary>Reads the house's air ten times a second and sends it; what a lost connection may have lost goes again, with all before it.</summary>
    private async Task FeedAsync(int port, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Between);
        BareAgent? agent = null;
        var sent = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                batches.Add(DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
                try
                {
                    if (agent is null)
                    {
                        if (!isUp)
                        {
                            continue;
                        }

                        (agent, sent) = (new("demo-farm", "agent-1"), 0);
                        await agent.ConnectAsync(port, cancellationToken);
                        await agent.BearAsync("coop-1", [.. Enumerable.Range(0, Places).Select(place => $"carbon-dioxide/line-{place}")]);
                    }

                    for (; sent < batches.Count; sent++)
                    {
                        await agent.SendAsync("coop-1", (ulong)sent + 1, [.. Enumerable.Range(0, Places).Select(place => Reading(sent, place))]);
                    }
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is MqttCommunicationException or SocketException or OperationCanceledException)
                {
                    await LeaveAsync();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The test has seen what it wanted.
        }
        finally
        {
            await LeaveAsync();
        }

        async Task LeaveAsync()
        {
            if (agent is not null)
            {
                await agent.DisposeAsync();
                agent = null;
            }
        }
    }

    private (ulong Alias, DateTimeOffset TakenAt, double? Value, Quality Quality, string? Reason) Reading(int batch, int place) =>
        ((ulong)place, batches[batch], (batch >= BadFrom(place) && batch < overFrom ? 9_000 : 900) + (batch % 7), Quality.Good, null);

    private static async Task SetUpAsync(HttpClient http, CancellationToken cancellationToken)
    {
        await PutAsync(http, "people/an", new { id = "an", name = "An", contacts = new[] { new { name = "mail", channel = "mail", address = "an@farm.example" } } }, cancellationToken);
        var order = new
        {
            name = "all",
            severities = new[] { "critical" },
            hours = new[] { new { days = new[] { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" }, from = "00:00:00", to = "00:00:00" } },
            steps = new[] { new { person = "an", contact = "mail", wait = "01:00:00" } },
        };
        await PutAsync(http, "plan", new { version = 0, changedBy = "test", plan = new { pagesAnHour = 60, callOrders = new[] { order } } }, cancellationToken);
        foreach (var what in new[] { "on-delay", "off-delay" })
        {
            await PutAsync(http, "rules", new { rule = Rule, what, value = "0s", by = "test", why = "a test" }, cancellationToken);
        }
    }

    private static async Task PutAsync(HttpClient http, string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await http.PutAsJsonAsync($"{Farm}/{path}", body, cancellationToken);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private static async Task<List<JsonNode>> AlarmsAsync(CloudUnderTest cloud, CancellationToken cancellationToken) =>
        [.. (await cloud.GetAsync($"{Farm}/alarms?rule={Rule}&limit=500", cancellationToken))?["alarms"]!.AsArray().Select(entry => entry!["alarm"]!) ?? []];

    /// <summary>The alarms that delivered messages of a kind tell of; one as often as messages do.</summary>
    private static async Task<List<string>> ToldAsync(CloudUnderTest cloud, string kind, CancellationToken cancellationToken) =>
    [
        .. (await cloud.GetAsync($"{Farm}/deliveries?state=delivered&limit=500", cancellationToken))?.AsArray().Where(delivery => (string)delivery!["kind"]! == kind)
            .SelectMany(delivery => delivery!["alarms"]!.AsArray().Select(alarm => (string)alarm!)).Where(alarm => alarm.StartsWith(Rule, StringComparison.Ordinal)) ?? [],
    ];

    // An id is rule/coop/place/start.
    private static int Place(string id) => int.Parse(id.Split('/')[2]["line-".Length..], System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset At(JsonNode alarm, string what) => (DateTimeOffset)alarm[what]!;
}
