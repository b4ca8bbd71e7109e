using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Roost.Domain.Readings;
using Roost.EndToEnd.Tests.Harness;

namespace Roost.EndToEnd.Tests;

/// <summary>One verdict: live in one cloud, replayed to another, and back-tested from the file.</summary>
[CancelAfter(300_000)]
internal sealed class AlarmReplayTests
{
    private const string Coop = "鸡舍-1";
    private const string CarbonDioxide = "carbon-dioxide-high-severe";
    private const string Ammonia = "ammonia-high-severe";
    private const string Mains = "mains-power-lost";
    private const string Hot = "temperature-high-severe";

    private static readonly string[] Expected = [Ammonia, CarbonDioxide, Mains, Hot];

    [Test]
    public async Task A_farm_gives_the_same_alarms_live_replayed_and_back_tested_one_of_them_of_readings_that_came_late(CancellationToken cancellationToken)
    {
        await using var house = await House.StartAsync(cancellationToken);
        using var http = new HttpClient { BaseAddress = house.Cloud.Address };
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        await using var agent = new BareAgent("farm", "agent-1");
        await agent.ConnectAsync(house.Cloud.MqttPort, cancellationToken);
        await agent.BearAsync(Coop, "carbon-dioxide/front", "ammonia/front", "mains-power/house", "temperature/前", "temperature-set-point/house");
        await Eventually.TrueAsync("the coop is known", async () => (await PutAsync(
            http,
            $"coops/{Uri.EscapeDataString(Coop)}/settings",
            new { by = "anna", settings = new { pack = "broiler", placedOn = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-20), birds = 18_000, uses = Array.Empty<object>() } },
            cancellationToken)).IsSuccessStatusCode, cancellationToken);
        foreach (var (rule, coop) in new[] { (CarbonDioxide, null), (Ammonia, Coop), (Mains, Coop) })
        {
            foreach (var what in new[] { "on-delay", "off-delay" })
            {
                using var answer = await PutAsync(http, "rules", new { rule, what, value = "5s", by = "anna", why = "试验: a \"short\" one", coop }, cancellationToken);
                Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(cancellationToken));
            }
        }

        var batch = await LiveAsync(agent, now);
        await AlarmsAsync(house.Cloud, [Ammonia, CarbonDioxide, Mains], cancellationToken);
        await LateAsync(agent, batch, now.AddHours(-3));
        await AlarmsAsync(house.Cloud, Expected, cancellationToken);
        var (from, to) = (now.AddHours(-4), TimeProvider.System.GetUtcNow());
        await RecordAsync(house, house.Cloud, "live", from, to, cancellationToken);

        await using var other = await CloudUnderTest.StartAsync(At(house, "other"), cancellationToken);
        await house.RunAsync(
            cancellationToken,
            "replay", At(house, "live"), "--broker", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{other.MqttPort}"), "--speed", "max", "--with-rules", "--url", other.Address.ToString());
        await AlarmsAsync(other, Expected, cancellationToken);
        await RecordAsync(house, other, "replayed", from, to, cancellationToken);

        var live = await house.RunAsync(cancellationToken, "alarms", At(house, "live"), "--recorded");
        var replayed = await house.RunAsync(cancellationToken, "alarms", At(house, "replayed"), "--recorded");
        var judged = await house.RunAsync(cancellationToken, "alarms", At(house, "live"));
        var shown = await house.RunAsync(cancellationToken, "recording", "show", At(house, "live"));
        await TestContext.Out.WriteLineAsync($"Measured: the alarms of all three:\n{live}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Hash(house, "replayed", "readings"), Is.EqualTo(Hash(house, "live", "readings")), "the same readings");
            Assert.That(Hash(house, "replayed", "alarms"), Is.EqualTo(Hash(house, "live", "alarms")), $"the same alarms:\n{live}\n{replayed}");
            Assert.That(judged, Is.EqualTo(live), "as back-tested by the recording's own rules and flock");
            Assert.That(Expected.All(rule => live.Contains(rule, StringComparison.Ordinal)), Is.True, live);
            Assert.That(shown, Does.Contain("18,000 birds").And.Contain("rules broiler with 6 changes").And.Contain("alarms: ").And.Contain("not recorded: stills"));
        }
    }

    /// <summary>Three excursions of the last minute, each over; returns the next batch's number.</summary>
    private static async Task<ulong> LiveAsync(BareAgent agent, DateTimeOffset now)
    {
        var batch = 0ul;
        for (var second = -60; second <= 0; second += 2)
        {
            var at = now.AddSeconds(second);
            var isBad = second is >= -40 and < -20;
            await agent.SendAsync(
                Coop,
                ++batch,
                (0, at, isBad ? 9_000 + second : 900, Quality.Good, null),
                (1, at, isBad ? 80 + (second / 10.0) : 5, Quality.Good, null),
                (2, at, isBad ? 0 : 1, Quality.Good, null));
        }

        return batch + 1;
    }

    /// <summary>Twenty minutes of heat that were held back, and the end of it.</summary>
    private static async Task LateAsync(BareAgent agent, ulong batch, DateTimeOffset since)
    {
        for (var minute = 0; minute < 60; minute++)
        {
            var at = since.AddMinutes(minute);
            await agent.SendAsync(
                Coop,
                batch++,
                (3, at, minute is >= 10 and < 30 ? 41 + (minute / 100.0) : 30 + (minute % 3 / 10.0), Quality.Good, null),
                (4, at, 30, Quality.Good, null));
        }
    }

    private static Task AlarmsAsync(CloudUnderTest cloud, string[] rules, CancellationToken cancellationToken) => Eventually.TrueAsync(
        $"the alarms {string.Join(", ", rules)} are there, and over, in the cloud at {cloud.Address}",
        async () => await cloud.GetAsync("/api/farms/farm/alarms?limit=500", cancellationToken) is { } page
            && rules.All(rule => Alarms(page).Any(alarm => ((string)alarm["id"]!).StartsWith(rule + "/", StringComparison.Ordinal) && alarm["endedAt"] is not null)),
        cancellationToken);

    private static IEnumerable<JsonNode> Alarms(JsonNode page) => page["alarms"]!.AsArray().Select(entry => entry!["alarm"]!);

    private static Task<HttpResponseMessage> PutAsync(HttpClient http, string below, object body, CancellationToken cancellationToken) =>
        http.PutAsJsonAsync($"/api/farms/farm/{below}", body, cancellationToken);

    private static Task<string> RecordAsync(House house, CloudUnderTest cloud, string name, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        house.RunAsync(cancellationToken, "record", "--farm", "farm", "--url", cloud.Address.ToString(), "--from", from.ToString("O"), "--to", to.ToString("O"), "--out", At(house, name));

    private static string At(House house, string name) => Path.Combine(house.Folder, name);

    private static string Hash(House house, string name, string part) =>
        Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(At(house, name), $"{part}.parquet"))));
}
