using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Tests.Harness;
using Roost.Cloud.Twins;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Alarms;

/// <summary>What house and cloud tell each other of who silenced what, on the wire.</summary>
internal sealed class HouseNoticeTests
{
    private const string Farm = "demo-farm";
    private static async Task UseAsync(TestCloud cloud, CancellationToken cancellationToken, params HouseUseSince[] uses)
    {
        using var answer = await cloud.Http.PutAsJsonAsync(
            $"/api/farms/{Farm}/coops/coop-1/settings", new { by = "Wei", settings = CoopSettings.Default with { Uses = uses } }, TestCloud.Json, cancellationToken);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private static readonly TimeSpan OnDelay = TimeSpan.FromMinutes(1);

    [Test, CancelAfter(120_000)]
    public async Task What_a_house_acknowledged_before_the_cloud_knew_of_the_alarm_is_acknowledged_when_it_does(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var start = TestAgent.Now - OnDelay - OnDelay;
        var notice = new AcknowledgementNotice(new("mains-power-lost", "coop-1", "house", start), "button in the house", start + OnDelay);
        await using (var cloud = await TestCloud.StartAsync(cancellationToken, storeDirectory: folder.Path))
        await using (var agent = await BirthAsync(cloud, cancellationToken))
        {
            await agent.DataAsync("coop-1", 1, AcknowledgedMetric(notice));
            await agent.AckedAsync(1, cancellationToken);
        }

        // Another life of the service, which has it from its database alone.
        await using var next = await TestCloud.StartAsync(cancellationToken, storeDirectory: folder.Path);
        await using var again = await BirthAsync(next, cancellationToken);
        await PowerOffAsync(again, 2, start);
        var alarm = await AlarmAsync(next, notice.Alarm, cancellationToken);
        Assert.That(alarm.Acknowledgement, Is.EqualTo(new Acknowledgement(notice.By, notice.At, "house")));
    }

    [Test, CancelAfter(120_000)]
    public async Task What_is_acknowledged_in_the_cloud_is_told_to_the_house_at_once_and_after_each_birth(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        await using var agent = await BirthAsync(cloud, cancellationToken);
        var start = TestAgent.Now - OnDelay - OnDelay;
        await PowerOffAsync(agent, 1, start);
        var alarm = await AlarmAsync(cloud, new("mains-power-lost", "coop-1", "house", start), cancellationToken);
        using var answer = await cloud.Http.PostAsJsonAsync(
            $"/api/farms/{Farm}/alarms/{Uri.EscapeDataString(alarm.Id.ToString())}/acknowledge", new { by = "Wei" }, TestCloud.Json, cancellationToken);
        Assert.That(answer.IsSuccessStatusCode, Is.True);

        Assert.That((await ToldAsync(agent, cancellationToken)).Alarm, Is.EqualTo(alarm.Id));
        await agent.NodeBirthAsync(1);
        await agent.BirthAsync("coop-1", ("mains-power/house", MetricValue.Null(MetricType.Double)));
        Assert.That(await ToldAsync(agent, cancellationToken), Has.Property("By").EqualTo("Wei").And.Property("Alarm").EqualTo(alarm.Id));
    }

    [Test, CancelAfter(120_000)]
    public async Task A_house_that_is_out_of_use_is_shown_as_such_until_birds_come(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        await using var agent = await BirthAsync(cloud, cancellationToken);
        HouseUseSince empty = new(TestAgent.Now - TimeSpan.FromMinutes(5), HouseUse.Empty);
        await UseAsync(cloud, cancellationToken, empty);
        var shown = await cloud.CoopAsync(Farm, "coop-1", coop => coop.OutOfUse is not null, cancellationToken);
        await UseAsync(cloud, cancellationToken, empty, new(TestAgent.Now - TimeSpan.FromSeconds(1), HouseUse.Birds));
        await cloud.CoopAsync(Farm, "coop-1", coop => coop.OutOfUse is null, cancellationToken);

        Assert.That(shown.OutOfUse, Is.EqualTo(new HouseOutOfUse(HouseUse.Empty, empty.From)));
    }

    [Test, CancelAfter(120_000)]
    public async Task What_a_house_is_used_for_and_what_is_shelved_is_told_to_it(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        await using var agent = await BirthAsync(cloud, cancellationToken);
        var start = TestAgent.Now - OnDelay - OnDelay;
        await PowerOffAsync(agent, 1, start);
        var alarm = await AlarmAsync(cloud, new("mains-power-lost", "coop-1", "house", start), cancellationToken);
        HouseUseSince empty = new(start, HouseUse.Empty);
        var until = TestAgent.Now.AddHours(2);

        using var kept = await cloud.Http.PutAsJsonAsync(
            $"/api/farms/{Farm}/coops/coop-1/settings", new { by = "Wei", settings = CoopSettings.Default with { Uses = [empty] } }, TestCloud.Json, cancellationToken);
        Assert.That(kept.IsSuccessStatusCode, Is.True, await kept.Content.ReadAsStringAsync(cancellationToken));
        await HouseAsync(agent, house => house.Uses is [var use] && use == empty, cancellationToken);

        using var shelved = await cloud.Http.PostAsJsonAsync(
            $"/api/farms/{Farm}/alarms/{Uri.EscapeDataString(alarm.Id.ToString())}/shelve", new { by = "Wei", until, reason = "electrician" }, TestCloud.Json, cancellationToken);
        Assert.That(shelved.IsSuccessStatusCode, Is.True, await shelved.Content.ReadAsStringAsync(cancellationToken));
        await HouseAsync(agent, house => house.Shelved is [{ Rule: "mains-power-lost", Place: "house" } point] && point.Until == until, cancellationToken);

        await agent.NodeBirthAsync(1);
        await agent.BirthAsync("coop-1", ("mains-power/house", MetricValue.Null(MetricType.Double)));
        await HouseAsync(agent, house => house is { Coop: "coop-1", Uses.Count: 1, Shelved.Count: 1 }, cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task Rejects_an_acknowledgement_that_is_none_and_stores_its_batch(CancellationToken cancellationToken)
    {
        await using var cloud = await TestCloud.StartAsync(cancellationToken);
        await using var agent = await BirthAsync(cloud, cancellationToken);
        await agent.DataAsync("coop-1", 1, new Metric(RoostMetrics.Acknowledged, null, null, MetricValue.OfString("all of them")));
        await agent.AckedAsync(1, cancellationToken);
    }

    private static async Task<TestAgent> BirthAsync(TestCloud cloud, CancellationToken cancellationToken)
    {
        var agent = await cloud.ConnectAsync(Farm, "agent-1", cancellationToken);
        await agent.NodeBirthAsync(1);
        await agent.BirthAsync("coop-1", ("mains-power/house", MetricValue.Null(MetricType.Double)));
        await cloud.CoopAsync(Farm, "coop-1", found => found.Online, cancellationToken);
        return agent;
    }

    // A reading counts for ten minutes, so two of them are a power cut of two minutes.
    private static Task PowerOffAsync(TestAgent agent, ulong batch, DateTimeOffset start) => agent.DataAsync(
        "coop-1",
        batch,
        new Metric(null, 0, start.ToUnixTimeMilliseconds(), MetricValue.OfDouble(0)),
        new Metric(null, 0, (start + OnDelay + OnDelay).ToUnixTimeMilliseconds(), MetricValue.OfDouble(0)));

    private static Metric AcknowledgedMetric(AcknowledgementNotice notice) =>
        new(RoostMetrics.Acknowledged, null, notice.At.ToUnixTimeMilliseconds(), MetricValue.OfString(notice.ToString()));

    private static async Task<AcknowledgementNotice> ToldAsync(TestAgent agent, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await agent.NextCommandAsync(cancellationToken) is { Name: RoostMetrics.Acknowledged } told)
            {
                return AcknowledgementNotice.Parse(told.Value.Text!)!;
            }
        }
    }

    private static async Task HouseAsync(TestAgent agent, Func<HouseNotice, bool> wanted, CancellationToken cancellationToken)
    {
        while (await agent.NextCommandAsync(cancellationToken) is var told && (told.Name != RoostMetrics.House || !wanted(HouseNotice.Parse(told.Value.Text!)!)))
        {
            // Others come before it.
        }
    }

    private static async Task<Alarm> AlarmAsync(TestCloud cloud, AlarmId id, CancellationToken cancellationToken)
    {
        Alarm? alarm = null;
        var grain = cloud.Services.GetRequiredService<IGrainFactory>().GetGrain<IFarmAlarms>(Farm);
        await Until.IsTrueAsync(
            async () => (alarm = (await grain.OpenAsync(cancellationToken)).Alarms.FirstOrDefault(each => each.Id == id)) is not null, cancellationToken);
        return alarm!;
    }
}
