using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Roost.Alarms;
using Roost.Alarms.LifeCycle;
using Roost.Alarms.Linter;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms.Endpoints;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Alarms;

internal sealed class AlarmApiTests
{
    private const string Alarms = "/api/farms/demo-farm/alarms";
    private TestCloud cloud = null!;
    private TestAgent agent = null!;
    private AlarmId alarm;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        cloud = await AlarmWayTests.StartAsync(null, limit.Token);
        agent = await cloud.ConnectAsync("demo-farm", "agent-1", limit.Token);
        await agent.BirthWithTemperatureAsync("coop-1");
        alarm = new("temperature-high", "coop-1", "front", TestAgent.Now);
        await agent.DataAsync("coop-1", 1, alarm.Start, 35);
        await Until.IsTrueAsync(async () => (await cloud.Http.GetFromJsonAsync<AlarmPage>(Alarms, TestCloud.Json, limit.Token))!.Alarms.Count == 1, limit.Token);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await agent.DisposeAsync();
        await cloud.DisposeAsync();
    }

    [TestCase("/api/farms/none/alarms", 404, "There is no farm")]
    [TestCase(Alarms + "?state=loud", 400, "\"state\" must be open, ")]
    [TestCase(Alarms + "?severity=huge", 400, "\"severity\" must be information, ")]
    [TestCase(Alarms + "?limit=0", 400, "\"limit\" must be a whole number from 1 to 500.")]
    [TestCase(Alarms + "?from=yesterday", 400, "\"from\" must be an ISO 8601 time")]
    [TestCase(Alarms + "?after=x", 400, "\"after\" must be \"next\"")]
    [TestCase(Alarms + "?coop=a%3Fb", 400, "The coop's name is not valid")]
    [TestCase(Alarms + "/nonsense", 400, "The alarm's id must be rule/coop/place/start")]
    [TestCase(Alarms + "/temperature-high%2Fcoop-1%2Ffront%2F2020-01-01T00:00:00.000Z", 404, "has no alarm")]
    [TestCase("/api/farms/none/alarm-statistics", 404, "There is no farm")]
    [TestCase("/api/farms/demo-farm/alarm-statistics?days=0", 400, "\"days\" must be a whole number from 1 to 400.")]
    [TestCase("/api/farms/demo-farm/alarm-log?after=x", 400, "\"after\" must be an entry's number.")]
    [TestCase("/api/farms/demo-farm/alarm-log?limit=5000", 400, "\"limit\" must be")]
    [TestCase("/api/farms/demo-farm/rules?coop=none", 404, "has no coop")]
    [TestCase("/api/farms/demo-farm/coops/none/settings", 404, "has no coop")]
    [CancelAfter(60_000)]
    public async Task Rejects_a_question_that_can_not_be_answered(string path, int status, string sentence, CancellationToken cancellationToken)
    {
        using var response = await cloud.Http.GetAsync(path, cancellationToken);
        await IsProblemAsync(response, status, sentence, cancellationToken);
    }

    [TestCase("acknowledge", "{}", "\"by\" must say who it is")]
    [TestCase("shelve", """{"by":"anna","reason":"dust"}""", "\"until\" must be a time within the next 24 hours.")]
    [TestCase("shelve", """{"by":"anna","until":"2020-01-01T00:00:00Z","reason":"dust"}""", "\"until\" must be a time within the next 24 hours.")]
    [TestCase("comment", """{"by":"anna","text":" "}""", "\"text\" must have")]
    [TestCase("assign", """{"by":"anna","to":""}""", "\"to\" must have")]
    [CancelAfter(60_000)]
    public async Task Rejects_an_act_that_lacks_something(string act, string body, string sentence, CancellationToken cancellationToken)
    {
        using var response = await AlarmWayTests.PostAsync(cloud, alarm, act, JsonDocument.Parse(body).RootElement, cancellationToken);
        await IsProblemAsync(response, 400, sentence, cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task Rejects_an_act_on_an_alarm_that_there_is_not(CancellationToken cancellationToken)
    {
        using var response = await AlarmWayTests.PostAsync(cloud, alarm with { Place = "rear" }, "acknowledge", new { by = "anna" }, cancellationToken);
        await IsProblemAsync(response, 404, "has no alarm", cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task What_people_do_stands_on_the_alarm(CancellationToken cancellationToken)
    {
        var until = TestAgent.Now.AddHours(2);
        await ActAsync("comment", new { by = "anna", text = "inlet stuck" }, cancellationToken);
        await ActAsync("assign", new { by = "anna", to = "bo" }, cancellationToken);
        var shelved = await ActAsync("shelve", new { by = "anna", until, reason = "part on order" }, cancellationToken);
        var back = await ActAsync("unshelve", new { by = "bo" }, cancellationToken);

        Assert.That((shelved.Shelf!.Until, shelved.Shelf.Reason, shelved.IsLoud), Is.EqualTo((until, "part on order", false)));
        Assert.That((back.Shelf, back.AssignedTo, back.Comments[^1].Text, back.IsLoud), Is.EqualTo(((Shelf?)null, "bo", "inlet stuck", true)));
    }

    [TestCase("""{"rule":"none","what":"limit","value":"28","by":"anna","why":"test"}""", 400, "has no rule \"none\"")]
    [TestCase("""{"rule":"temperature-high","what":"limit","value":"warm","by":"anna","why":"test"}""", 400, "\"warm\"")]
    [TestCase("""{"rule":"temperature-high","what":"limit","value":"28","by":"anna"}""", 400, "\"why\" must have")]
    [TestCase("""{"rule":"temperature-high","what":"limit","value":"70","by":"anna","why":"typing"}""", 409, "")]
    [CancelAfter(60_000)]
    public async Task Rejects_a_change_of_a_rule(string body, int status, string sentence, CancellationToken cancellationToken)
    {
        using var response = await cloud.Http.PutAsJsonAsync("/api/farms/demo-farm/rules", JsonDocument.Parse(body).RootElement, cancellationToken);
        await IsProblemAsync(response, status, sentence, cancellationToken);
    }

    [Test, CancelAfter(120_000)]
    public async Task A_rule_whose_values_were_spoilt_while_it_was_off_stays_off_until_they_are_corrected(CancellationToken cancellationToken)
    {
        await using var own = await AlarmWayTests.StartAsync(null, cancellationToken);
        Task<HttpResponseMessage> ChangeAsync(string what, string value) => own.Http.PutAsJsonAsync(
            "/api/farms/demo-farm/rules", new { rule = "temperature-high", what, value, by = "anna", why = "test" }, cancellationToken);

        foreach (var (what, value) in new[] { ("off", "true"), ("limit", "70") })
        {
            using var taken = await ChangeAsync(what, value);
            Assert.That(taken.IsSuccessStatusCode, Is.True, await taken.Content.ReadAsStringAsync(cancellationToken));
        }

        using (var refused = await ChangeAsync("off", "false"))
        {
            await IsProblemAsync(refused, 409, "\"Too hot\" stays switched off, because its values", cancellationToken);
        }

        using var corrected = await ChangeAsync("limit", "33");
        using var on = await ChangeAsync("off", "false");
        Assert.That(((int)corrected.StatusCode, (int)on.StatusCode), Is.EqualTo((200, 200)), await on.Content.ReadAsStringAsync(cancellationToken));
    }

    [TestCase("""{"rule":"none","what":"limit","value":"28"}""", "has no rule \"none\"")]
    [TestCase("""{"rule":"temperature-high","value":"28"}""", "\"what\" must have")]
    [CancelAfter(60_000)]
    public async Task Rejects_a_trial_of_what_can_not_be(string body, string sentence, CancellationToken cancellationToken)
    {
        using var response = await cloud.Http.PostAsJsonAsync("/api/farms/demo-farm/rules/trial", JsonDocument.Parse(body).RootElement, cancellationToken);
        await IsProblemAsync(response, 400, sentence, cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_trial_of_a_change_says_what_speaks_against_it_and_changes_nothing(CancellationToken cancellationToken)
    {
        var before = await cloud.Http.GetFromJsonAsync<RulesAnswer>("/api/farms/demo-farm/rules", TestCloud.Json, cancellationToken);
        using var response = await cloud.Http.PostAsJsonAsync(
            "/api/farms/demo-farm/rules/trial", new { rule = "temperature-high", what = "limit", value = "70" }, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<RuleTrialAnswer>(TestCloud.Json, cancellationToken);
        var after = await cloud.Http.GetFromJsonAsync<RulesAnswer>("/api/farms/demo-farm/rules", TestCloud.Json, cancellationToken);

        Assert.That(answer!.Findings.Select(finding => finding.Level), Does.Contain(FindingLevel.Refused));
        Assert.That(after!.Version, Is.EqualTo(before!.Version));
        Assert.That(after.Rules.Single(rule => rule.Name == "temperature-high").Changeable, Is.SupersetOf(new[] { "limit", "on-delay", "severity", "off" }));
    }

    [TestCase("""{"settings":{"pack":"broiler","uses":[]}}""", "\"by\" must say who it is")]
    [TestCase("""{"by":"anna","settings":{"pack":"ostrich","uses":[]}}""", "\"pack\" of broiler")]
    [TestCase("""{"by":"anna","settings":{"pack":"broiler","birds":0,"uses":[]}}""", "\"birds\" must be")]
    [TestCase("""{"by":"anna","settings":{"pack":"broiler","uses":[{"from":"2026-02-01T00:00:00Z","use":"empty"},{"from":"2026-01-01T00:00:00Z","use":"birds"}]}}""", "oldest first")]
    [CancelAfter(60_000)]
    public async Task Rejects_settings_that_can_not_be(string body, string sentence, CancellationToken cancellationToken)
    {
        using var response = await cloud.Http.PutAsJsonAsync("/api/farms/demo-farm/coops/coop-1/settings", JsonDocument.Parse(body).RootElement, cancellationToken);
        await IsProblemAsync(response, 400, sentence, cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_change_of_a_rule_is_kept_with_who_and_why_and_holds_at_once(CancellationToken cancellationToken)
    {
        await using var other = await cloud.ConnectAsync("demo-farm", "agent-2", cancellationToken);
        await other.BirthWithTemperatureAsync("coop-2");
        await other.DataAsync("coop-2", 1, TestAgent.Now, 35);
        await Until.IsTrueAsync(async () => await SeverityAsync() == AlarmSeverity.Critical, cancellationToken);

        using var response = await cloud.Http.PutAsJsonAsync(
            "/api/farms/demo-farm/rules", new { rule = "temperature-high", what = "severity", value = "warning", by = "anna", why = "heavy birds", coop = "coop-2" }, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<RuleChangeAnswer>(TestCloud.Json, cancellationToken);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer!.Rules.Changes.Select(kept => (kept.Version, kept.Coop, kept.Change.By, kept.Change.Why)), Is.EqualTo([(1, (string?)"coop-2", "anna", "heavy birds")]));
        Assert.That(answer.Rules.Rules.Single().Severity, Is.EqualTo(AlarmSeverity.Warning));
        await Until.IsTrueAsync(async () => await SeverityAsync() == AlarmSeverity.Warning, cancellationToken);

        async Task<AlarmSeverity?> SeverityAsync() =>
            (await cloud.Http.GetFromJsonAsync<AlarmPage>($"{Alarms}?coop=coop-2", TestCloud.Json, cancellationToken))!.Alarms.SingleOrDefault()?.Alarm.Severity;
    }

    [Test, CancelAfter(60_000)]
    public async Task A_rule_that_is_switched_off_stays_in_the_list_as_off_and_can_be_switched_on(CancellationToken cancellationToken)
    {
        await using var other = await cloud.ConnectAsync("demo-farm", "agent-3", cancellationToken);
        await other.BirthWithTemperatureAsync("coop-3");
        await cloud.CoopAsync("demo-farm", "coop-3", found => found.Online, cancellationToken);

        // The linter would not let this pack's own limit be switched on for chicks.
        await ChangeAsync("limit", "34");
        var off = await ChangeAsync("off", "true");
        var on = await ChangeAsync("off", "false");

        Assert.That(off.Select(rule => (rule.Name, rule.Off)), Is.EqualTo([("temperature-high", true)]));
        Assert.That(on.Select(rule => (rule.Name, rule.Off)), Is.EqualTo([("temperature-high", false)]));

        async Task<IReadOnlyList<RuleEntry>> ChangeAsync(string what, string value)
        {
            using var response = await cloud.Http.PutAsJsonAsync(
                "/api/farms/demo-farm/rules", new { rule = "temperature-high", what, value, by = "anna", why = "repairs", coop = "coop-3" }, cancellationToken);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync(cancellationToken));
            return (await response.Content.ReadFromJsonAsync<RuleChangeAnswer>(TestCloud.Json, cancellationToken))!.Rules.Rules;
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task The_rules_of_a_coop_tell_its_limits_in_force_and_as_shipped(CancellationToken cancellationToken)
    {
        await using var other = await cloud.ConnectAsync("demo-farm", "agent-4", cancellationToken);
        await other.BirthWithTemperatureAsync("coop-4");
        await cloud.CoopAsync("demo-farm", "coop-4", found => found.Online, cancellationToken);
        var change = new { rule = "temperature-high", what = "limit", value = "36 at day 0, 34 at day 21", by = "anna", why = "chicks", coop = "coop-4" };
        using var changed = await cloud.Http.PutAsJsonAsync("/api/farms/demo-farm/rules", change, cancellationToken);
        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK), await changed.Content.ReadAsStringAsync(cancellationToken));
        var settings = new CoopSettings("broiler", new(2026, 2, 1), 20_000, []);
        using var kept = await cloud.Http.PutAsJsonAsync("/api/farms/demo-farm/coops/coop-4/settings", new { by = "anna", settings }, TestCloud.Json, cancellationToken);

        var rules = (await cloud.Http.GetFromJsonAsync<RulesAnswer>("/api/farms/demo-farm/rules?coop=coop-4", TestCloud.Json, cancellationToken))!;
        var limit = rules.Rules.Single().Limits.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((limit.What, limit.Signal.En, limit.Unit, limit.IsHigh, limit.Hysteresis), Is.EqualTo(("limit", "temperature", "°C", true, 1)));
            Assert.That(limit.InForce, Is.EqualTo(new CurvePoint[] { new(0, 36), new(21, 34) }));
            Assert.That(limit.Shipped, Is.EqualTo(new CurvePoint[] { new(0, 30) }));
            Assert.That((rules.LastDay, rules.PlacedOn), Is.EqualTo((56, settings.PlacedOn)));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Settings_of_a_coop_are_kept(CancellationToken cancellationToken)
    {
        var settings = new CoopSettings("broiler", new(2026, 2, 1), 20_000, []);
        using var response = await cloud.Http.PutAsJsonAsync("/api/farms/demo-farm/coops/coop-1/settings", new { by = "anna", settings }, TestCloud.Json, cancellationToken);
        var kept = await cloud.Http.GetFromJsonAsync<CoopSettings>("/api/farms/demo-farm/coops/coop-1/settings", TestCloud.Json, cancellationToken);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((kept!.Pack, kept.PlacedOn, kept.Birds), Is.EqualTo((settings.Pack, settings.PlacedOn, settings.Birds)));
    }

    private static async Task IsProblemAsync(HttpResponseMessage response, int status, string sentence, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.That((int)response.StatusCode, Is.EqualTo(status), text);
        Assert.That(JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString(), Does.Contain(sentence));
    }

    private async Task<Alarm> ActAsync(string act, object body, CancellationToken cancellationToken)
    {
        using var response = await AlarmWayTests.PostAsync(cloud, alarm, act, body, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Alarm>(TestCloud.Json, cancellationToken))!;
    }
}
