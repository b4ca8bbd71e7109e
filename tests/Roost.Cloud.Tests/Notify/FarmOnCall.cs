using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roost.Alarms;
using Roost.Alarms.LifeCycle;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;
using Roost.Cloud.Tests.Harness;

namespace Roost.Cloud.Tests.Notify;

/// <summary>A farm with people and a plan on a running service, and alarms handed to it as the engine's shell does.</summary>
internal static class FarmOnCall
{
    public const string Farm = "demo-farm";
    private static readonly RuleText TooHot = new(
        new("Too hot", "温度过高"), new("Birds overheat.", "鸡群过热。"), new("Open the inlets and check the fans.", "打开进风口并检查风机。"), []);

    /// <summary>Saves people, and a plan that tells each of them, in this order, by their first contact.</summary>
    public static async Task SetUpAsync(this TestCloud cloud, TimeSpan wait, CancellationToken cancellationToken, params Person[] people)
    {
        foreach (var person in people)
        {
            using var saved = await cloud.Http.PutAsJsonAsync($"/api/farms/{Farm}/people/{person.Id}", person, TestCloud.Json, cancellationToken);
            Assert.That(saved.IsSuccessStatusCode, Is.True, await saved.Content.ReadAsStringAsync(cancellationToken));
        }

        var steps = people.Select(person => new CallStep(person.Id, person.Contacts[0].Name, wait)).ToArray();
        await cloud.PutPlanAsync(
            new()
            {
                CallOrders = [new("all", [AlarmSeverity.Critical, AlarmSeverity.Warning], [OnCallHours.Always], steps)],
                DigestTo = [new(people[0].Id, people[0].Contacts[0].Name)],
            },
            cancellationToken);
    }

    public static async Task PutPlanAsync(this TestCloud cloud, OnCallPlan plan, CancellationToken cancellationToken)
    {
        using var saved = await cloud.Http.PutAsJsonAsync($"/api/farms/{Farm}/plan", new PlanEndpoints.VersionedPlan(0, "test", plan), TestCloud.Json, cancellationToken);
        Assert.That(saved.IsSuccessStatusCode, Is.True, await saved.Content.ReadAsStringAsync(cancellationToken));
    }

    public static Alarm Hot(this TestCloud cloud, string coop = "coop-1", AlarmSeverity severity = AlarmSeverity.Critical)
    {
        var now = cloud.Services.GetRequiredService<FarmClock>().Now;
        return new()
        {
            Id = new("too-hot", coop, "front", now - TimeSpan.FromMinutes(1)),
            Farm = Farm,
            Severity = severity,
            RaisedAt = now,
            LearnedAt = now,
            Value = 36.5,
            Limit = 33,
            Unit = "°C",
        };
    }

    /// <summary>Hands changes over as the engine's shell does: in a transaction of its own.</summary>
    public static async Task TellAsync(this TestCloud cloud, AlarmChangeKind kind, CancellationToken cancellationToken, params Alarm[] alarms)
    {
        await using var database = await cloud.DatabaseAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        foreach (var listener in cloud.Services.GetServices<IAlarmListener>())
        {
            await listener.AddAsync(database, [.. alarms.Select((alarm, index) => new AlarmEvent(index + 1, alarm, kind, TooHot))], cancellationToken);
        }

        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public static Task<RoostDatabase> DatabaseAsync(this TestCloud cloud, CancellationToken cancellationToken) =>
        cloud.Services.GetRequiredService<IDbContextFactory<RoostDatabase>>().CreateDbContextAsync(cancellationToken);

    public static async Task<IReadOnlyList<OutboxRow>> OutboxAsync(this TestCloud cloud, CancellationToken cancellationToken)
    {
        await using var database = await cloud.DatabaseAsync(cancellationToken);
        return await database.Set<OutboxRow>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Brings the next step of every chain, and the next attempt of every message, forward to now.</summary>
    public static async Task HurryAsync(this TestCloud cloud, CancellationToken cancellationToken)
    {
        await using var database = await cloud.DatabaseAsync(cancellationToken);
        var farmNow = cloud.Services.GetRequiredService<FarmClock>().Now;
        var now = TestAgent.Now;
        await database.Set<ChainRow>().Where(row => row.LookAgainAt > farmNow).ExecuteUpdateAsync(set => set.SetProperty(row => row.LookAgainAt, farmNow), cancellationToken);
        await database.Set<OutboxRow>().Where(row => row.DueAt > now && row.ClaimedBy == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now), cancellationToken);
    }
}
