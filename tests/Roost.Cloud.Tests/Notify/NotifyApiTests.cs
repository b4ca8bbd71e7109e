using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Roost.Cloud.Api;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Tests.Harness;
using Roost.Cloud.Tests.Notify.OnCall;

namespace Roost.Cloud.Tests.Notify;

/// <summary>People, plans, deliveries and tests over REST.</summary>
internal sealed class NotifyApiTests
{
    private const string Farm = "/api/farms/demo-farm";
    private TestCloud cloud = null!;

    [SetUp]
    public async Task StartAsync() => cloud = await TestCloud.StartAsync(CancellationToken.None, ["--Notify:HeartbeatEvery=0"]);

    [TearDown]
    public async Task StopAsync() => await cloud.DisposeAsync();

    [Test, CancelAfter(60_000)]
    public async Task A_secret_goes_in_never_comes_out_and_stays_when_it_is_not_sent(CancellationToken cancellationToken)
    {
        var person = new Person { Id = "an", Name = "An", Contacts = [new("hook", ChannelKind.Webhook, "http://127.0.0.1:9/", "s3cret")] };
        await PutAsync("people/an", person, cancellationToken);
        await PutAsync("people/an", person with { Name = "Ann", Contacts = [person.Contacts[0] with { Secret = null }] }, cancellationToken);

        var listed = await cloud.Http.GetStringAsync($"{Farm}/people", cancellationToken);
        await using var database = await cloud.DatabaseAsync(cancellationToken);
        var kept = database.Set<PersonRow>().Single().Person;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(listed, Does.Contain("Ann").And.Not.Contain("s3cret"));
            Assert.That(kept.Contacts[0].Secret, Is.EqualTo("s3cret"));
            Assert.That(kept.Contacts[0].ToString(), Does.Not.Contain("s3cret"));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_plan_that_somebody_else_changed_meanwhile_is_not_overwritten(CancellationToken cancellationToken)
    {
        await SavePeopleAsync(cancellationToken);
        using var first = await PutPlanAsync(0, Plans.DayAndNight, cancellationToken);
        using var second = await PutPlanAsync(0, Plans.Always("an"), cancellationToken);
        using var third = await PutPlanAsync(1, Plans.Always("an"), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(third.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Rejects_a_plan_that_leaves_an_hour_with_nobody_on_call(CancellationToken cancellationToken)
    {
        await SavePeopleAsync(cancellationToken);
        var plan = Plans.DayAndNight with { CallOrders = [Plans.DayAndNight.CallOrders[0]] };

        await IsProblemAsync(await PutPlanAsync(0, plan, cancellationToken), 409, "Nobody is on call for critical alarms from Monday 00:00 to Monday 06:00", cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task Rejects_the_removal_of_somebody_whom_the_plan_names(CancellationToken cancellationToken)
    {
        await SavePeopleAsync(cancellationToken);
        using var saved = await PutPlanAsync(0, Plans.DayAndNight, cancellationToken);

        await IsProblemAsync(await cloud.Http.DeleteAsync(new Uri($"{Farm}/people/bo", UriKind.Relative), cancellationToken), 409, "The on-call plan names \"bo\"", cancellationToken);
        await IsProblemAsync(
            await cloud.Http.PutAsJsonAsync($"{Farm}/people/bo", Plans.People[1] with { Contacts = [] }, TestCloud.Json, cancellationToken),
            409,
            "The on-call plan would no longer work.",
            cancellationToken);
    }

    [TestCase("mail", "nobody", "is no mail address")]
    [TestCase("webhook", "ftp://farm.example", "The address must be an http or https URL.")]
    [TestCase("sms", "0800", "is no telephone number")]
    [TestCase("mqtt", "a/b", "must be a name")]
    [CancelAfter(60_000)]
    public async Task Rejects_an_address_that_its_channel_can_not_use(string channel, string address, string sentence, CancellationToken cancellationToken)
    {
        using var body = new StringContent(
            $$"""{"id":"an","name":"An","contacts":[{"name":"one","channel":"{{channel}}","address":"{{address}}"}]}""", System.Text.Encoding.UTF8, "application/json");

        await IsProblemAsync(await cloud.Http.PutAsync(new Uri($"{Farm}/people/an", UriKind.Relative), body, cancellationToken), 400, sentence, cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_farm_says_whether_anybody_is_on_call(CancellationToken cancellationToken)
    {
        await using var other = await TestCloud.StartAsync(cancellationToken);
        var before = await other.Http.GetFromJsonAsync<FarmSnapshot>($"/api/farms/{FarmOnCall.Farm}", TestCloud.Json, cancellationToken);
        await other.SetUpAsync(TimeSpan.FromMinutes(5), cancellationToken, new Person { Id = "an", Name = "An", Contacts = [new("mail", ChannelKind.Mail, "an@farm.example")] });
        var after = await other.Http.GetFromJsonAsync<FarmSnapshot>($"/api/farms/{FarmOnCall.Farm}", TestCloud.Json, cancellationToken);

        Assert.That((before!.HasOnCallPlan, after!.HasOnCallPlan), Is.EqualTo((false, true)));
    }

    [TestCase("/deliveries?limit=0", 400, "\"limit\" must be a whole number from 1 to 500.")]
    [TestCase("/deliveries?before=x", 400, "\"before\" must be the number of a delivery.")]
    [TestCase("/deliveries?state=1", 400, "\"state\" must be one of waiting, delivered, refused, overtaken.")]
    [TestCase("/plan", 404, "has no on-call plan yet")]
    [TestCase("/alarm-plan", 404, "has no on-call plan yet")]
    [TestCase("/alarm-plan?format=doc", 400, "\"format\" must be html or pdf.")]
    [TestCase("/alarm-plan?language=nl", 400, "\"language\" must be en or zh-CN.")]
    [CancelAfter(60_000)]
    public async Task Rejects_what_can_not_be_understood(string path, int status, string sentence, CancellationToken cancellationToken) =>
        await IsProblemAsync(await cloud.Http.GetAsync(new Uri(Farm + path, UriKind.Relative), cancellationToken), status, sentence, cancellationToken);

    [TestCase("people")]
    [TestCase("plan")]
    [TestCase("deliveries")]
    [TestCase("alarm-tests")]
    [TestCase("alarm-plan")]
    [CancelAfter(60_000)]
    public async Task Rejects_a_farm_that_there_is_not(string what, CancellationToken cancellationToken) =>
        await IsProblemAsync(await cloud.Http.GetAsync(new Uri($"/api/farms/none/{what}", UriKind.Relative), cancellationToken), 404, "There is no farm \"none\".", cancellationToken);

    [Test, CancelAfter(60_000)]
    public async Task Rejects_a_test_of_a_farm_without_a_plan(CancellationToken cancellationToken) => await IsProblemAsync(
        await cloud.Http.PostAsJsonAsync($"{Farm}/alarm-tests", new { by = "An" }, cancellationToken), 409, "has no on-call plan, so a test would reach nobody", cancellationToken);

    private async Task SavePeopleAsync(CancellationToken cancellationToken)
    {
        foreach (var person in Plans.People)
        {
            await PutAsync($"people/{person.Id}", person, cancellationToken);
        }
    }

    private async Task PutAsync<T>(string path, T body, CancellationToken cancellationToken)
    {
        using var answer = await cloud.Http.PutAsJsonAsync($"{Farm}/{path}", body, TestCloud.Json, cancellationToken);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private Task<HttpResponseMessage> PutPlanAsync(int version, OnCallPlan plan, CancellationToken cancellationToken) =>
        cloud.Http.PutAsJsonAsync($"{Farm}/plan", new PlanEndpoints.VersionedPlan(version, "An", plan), TestCloud.Json, cancellationToken);

    private static async Task IsProblemAsync(HttpResponseMessage answer, int status, string sentence, CancellationToken cancellationToken)
    {
        using (answer)
        {
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            Assert.That((int)answer.StatusCode, Is.EqualTo(status));
            Assert.That(problem.RootElement.GetProperty("detail").GetString(), Does.Contain(sentence));
        }
    }
}
