using System.Net.Http.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Alarms.LifeCycle;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Alarms.Endpoints;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Api;
using Roost.Cloud.Tests.Harness;
using Roost.Cloud.Twins;
using Roost.Domain.Readings;
using Roost.Sparkplug;

namespace Roost.Cloud.Tests.Alarms;

/// <summary>From a reading on the broker to the alarm in the database, the log, the API and the screens.</summary>
internal sealed class AlarmWayTests
{
    private static readonly LocalText Hot = new("Too hot", "太热");

    [Test, CancelAfter(120_000)]
    public async Task A_hot_reading_becomes_an_alarm_in_the_list_the_log_and_on_the_screens(CancellationToken cancellationToken)
    {
        await using var cloud = await StartAsync(null, cancellationToken);
        await using var agent = await cloud.ConnectAsync("demo-farm", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync("coop-1");
        await cloud.CoopAsync("demo-farm", "coop-1", found => found.Online, cancellationToken);
        var deltas = System.Threading.Channels.Channel.CreateBounded<AlarmDelta>(100);
        await using var screen = new HubConnectionBuilder().WithUrl(new Uri(cloud.Http.BaseAddress!, "/live"))
            .AddJsonProtocol(options => ApiJson.Configure(options.PayloadSerializerOptions)).Build();
        screen.On<AlarmDelta>("AlarmsChanged", delta => deltas.Writer.WriteAsync(delta, cancellationToken).AsTask());
        await screen.StartAsync(cancellationToken);
        var before = await screen.InvokeAsync<FarmSnapshot>("SubscribeToFarm", "demo-farm", cancellationToken);

        var at = TestAgent.Now;
        await agent.DataAsync("coop-1", 1, at, 35);
        var told = await deltas.Reader.ReadAsync(cancellationToken);
        var later = await screen.InvokeAsync<CoopSnapshot>("SubscribeToCoop", "demo-farm", "coop-1", cancellationToken);
        var listed = await ListAsync(cloud, "?state=open&severity=critical&rule=temperature-high&coop=coop-1", cancellationToken);
        var log = await cloud.Http.GetFromJsonAsync<AlarmLogPage>("/api/farms/demo-farm/alarm-log", TestCloud.Json, cancellationToken);

        var id = new AlarmId("temperature-high", "coop-1", "front", at);
        Assert.That((told.After, told.Events.Single().Kind, told.Events.Single().Alarm.Id), Is.EqualTo((before.Alarms.Number, AlarmChangeKind.Raised, id)));
        Assert.That(before.Alarms.Texts, Is.Empty);
        Assert.That(later.Alarms!.Texts.Select(text => (text.Alarm, text.Title)), Is.EqualTo([(id, Hot)]), "whoever comes later need not ask what it is called");
        Assert.That(listed.Select(alarm => (alarm.Id, alarm.LifeCycle, alarm.Late, alarm.Unit)), Is.EqualTo([(id, AlarmLifeCycle.Unacknowledged, false, "°C")]));
        Assert.That(log!.Entries.Select(entry => (entry.Kind, entry.Alarm)), Is.EqualTo([("raised", id.ToString())]));
        Assert.That(log.FirstBroken, Is.Null);

        using var acknowledged = await PostAsync(cloud, id, "acknowledge", new { by = "anna" }, cancellationToken);
        using var again = await PostAsync(cloud, id, "acknowledge", new { by = "anna" }, cancellationToken);
        var seen = await deltas.Reader.ReadAsync(cancellationToken);
        await agent.DataAsync("coop-1", 2, at.AddMilliseconds(500), 20);
        var over = await deltas.Reader.ReadAsync(cancellationToken);

        Assert.That((acknowledged.StatusCode, again.StatusCode), Is.EqualTo((System.Net.HttpStatusCode.OK, System.Net.HttpStatusCode.OK)));
        Assert.That((seen.After, seen.Events.Single().Kind), Is.EqualTo((told.Number, AlarmChangeKind.Acknowledged)));
        Assert.That((over.After, over.Events.Single().Kind, over.Events.Single().Alarm.LifeCycle), Is.EqualTo((seen.Number, AlarmChangeKind.Ended, AlarmLifeCycle.Normal)));
        Assert.That(await ListAsync(cloud, "?state=open", cancellationToken), Is.Empty);

        var evidence = await cloud.Http.GetFromJsonAsync<AlarmEvidence>($"/api/farms/demo-farm/alarms/{Uri.EscapeDataString(id.ToString())}", TestCloud.Json, cancellationToken);
        Assert.That(evidence!.Text.Title, Is.EqualTo(Hot));
        Assert.That(evidence.Words!.En, Does.Contain("30"));
        Assert.That(evidence.Traces.Select(trace => (trace.Coop, trace.Quantity, trace.Place)), Does.Contain(("coop-1", Quantity.Temperature, "front")));
    }

    [Test, CancelAfter(120_000)]
    public async Task An_excursion_of_an_hour_ago_is_logged_late_and_needs_no_page(CancellationToken cancellationToken)
    {
        await using var cloud = await StartAsync(null, cancellationToken);
        await using var agent = await cloud.ConnectAsync("demo-farm", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync("coop-1");
        var now = TestAgent.Now;
        await agent.DataAsync("coop-1", 3, now, 20);
        await cloud.CoopAsync("demo-farm", "coop-1", found => found.Latest.Count > 0, cancellationToken);
        await agent.DataAsync("coop-1", 1, now.AddHours(-1), 35, isHistorical: true);
        await agent.DataAsync("coop-1", 2, now.AddMinutes(-50), 20, isHistorical: true);

        IReadOnlyList<Alarm> alarms = [];
        await Until.IsTrueAsync(
            async () => (alarms = await ListAsync(cloud, "", cancellationToken)).Count > 0 && alarms[0].EndedAt == now.AddMinutes(-50), cancellationToken);

        Assert.That(alarms.Select(alarm => (alarm.Id.Start, alarm.EndedAt, alarm.Late, alarm.IsLoud)), Is.EqualTo([(now.AddHours(-1), (DateTimeOffset?)now.AddMinutes(-50), true, false)]));
    }

    [Test, CancelAfter(120_000)]
    public async Task An_alarm_of_a_house_that_is_set_out_of_use_is_suppressed_by_design_until_birds_come(CancellationToken cancellationToken)
    {
        await using var cloud = await StartAsync(null, cancellationToken);
        await using var agent = await cloud.ConnectAsync("demo-farm", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync("coop-1");
        var at = TestAgent.Now;
        await agent.DataAsync("coop-1", 1, at, 35);
        await AloneAsync("unacknowledged");

        HouseUseSince empty = new(TestAgent.Now, HouseUse.Empty);
        await UseAsync(empty);
        await AloneAsync("suppressed-by-design");
        var open = await ListAsync(cloud, "?state=open", cancellationToken);
        await UseAsync(empty, new(TestAgent.Now, HouseUse.Birds));
        await AloneAsync("unacknowledged");

        var log = await cloud.Http.GetFromJsonAsync<AlarmLogPage>("/api/farms/demo-farm/alarm-log", TestCloud.Json, cancellationToken);
        Assert.That(open, Is.Empty);
        Assert.That(log!.Entries.Select(entry => entry.Kind).Where(kind => kind != "coop-settings"), Is.EqualTo(["raised", "suppressed", "unsuppressed"]));

        Task AloneAsync(string state) => Until.IsTrueAsync(
            async () => (await ListAsync(cloud, $"?state={state}", cancellationToken)) is [{ } alarm] && alarm.Id.Start == at, cancellationToken);

        async Task UseAsync(params HouseUseSince[] uses)
        {
            using var answer = await cloud.Http.PutAsJsonAsync(
                "/api/farms/demo-farm/coops/coop-1/settings", new { by = "Wei", settings = CoopSettings.Default with { Uses = uses } }, TestCloud.Json, cancellationToken);
            Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    [Test, CancelAfter(120_000)]
    public async Task A_silence_in_a_history_that_stalls_is_taken_back_when_the_rest_comes(CancellationToken cancellationToken)
    {
        var silent = Pack.Rules[0] with { Name = "silent", When = new Above(new SilenceOf(Quantity.Temperature), Curve.Constant(300)) };
        await using var cloud = await StartAsync(null, cancellationToken, Pack with { Rules = [silent] });
        await using var agent = await cloud.ConnectAsync("demo-farm", "agent-1", cancellationToken);
        await agent.BirthWithTemperatureAsync("coop-1");
        var now = TestAgent.Now;
        Metric[] Minutes(int from, int to) =>
            [.. Enumerable.Range(from, to - from).Select(minute => new Metric(null, 0, now.AddMinutes(minute).ToUnixTimeMilliseconds(), MetricValue.OfDouble(20), true))];

        await agent.DataAsync("coop-1", 1, now, 20);
        await cloud.CoopAsync("demo-farm", "coop-1", found => found.Latest.Count > 0, cancellationToken);
        await agent.DataAsync("coop-1", 2, Minutes(-1800, -1700));
        IReadOnlyList<Alarm> alarms = [];
        await Until.IsTrueAsync(async () => (alarms = await ListAsync(cloud, "?rule=silent", cancellationToken)).Count > 0, cancellationToken);
        Assert.That(alarms.Select(alarm => (alarm.Id.Start, alarm.EndedAt, alarm.Late)), Is.EqualTo([(now.AddMinutes(-1696), (DateTimeOffset?)now, true)]));

        await agent.DataAsync("coop-1", 3, Minutes(-1700, -900));
        await agent.DataAsync("coop-1", 4, Minutes(-900, 0));
        await Until.IsTrueAsync(async () => (alarms = await ListAsync(cloud, "?rule=silent", cancellationToken)).All(alarm => alarm.End == AlarmEnd.Withdrawn), cancellationToken);
    }

    [Test, CancelAfter(300_000)]
    public async Task A_service_that_is_killed_anywhere_gives_the_alarms_of_one_that_is_not(CancellationToken cancellationToken)
    {
        double[] course = [20, 35, 35, 20, 36, 36, 20, 20];
        var begin = TestAgent.Now.AddMinutes(-20);
        DateTimeOffset At(int index) => begin.AddMinutes(index);
        var random = new Random(7);
        using var folder = new TemporaryFolder();
        var directory = folder.Path;
        var sent = 0;
        while (sent < course.Length)
        {
            var cloud = await StartAsync(directory, cancellationToken);
            await using (cloud)
            {
                await using var agent = await cloud.ConnectAsync("demo-farm", "agent-1", cancellationToken);

                // What the copy lacks is sent again, and some of what it has too, as an agent does that heard no acknowledgement.
                sent = Math.Max(0, sent - 2);
                await agent.BirthWithTemperatureAsync("coop-1", (ulong)sent + 1);
                var until = Math.Min(course.Length, sent + random.Next(3, 6));
                for (; sent < until; sent++)
                {
                    await agent.DataAsync("coop-1", (ulong)sent + 1, At(sent), course[sent]);
                }

                await agent.AckedAsync((ulong)sent, cancellationToken);
                directory = Copy(directory, folder.Path);
            }
        }

        await using var last = await StartAsync(directory, cancellationToken);
        await using var lastAgent = await last.ConnectAsync("demo-farm", "agent-1", cancellationToken);
        await lastAgent.BirthWithTemperatureAsync("coop-1", (ulong)course.Length + 1);
        (DateTimeOffset, DateTimeOffset, DateTimeOffset?, AlarmEnd?)[] expected = [(At(4), At(4), At(6), AlarmEnd.Over), (At(1), At(1), At(3), AlarmEnd.Over)];
        IReadOnlyList<Alarm> alarms = [];
        await Until.IsTrueAsync(
            async () =>
            {
                alarms = await ListAsync(last, "", cancellationToken);
                return alarms.Count >= 2 && alarms.All(alarm => !alarm.IsActive);
            },
            cancellationToken);
        var log = await last.Http.GetFromJsonAsync<AlarmLogPage>("/api/farms/demo-farm/alarm-log", TestCloud.Json, cancellationToken);

        Assert.That(alarms.Select(alarm => (alarm.Id.Start, alarm.RaisedAt, alarm.EndedAt, alarm.End)), Is.EqualTo(expected));
        Assert.That(log!.Entries.Count(entry => entry.Kind == "raised"), Is.EqualTo(2), "none is told twice");
        Assert.That(log.FirstBroken, Is.Null);
    }

    internal static RulePack Pack { get; } = new(
        "broiler",
        1,
        [
            new Rule
            {
                Name = "temperature-high",
                Severity = AlarmSeverity.Critical,
                Area = RuleArea.Climate,
                At = Quantity.Temperature,
                When = new Above(new ValueOf(Quantity.Temperature), Curve.Constant(30), 1),
                Text = new(Hot, new("The birds are too hot.", "鸡太热。"), new("Open the inlets.", "打开进风口。"), [new("Fans stand still.", "风机停转。")]),
                Source = "Roost",
            },
        ]);

    internal static Task<TestCloud> StartAsync(string? directory, CancellationToken cancellationToken, RulePack? pack = null) =>
        TestCloud.StartAsync(cancellationToken, storeDirectory: directory, configure: builder => builder.Services.AddSingleton(new ShippedPacks([pack ?? Pack])));

    internal static Task<HttpResponseMessage> PostAsync(TestCloud cloud, AlarmId id, string act, object body, CancellationToken cancellationToken) =>
        cloud.Http.PostAsJsonAsync($"/api/farms/demo-farm/alarms/{Uri.EscapeDataString(id.ToString())}/{act}", body, cancellationToken);

    private static async Task<IReadOnlyList<Alarm>> ListAsync(TestCloud cloud, string query, CancellationToken cancellationToken) =>
        [.. (await cloud.Http.GetFromJsonAsync<AlarmPage>($"/api/farms/demo-farm/alarms{query}", TestCloud.Json, cancellationToken))!.Alarms.Select(entry => entry.Alarm)];

    // The files as a process that is killed now would leave them.
    private static string Copy(string directory, string below)
    {
        var copy = Directory.CreateDirectory(Path.Combine(below, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var file in Directory.GetFiles(directory).Where(file => Path.GetExtension(file) is not (".lock" or ".sock")))
        {
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var to = File.Create(Path.Combine(copy, Path.GetFileName(file)));
            from.CopyTo(to);
        }

        return copy;
    }
}
