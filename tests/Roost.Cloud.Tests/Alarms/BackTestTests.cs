using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Alarms.Linter;
using Roost.Cloud.Alarms.BackTest;
using Roost.Cloud.Alarms.Endpoints;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;
using Roost.Cloud.Tests.Harness;
using Roost.Domain.Readings;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Alarms;

internal sealed class BackTestTests
{
    private const string Path = "/api/farms/demo-farm/back-test";
    private static readonly DateTimeOffset Begin = TestAgent.Now.AddDays(-2);
    private TestCloud cloud = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        cloud = await AlarmWayTests.StartAsync(null, limit.Token);
        foreach (var coop in (string[])["coop-1", "coop-2"])
        {
            await using var agent = await cloud.ConnectAsync("demo-farm", $"agent-of-{coop}", limit.Token);
            await agent.BirthWithTemperatureAsync(coop);
            await cloud.CoopAsync("demo-farm", coop, found => found.Online, limit.Token);
        }

        // A calm day, but for ten minutes at 31 °C and an hour later ten minutes at 29 °C; in force is a limit of 30 °C.
        double[] course = [.. Enumerable.Range(0, 1_440).Select(minute => minute switch { >= 100 and < 110 => 31.0, >= 170 and < 180 => 29.0, _ => 20.0 })];
        await AppendAsync("coop-1", course.Select((value, minute) => new Reading(Quantity.Temperature, "front", Begin.AddMinutes(minute), value, Quality.Good)), limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await cloud.DisposeAsync();

    [Test, CancelAfter(60_000)]
    public async Task A_lower_limit_gains_the_alarm_that_it_would_have_raised(CancellationToken cancellationToken)
    {
        var test = (await TestAsync("limit", "28", cancellationToken)).Coops.Single(each => each.Coop == "coop-1");

        Assert.That((test.Gained, test.Lost, test.Result.Kept), Is.EqualTo((1, 0, 1)));
        var gained = test.Result.Gained.Single();
        Assert.That(
            (gained.Alarm.Rule, gained.Alarm.Place, gained.RaisedAt, gained.Value, gained.Unit), Is.EqualTo(("temperature-high", "front", Begin.AddMinutes(170), 29.0, "°C")));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_higher_limit_loses_the_alarm_and_its_pages(CancellationToken cancellationToken)
    {
        var answer = await TestAsync("limit", "35", cancellationToken);

        var result = answer.Coops.Single(each => each.Coop == "coop-1").Result;
        Assert.That(result.Lost.Select(lost => lost.RaisedAt), Is.EqualTo([Begin.AddMinutes(100)]));
        Assert.That((result.PagesBefore, result.PagesAfter, answer.PagesAWeekBefore, answer.PagesAWeekAfter), Is.EqualTo((1, 0, result.PagesAWeekBefore, 0.0)));
        Assert.That(result.PagesAWeekBefore, Is.InRange(3.4, 7.1), "one page in a day or two");
    }

    [Test, CancelAfter(60_000)]
    public async Task A_longer_delay_moves_the_alarm_by_as_much(CancellationToken cancellationToken)
    {
        var test = (await TestAsync("on-delay", "5m", cancellationToken)).Coops.Single(each => each.Coop == "coop-1");

        Assert.That((test.Gained, test.Lost, test.Moved), Is.EqualTo((0, 0, 1)));
        Assert.That(test.Result.Moved.Single().Later, Is.EqualTo(TimeSpan.FromMinutes(5)));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_dangerous_limit_is_told_with_its_test(CancellationToken cancellationToken) =>
        Assert.That((await TestAsync("limit", "70", cancellationToken)).Findings.Select(finding => finding.Level), Does.Contain(FindingLevel.Refused));

    [Test, CancelAfter(60_000)]
    public async Task A_test_changes_nothing(CancellationToken cancellationToken)
    {
        await TestAsync("limit", "35", cancellationToken);
        var rules = await cloud.Http.GetFromJsonAsync<RulesAnswer>("/api/farms/demo-farm/rules", TestCloud.Json, cancellationToken);

        Assert.That((rules!.Changes.Count, rules.Version), Is.EqualTo((0, 1)));
    }

    [Test, CancelAfter(60_000)]
    public async Task One_test_runs_at_a_time_and_one_that_is_left_gives_its_place_free(CancellationToken cancellationToken)
    {
        var store = new HeldStore { Read = new() };
        using var tester = new BackTester(
            store, cloud.Services.GetRequiredService<RulesInForce>(), cloud.Services.GetRequiredService<ShippedPacks>(), cloud.Services.GetRequiredService<FarmClock>());
        ProposedChange[] changes = [new(null, new("temperature-high", "limit", "35", "", "", Begin))];
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        var first = tester.TryRunAsync("demo-farm", [("coop-1", Begin)], changes, leave.Token);
        await store.Read.Task.WaitAsync(cancellationToken);
        Assert.That(await tester.TryRunAsync("demo-farm", [], [], cancellationToken), Is.Null);

        await leave.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await tester.TryRunAsync("demo-farm", [], [], cancellationToken), Is.Not.Null);
    }

    [TestCase("""{}""", 400, "\"changes\" must be 1 to 50 changes of rules.")]
    [TestCase("""{"changes":[{"rule":"temperature-high","what":"limit","value":"28"}],"days":61}""", 400, "\"days\" must be a whole number from 1 to 60")]
    [TestCase("""{"changes":[{"rule":"temperature-high","what":"limit"}]}""", 400, "\"value\" must have")]
    [TestCase("""{"changes":[{"rule":"none","what":"limit","value":"28"}]}""", 400, "has no rule \"none\"")]
    [TestCase("""{"changes":[{"rule":"temperature-high","what":"limit","value":"warm"}]}""", 400, "\"warm\"")]
    [TestCase("""{"changes":[{"rule":"temperature-high","what":"limit","value":"28","coop":"none"}]}""", 404, "has no coop \"none\"")]
    [TestCase("""{"changes":[{"rule":"temperature-high","what":"limit","value":"28"}],"coops":["a/b"]}""", 400, "The coop's name is not valid")]
    [TestCase("""{"changes":[{"rule":"temperature-high","what":"limit","value":"28","coop":"coop-2"}],"coops":["coop-1"]}""", 400, "\"coops\" leaves out the coop \"coop-2\"")]
    [CancelAfter(60_000)]
    public async Task Rejects_a_test_of_what_can_not_be(string body, int status, string sentence, CancellationToken cancellationToken)
    {
        using var response = await cloud.Http.PostAsJsonAsync(Path, JsonDocument.Parse(body).RootElement, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);

        Assert.That((int)response.StatusCode, Is.EqualTo(status), text);
        Assert.That(JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString(), Does.Contain(sentence));
    }

    [Test, CancelAfter(60_000)]
    public async Task Rejects_more_days_than_can_be_judged(CancellationToken cancellationToken)
    {
        await using var agent = await cloud.ConnectAsync("large-farm", "agent-1", cancellationToken);
        await agent.NodeBirthAsync(1);
        for (var coop = 1; coop <= 7; coop++)
        {
            await agent.BirthAsync($"coop-{coop}", ("temperature/front", MetricValue.Null(MetricType.Double)));
            await cloud.CoopAsync("large-farm", $"coop-{coop}", found => found.Online, cancellationToken);
        }

        using var response = await cloud.Http.PostAsJsonAsync(
            "/api/farms/large-farm/back-test", new { changes = new[] { new { rule = "temperature-high", what = "limit", value = "28" } } }, cancellationToken);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(cancellationToken), Does.Contain("Asked for are 7 coops and 420 of their days, but a back-test takes 400 at most"));
    }

    [Test, Explicit("It takes a minute; run it by its name."), CancelAfter(600_000)]
    public async Task A_flock_in_the_store_is_tested_back_in_seconds(CancellationToken cancellationToken)
    {
        const int Sensors = 30;
        var begin = TestAgent.Now.AddDays(-42).AddMinutes(1);
        await using var shipped = await TestCloud.StartAsync(cancellationToken);
        await using var agent = await shipped.ConnectAsync("demo-farm", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync("coop-1");
        await shipped.CoopAsync("demo-farm", "coop-1", found => found.Online, cancellationToken);
        var store = shipped.Services.GetRequiredService<ITelemetryStore>();
        Quantity[] quantities = [Quantity.Temperature, Quantity.RelativeHumidity, Quantity.Ammonia, Quantity.CarbonDioxide, Quantity.StaticPressure, Quantity.FanSpeed];
        for (var minute = 0; minute < 42 * 1_440; minute += 10)
        {
            await store.AppendAsync(
                new("demo-farm", "agent-1", "coop-1", null,
                [
                    .. Enumerable.Range(0, 60).SelectMany(tenth => Enumerable.Range(0, Sensors).Select(sensor => new Reading(
                        quantities[sensor % quantities.Length], $"line-{sensor}", begin.AddMinutes(minute).AddSeconds(10 * tenth), 20 + (tenth % 7 * 0.1), Quality.Good))),
                ]),
                cancellationToken);
        }

        await store.FlushAsync(cancellationToken);
        var watch = Stopwatch.StartNew();
        using var response = await shipped.Http.PostAsJsonAsync(
            Path, new { changes = new[] { new { rule = "ammonia-high", what = "limit", value = "20" } }, days = 42 }, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<BackTestAnswer>(TestCloud.Json, cancellationToken);
        await TestContext.Out.WriteLineAsync($"Measured: {42 * 8_640 * Sensors:N0} readings of 42 days tested back from the store in {watch.Elapsed.TotalSeconds:0.0} s, {answer!.Coops.Single().Gained} gained");
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(15)), "on a busy machine");
    }

    private async Task<BackTestAnswer> TestAsync(string what, string value, CancellationToken cancellationToken)
    {
        using var response = await cloud.Http.PostAsJsonAsync(Path, new { changes = new[] { new { rule = "temperature-high", what, value } } }, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        return JsonSerializer.Deserialize<BackTestAnswer>(text, TestCloud.Json)!;
    }

    private async Task AppendAsync(string coop, IEnumerable<Reading> readings, CancellationToken cancellationToken)
    {
        var store = cloud.Services.GetRequiredService<ITelemetryStore>();
        foreach (var batch in readings.Chunk(10_000))
        {
            await store.AppendAsync(new("demo-farm", $"agent-of-{coop}", coop, null, batch), cancellationToken);
        }

        await store.FlushAsync(cancellationToken);
    }
}
