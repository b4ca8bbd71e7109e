using System.Diagnostics;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roost.Alarms.LifeCycle;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Alarms.Judging;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;
using Roost.Cloud.Tests.Harness;
using Roost.Cloud.Tests.Notify;
using Roost.Domain.Wire;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Alarms;

/// <summary>A whole farm fails at once: from a hundred houses' readings on the wire to the one person who is called.</summary>
internal sealed class AlarmStormTests
{
    private const int HouseCount = 100;

    private static readonly Person An = new() { Id = "an", Name = "An", Contacts = [new("mail", ChannelKind.Mail, "an@farm.example")] };

    private static readonly string[] Rules =
    [
        "mains-power-lost", "fans-not-as-commanded", "fans-not-as-commanded-slightly", "fans-not-as-commanded-severe", "heaters-not-as-commanded", "static-pressure",
        "sensor-missing-temperature", "sensor-missing-relative-humidity", "sensor-missing-ammonia", "carbon-dioxide-high-severe",
    ];

    private static readonly string[] Series =
    [
        "mains-power/main", "fan-command/side", "fan-speed/side", "heater-command/house", "heater/house", "static-pressure/house",
        "temperature/front", "relative-humidity/front", "ammonia/front", "carbon-dioxide/front",
    ];

    // In the order of the series; null for a sensor that reports a fault.
    private static readonly double?[] Well = [1, 100, 100, 50, 50, 20, 25, 60, 5, 1_000];
    private static readonly double?[] WithoutPower = [0, 100, 0, 50, 0, 0, null, null, null, 9_000];

    // The shipped rules without their delays, so that all speak of one moment.
    private static RulePack Pack { get; } = RulePacks.Broiler with
    {
        Rules = [.. RulePacks.Broiler.Rules.Where(rule => Rules.Contains(rule.Name)).Select(static rule => rule with { OnDelay = TimeSpan.Zero, OffDelay = TimeSpan.Zero })],
    };

    [Test, CancelAfter(180_000), Timed]
    public async Task A_thousand_alarms_of_a_hundred_houses_without_power_are_two_causes_and_a_few_messages(CancellationToken cancellationToken)
    {
        await using var mail = await MailServer.StartAsync(cancellationToken);
        await using var cloud = await TestCloud.StartAsync(cancellationToken, mail.Settings, configure: builder => builder.Services.AddSingleton(new ShippedPacks([Pack])));
        await cloud.SetUpAsync(TimeSpan.FromHours(1), cancellationToken, An);
        await using var houses = new Houses();
        await houses.ConnectAsync(cloud, cancellationToken);
        await houses.SendAsync(TestAgent.Now, Well, cancellationToken);
        await Until.IsTrueAsync(() => cloud.Services.GetRequiredService<OpeningSlots>().Opened >= HouseCount, cancellationToken);
        var watch = Stopwatch.StartNew();
        var cut = TestAgent.Now.AddSeconds(2);
        await houses.SendAsync(cut, WithoutPower, cancellationToken);
        var stored = watch.Elapsed;
        await Until.IsTrueAsync(async () => await CountAsync(cloud, row => row.Cause != null, cancellationToken) == 1_000, cancellationToken);
        var folded = watch.Elapsed;
        await mail.ReceiveAsync(static message => message.TextBody!.Contains("Several houses have lost mains power", StringComparison.Ordinal), cancellationToken);
        var paged = watch.Elapsed;
        await IsQuietAsync(cloud, chains: 2, cancellationToken);
        var pages = mail.Received.Count;
        var alarms = await AlarmsAsync(cloud, cancellationToken);
        await TestContext.Out.WriteLineAsync(
            $"Measured: 1,000 alarms of 100 houses in {stored.TotalSeconds:0.0} s stored, in {folded.TotalSeconds:0.0} s folded into 2, the storm's mail after {paged.TotalSeconds:0.0} s; {pages} messages to one person");

        var power = alarms.Single(alarm => alarm.Id is { Rule: "storm", Place: "power" });
        var gas = alarms.Single(alarm => alarm.Id is { Rule: "storm", Place: "carbon-dioxide-high-severe" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(alarms, Has.Count.EqualTo(1_002));
            Assert.That(
                alarms.Where(alarm => alarm.Id.Coop.Length > 0).GroupBy(alarm => alarm.Id.Coop).Select(coop => (coop.Key, string.Join(' ', coop.Select(alarm => alarm.Id.Rule).Order()))),
                Is.EquivalentTo(Coops.Select(static coop => (coop, string.Join(' ', Rules.Order())))), "each house has each alarm once");
            Assert.That(alarms.Where(alarm => alarm.Id.Coop.Length > 0).Select(alarm => alarm.RaisedAt).Distinct(), Is.EqualTo([cut]));
            Assert.That(alarms.Where(alarm => alarm.IsLoud), Is.EquivalentTo([power, gas]), "what birds feel is never held by what explains machines");
            Assert.That(HeldBy(power), Is.EquivalentTo(Coops.Select(static coop => (coop, "mains-power-lost"))), "the storm lists every house");
            Assert.That(HeldBy(gas), Is.EquivalentTo(Coops.Select(static coop => (coop, "carbon-dioxide-high-severe"))));
            Assert.That(alarms.Count(alarm => alarm.Cause is { Rule: "mains-power-lost" } cause && cause.Coop == alarm.Id.Coop), Is.EqualTo(800), "each house's lost mains explain the rest");
            Assert.That(pages, Is.LessThanOrEqualTo(4));
            Assert.That(
                mail.Received[^1].TextBody, Does.Contain("CRITICAL Several houses have lost mains power").And.Contain("CRITICAL Several houses: Carbon dioxide dangerously high"));
            Assert.That(paged, Is.LessThan(TimeSpan.FromSeconds(60)), "the promise for one house holds for all of them");
        }

        watch.Restart();
        await houses.SendAsync(cut.AddSeconds(5), Well, cancellationToken);
        await Until.IsTrueAsync(async () => await CountAsync(cloud, row => row.EndedAt == null, cancellationToken) == 0, cancellationToken);
        await IsQuietAsync(cloud, chains: 0, cancellationToken);
        alarms = await AlarmsAsync(cloud, cancellationToken);
        await TestContext.Out.WriteLineAsync($"Measured: all over {watch.Elapsed.TotalSeconds:0.0} s after the power came back, {mail.Received.Count - pages} messages that say so");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(alarms, Has.Count.EqualTo(1_002));
            Assert.That(alarms.Select(alarm => alarm.EndedAt).Distinct(), Is.EqualTo([cut.AddSeconds(5)]));
            Assert.That(mail.Received, Has.Count.LessThanOrEqualTo(2 * pages));
        }

        IEnumerable<(string Coop, string Rule)> HeldBy(Alarm storm) => alarms.Where(alarm => alarm.Cause == storm.Id).Select(static alarm => (alarm.Id.Coop, alarm.Id.Rule));
    }

    private static IEnumerable<string> Coops => Enumerable.Range(1, HouseCount).Select(static number => $"coop-{number}");

    private static async Task<List<Alarm>> AlarmsAsync(TestCloud cloud, CancellationToken cancellationToken)
    {
        await using var database = await cloud.DatabaseAsync(cancellationToken);
        return [.. (await database.Set<AlarmRow>().AsNoTracking().ToListAsync(cancellationToken)).Select(static row => row.ToAlarm())];
    }

    private static async Task<int> CountAsync(TestCloud cloud, Expression<Func<AlarmRow, bool>> which, CancellationToken cancellationToken)
    {
        await using var database = await cloud.DatabaseAsync(cancellationToken);
        return await database.Set<AlarmRow>().CountAsync(which, cancellationToken);
    }

    /// <summary>Waits until so many alarms are being told, and all messages that are owed so far have arrived.</summary>
    private static Task IsQuietAsync(TestCloud cloud, int chains, CancellationToken cancellationToken) => Until.IsTrueAsync(
        async () =>
        {
            await using var database = await cloud.DatabaseAsync(cancellationToken);
            var now = cloud.Services.GetRequiredService<FarmClock>().Now;
            return await database.Set<ChainRow>().CountAsync(row => row.ClosedAt == null, cancellationToken) == chains
                && !await database.Set<ChainRow>().AnyAsync(row => row.ClosedAt == null && row.LookAgainAt <= now, cancellationToken)
                && !await database.Set<PendingRow>().AnyAsync(cancellationToken)
                && !await database.Set<OutboxRow>().AnyAsync(row => row.State == DeliveryState.Waiting, cancellationToken);
        },
        cancellationToken);

    /// <summary>The farm's agents, one in each house.</summary>
    private sealed class Houses : IAsyncDisposable
    {
        private readonly List<(string Coop, TestAgent Agent)> agents = [];
        private ulong batch;

        public async Task ConnectAsync(TestCloud cloud, CancellationToken cancellationToken)
        {
            foreach (var coop in Coops)
            {
                var agent = await cloud.ConnectAsync(FarmOnCall.Farm, $"agent-of-{coop}", cancellationToken);
                agents.Add((coop, agent));
                await agent.NodeBirthAsync(1);
                await agent.BirthAsync(coop, [.. Series.Select(static name => (name, MetricValue.Null(MetricType.Double)))]);
            }
        }

        /// <summary>The same readings from every house, acknowledged.</summary>
        public async Task SendAsync(DateTimeOffset at, double?[] values, CancellationToken cancellationToken)
        {
            batch++;
            var readings = values.Select((value, alias) => new Metric(
                null, (ulong)alias, at.ToUnixTimeMilliseconds(), value is { } number ? MetricValue.OfDouble(number) : MetricValue.Null(MetricType.Double),
                Properties: value is null ? [new(RoostMetrics.QualityProperty, MetricValue.OfInt32(0))] : [])).ToArray();
            await Task.WhenAll(agents.Select(each => each.Agent.DataAsync(each.Coop, batch, readings)));
            await Task.WhenAll(agents.Select(each => each.Agent.AckedAsync(batch, cancellationToken)));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var (_, agent) in agents)
            {
                await agent.DisposeAsync();
            }
        }
    }
}
