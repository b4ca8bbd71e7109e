using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Alarms.LifeCycle;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms.BackTest;
using Roost.Cloud.Alarms.Endpoints;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Hosting;
using Roost.Cloud.Tests.Harness;
using Roost.Domain.Clocks;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Alarms.Neighbours;

/// <summary>Houses held against the farm's others, by the rules that Roost ships, from readings on the broker to the alarm. Five minutes pass in three seconds.</summary>
internal sealed class NeighboursTests
{
    private const string Farm = "demo-farm";
    private const string Rule = "temperature-unlike-neighbours";
    private const double Speed = 100;

    [Test, CancelAfter(240_000)]
    public async Task A_house_that_drifts_away_from_the_others_is_told_of_and_returns_to_normal_across_a_restart(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        ScaledClock clock = new(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow(), Speed, TimeProvider.System);
        string[] coops = ["coop-1", "coop-2", "coop-3", "coop-4"];
        Alarm raised;
        await using (var cloud = await StartAsync(clock, folder.Path, cancellationToken))
        await using (var farm = await FarmAsync(cloud, coops, cancellationToken))
        {
            await PlaceAsync(cloud, coops, cancellationToken);
            raised = await farm.ReportUntilAsync(DriftingCelsius, alarms => alarms.FirstOrDefault(alarm => alarm.IsActive), cancellationToken);
        }

        // The one that drifts is 6 °C above its set-point; of the others one is 1 °C above, one 2 °C below, and one just at it.
        Assert.That((raised.Id.Coop, raised.Id.Place), Is.EqualTo(("coop-4", "front")));
        Assert.That((raised.Value, raised.Limit), Is.EqualTo(((double?)6, (double?)4)));

        await using var next = await StartAsync(clock, folder.Path, cancellationToken);
        await using var again = await FarmAsync(next, coops, cancellationToken);
        var ended = await again.ReportUntilAsync(QuietCelsius, alarms => alarms.FirstOrDefault(alarm => !alarm.IsActive), cancellationToken);
        var log = await next.Http.GetFromJsonAsync<AlarmLogPage>($"/api/farms/{Farm}/alarm-log?limit=1000", TestCloud.Json, cancellationToken);
        Assert.That(ended.Id, Is.EqualTo(raised.Id));
        Assert.That(await AlarmsAsync(next, cancellationToken), Has.Count.EqualTo(1));
        Assert.That(log!.Entries.Where(entry => entry.Alarm == raised.Id.ToString()).Select(entry => entry.Kind), Is.EquivalentTo(["raised", "ended"]));

        using var answer = await next.Http.PostAsJsonAsync(
            $"/api/farms/{Farm}/back-test",
            new { coops = new[] { "coop-4" }, days = 1, changes = new[] { new { rule = Rule, what = "off", value = "true" } } },
            TestCloud.Json,
            cancellationToken);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(cancellationToken));
        var tested = (await answer.Content.ReadFromJsonAsync<BackTestAnswer>(TestCloud.Json, cancellationToken))!.Coops.Single();
        Assert.That(tested.Result.Lost.Select(verdict => (verdict.Alarm, verdict.RaisedAt)), Is.EqualTo([(raised.Id, raised.RaisedAt)]), "the store has what it was judged by");
    }

    [Test, CancelAfter(200_000)]
    public async Task Two_houses_and_an_empty_one_are_not_held_against_each_other(CancellationToken cancellationToken)
    {
        ScaledClock clock = new(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow(), Speed, TimeProvider.System);
        string[] coops = ["coop-1", "coop-4", "coop-5"];
        await using var cloud = await StartAsync(clock, null, cancellationToken);
        await using var farm = await FarmAsync(cloud, coops, cancellationToken);
        await PlaceAsync(cloud, ["coop-1", "coop-4"], cancellationToken);
        var until = clock.GetUtcNow().AddMinutes(40);
        await farm.ReportUntilAsync(DriftingCelsius, _ => clock.GetUtcNow() > until ? "over" : null, cancellationToken);

        Assert.That(await AlarmsAsync(cloud, cancellationToken), Is.Empty);
        var snapshot = await cloud.WholeCoopAsync(Farm, "coop-4", cancellationToken);
        Assert.That(snapshot!.Latest.Select(latest => latest.Reading.Place), Has.None.EqualTo(ValueOf.Neighbours));
    }

    private static Task<TestCloud> StartAsync(ScaledClock clock, string? directory, CancellationToken cancellationToken) => TestCloud.StartAsync(
        cancellationToken, storeDirectory: directory, configure: builder => builder.Services.AddSingleton(new FarmClock(clock)));

    private static double QuietCelsius(string coop) => coop switch { "coop-1" => 26, "coop-2" => 23, _ => 25 };

    private static double DriftingCelsius(string coop) => coop == "coop-4" ? 31 : QuietCelsius(coop);

    private static async Task PlaceAsync(TestCloud cloud, string[] coops, CancellationToken cancellationToken)
    {
        var placedOn = DateOnly.FromDateTime(cloud.Services.GetRequiredService<FarmClock>().Now.UtcDateTime).AddDays(-14);
        foreach (var coop in coops)
        {
            using var kept = await cloud.Http.PutAsJsonAsync(
                $"/api/farms/{Farm}/coops/{coop}/settings", new { by = "Wei", settings = CoopSettings.Default with { PlacedOn = placedOn } }, TestCloud.Json, cancellationToken);
            Assert.That(kept.IsSuccessStatusCode, Is.True, await kept.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    private static async Task<IReadOnlyList<Alarm>> AlarmsAsync(TestCloud cloud, CancellationToken cancellationToken) =>
        [.. (await cloud.Http.GetFromJsonAsync<AlarmPage>($"/api/farms/{Farm}/alarms?rule={Rule}", TestCloud.Json, cancellationToken))!.Alarms.Select(entry => entry.Alarm)];

    private static async Task<ReportingFarm> FarmAsync(TestCloud cloud, string[] coops, CancellationToken cancellationToken)
    {
        Dictionary<string, TestAgent> agents = [];
        foreach (var coop in coops)
        {
            var agent = agents[coop] = await cloud.ConnectAsync(Farm, $"agent-of-{coop}", cancellationToken);
            await agent.NodeBirthAsync(1);
            await agent.BirthAsync(coop, ("temperature/front", MetricValue.Null(MetricType.Double)), ("temperature-set-point/house", MetricValue.Null(MetricType.Double)));
            await cloud.CoopAsync(Farm, coop, found => found.Online, cancellationToken);
        }

        return new(cloud, agents);
    }

    private sealed class ReportingFarm(TestCloud cloud, IReadOnlyDictionary<string, TestAgent> agents) : IAsyncDisposable
    {
        private const double SetPointCelsius = 25;

        /// <summary>All houses report twice a second until something of the alarms is as wanted.</summary>
        public async Task<T> ReportUntilAsync<T>(Func<string, double> celsius, Func<IReadOnlyList<Alarm>, T?> wanted, CancellationToken cancellationToken)
            where T : class
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            while (true)
            {
                if (wanted(await AlarmsAsync(cloud, cancellationToken)) is { } found)
                {
                    return found;
                }

                var at = cloud.Services.GetRequiredService<FarmClock>().Now.ToUnixTimeMilliseconds();
                foreach (var (coop, agent) in agents)
                {
                    await agent.DataAsync(
                        coop, null, new Metric(null, 0, at, MetricValue.OfDouble(celsius(coop))), new Metric(null, 1, at, MetricValue.OfDouble(SetPointCelsius)));
                }

                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var agent in agents.Values)
            {
                await agent.DisposeAsync();
            }
        }
    }
}
