using System.Net;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Alarms.LifeCycle;
using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Edge.Drivers.Modbus;
using Roost.Edge.LocalAlarms;
using Roost.Edge.LocalAlarms.Page;
using Roost.Edge.LocalAlarms.Sirens;
using Roost.Edge.Tests.Drivers.Modbus;
using Roost.Edge.Tests.Testing;
using Roost.Sparkplug;
using static Roost.Edge.Tests.LocalAlarms.AlarmSetup;

namespace Roost.Edge.Tests.LocalAlarms;

/// <summary>A whole agent with a siren, and a cloud that is there or not.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(90_000)]
internal sealed class HouseAndCloudTests : IAsyncDisposable
{
    private static readonly CoopRules Rules = TooHot(TimeSpan.FromSeconds(1));

    private readonly TestFolder folder = new();
    private readonly FakeDriver driver = new();
    private TestBroker broker = null!;
    private FakeCloud cloud = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        broker = await TestBroker.StartAsync();
        cloud = new(broker) { AcknowledgesAtOnce = true };
        await File.WriteAllTextAsync(folder.At("siren"), "0\n");
    }

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        await driver.DisposeAsync();
        folder.Dispose();
    }

    [Test]
    public async Task What_the_house_raised_in_an_outage_is_in_the_cloud_the_same_alarm(CancellationToken token)
    {
        await using var agent = await StartAsync();
        driver.Measure(25);
        driver.Measure(31);
        await UntilAsync(SirenSounds, token);
        Assert.That(cloud.Messages, Is.Empty, "the cloud is away");
        driver.Measure(33);

        await cloud.SayAsync(online: true);
        await cloud.UntilAsync(_ => ReadingsOf(cloud, Quantity.Temperature).Count == 3, token);
        await UntilAsync(() => agent.Spool.HeldBatches <= 2, token);
        var timeline = new CoopTimeline(Rules.Pack, Rules.Context, TimeSpan.FromHours(1));
        timeline.Take(ReadingsOf(cloud, Quantity.Temperature).ToArray());
        timeline.AdvanceTo(TimeProvider.System.GetUtcNow().AddSeconds(2));
        var inHouse = agent.Get<HouseAlarms>().Open.Single().Verdict;
        Assert.That(timeline.Active.Single().Alarm, Is.EqualTo(inHouse.Alarm));
        Assert.That(timeline.Active.Single().RaisedAt, Is.EqualTo(inHouse.RaisedAt).Within(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task An_acknowledgement_in_the_cloud_silences_the_house_and_after_a_restart_too(CancellationToken token)
    {
        await cloud.SayAsync(online: true);
        await using (var agent = await StartAsync())
        {
            await cloud.UntilAsync(_ => cloud.Of(MessageKind.NodeBirth).Length == 1, token);
            driver.Measure(31);
            await UntilAsync(SirenSounds, token);
            var alarm = agent.Get<HouseAlarms>().Open.Single().Verdict.Alarm;
            await cloud.CommandAsync(new Metric(
                RoostMetrics.Acknowledged, null, null, MetricValue.OfString(new AcknowledgementNotice(alarm, "Wei", TimeProvider.System.GetUtcNow()).ToString())));
            await UntilAsync(() => !SirenSounds(), token);
            Assert.That(agent.Get<HouseAlarms>().Open.Single().Acknowledged!.By, Is.EqualTo("Wei"));
        }

        await using var again = await StartAsync();
        Assert.That(again.Get<HouseAlarms>().Open.Single().IsCalling, Is.False);
    }

    [Test]
    public async Task An_empty_house_and_a_shelved_alarm_are_silent_until_that_is_over_and_through_a_restart(CancellationToken token)
    {
        await cloud.SayAsync(online: true);
        await using (var agent = await StartAsync())
        {
            await cloud.UntilAsync(_ => cloud.Of(MessageKind.NodeBirth).Length > 0, token);
            driver.Measure(31);
            await UntilAsync(SirenSounds, token);
            await SayOfHouseAsync(new("coop-1", [], [new("too-hot", "front", TimeProvider.System.GetUtcNow().AddHours(1))]));
            await UntilAsync(() => !SirenSounds(), token);
            await SayOfHouseAsync(new("coop-1", [], []));
            await UntilAsync(SirenSounds, token);
            await SayOfHouseAsync(new("coop-1", [new(TimeProvider.System.GetUtcNow().AddMinutes(-5), HouseUse.Cleaning)], []));
            await UntilAsync(() => !SirenSounds() && agent.Get<HouseAlarms>().Open.Count == 0, token);
            using var browser = new HttpClient { BaseAddress = agent.Get<PageService>().Address };
            Assert.That(await browser.GetStringAsync("/", token), Does.Contain("coop-1: being cleaned"));
        }

        var births = cloud.Of(MessageKind.NodeBirth).Length;
        await using var again = await StartAsync();
        await cloud.UntilAsync(_ => cloud.Of(MessageKind.NodeBirth).Length > births, token);
        var silent = again.Get<HouseAlarms>().NotForBirds;
        driver.Measure(32);
        await SayOfHouseAsync(new("coop-1", [new(TimeProvider.System.GetUtcNow().AddMinutes(-5), HouseUse.Cleaning), new(TimeProvider.System.GetUtcNow(), HouseUse.Birds)], []));
        await UntilAsync(SirenSounds, token);
        Assert.That(silent, Is.EqualTo(new[] { new HouseInUse("coop-1", HouseUse.Cleaning) }));
    }

    [Test]
    public async Task A_press_of_the_button_silences_the_house_and_reaches_the_cloud_with_a_batch_number_also_after_an_outage(CancellationToken token)
    {
        await using var slave = await ForeignSlave.StartAsync(token);
        using var finger = new ModbusConnection(ModbusSetup.Device(slave.Port), TimeProvider.System);
        await using var agent = await StartAsync(new ButtonOptions(ModbusSetup.Device(slave.Port), ModbusFunction.ReadCoils, 3));
        driver.Measure(31);
        await UntilAsync(SirenSounds, token);
        var alarm = agent.Get<HouseAlarms>().Open.Single().Verdict.Alarm;
        await finger.AskAsync(ModbusFunction.WriteCoil, 3, ModbusRequest.CoilOn, token);
        await UntilAsync(() => !SirenSounds(), token);
        Assert.That(cloud.Messages, Is.Empty, "the cloud is away");

        await cloud.SayAsync(online: true);
        await cloud.UntilAsync(_ => Told(cloud).Any(), token);
        var (message, notice) = Told(cloud).First();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((notice.Alarm, notice.By), Is.EqualTo((alarm, ButtonService.Name)));
            Assert.That(message.Topic.Device, Is.EqualTo("coop-1"));
            Assert.That(message.Batch, Is.Not.Null);
            Assert.That(message.Verdict, Is.EqualTo(SessionVerdict.Accepted));
        }
    }

    [Test]
    public async Task The_page_of_the_house_shows_the_alarm_and_acknowledges_it_but_not_for_another_site(CancellationToken token)
    {
        await using var agent = await StartAsync();
        using var browser = new HttpClient { BaseAddress = agent.Get<PageService>().Address };
        Assert.That(await browser.GetStringAsync("/", token), Does.Contain("No alarm."));
        driver.Measure(31);
        await UntilAsync(SirenSounds, token);
        var id = agent.Get<HouseAlarms>().Open.Single().Verdict.Alarm.ToString();
        Assert.That(await browser.GetStringAsync("/", token), Does.Contain("▲ Too hot").And.Contain("limit 30").And.Contain(id));

        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/acknowledge") { Content = Form(id), Headers = { { "Origin", "http://elsewhere.example" } } };
        using var refused = await browser.SendAsync(foreign, token);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(SirenSounds(), Is.True);

        using var pressed = await browser.PostAsync("/acknowledge", Form(id), token);
        await UntilAsync(() => !SirenSounds(), token);
        Assert.That(pressed.IsSuccessStatusCode, Is.True, "it leads back to the page");
        await UntilAsync(() => agent.Get<HouseAlarms>().Open.Single().Acknowledged is not null, token);
        browser.DefaultRequestHeaders.Add("Accept-Language", "zh-CN,zh");
        Assert.That(await browser.GetStringAsync("/", token), Does.Contain("▲ 过热").And.Contain("已确认：page in the house"));
    }

    [Test]
    public async Task The_siren_is_a_reading_that_is_bad_while_it_does_not_obey(CancellationToken token)
    {
        await cloud.SayAsync(online: true);
        await using var agent = await StartAsync();
        await cloud.UntilAsync(_ => ReadingsOf(cloud, Quantity.Siren).Exists(reading => reading is { Quality: Quality.Good, Value: 0 }), token);
        driver.Measure(31);
        await cloud.UntilAsync(_ => ReadingsOf(cloud, Quantity.Siren).Exists(reading => reading is { Quality: Quality.Good, Value: 1 }), token);
        File.Delete(folder.At("siren"));
        await cloud.UntilAsync(_ => ReadingsOf(cloud, Quantity.Siren).Exists(reading => reading.Quality == Quality.Bad), token);
    }

    private static IEnumerable<(ReceivedMessage Message, AcknowledgementNotice Notice)> Told(FakeCloud cloud) =>
        from message in cloud.Of(MessageKind.DeviceData)
        from metric in message.Payload.Metrics
        where metric.Name == RoostMetrics.Acknowledged
        select (message, AcknowledgementNotice.Parse(metric.Value.Text!)!);

    private static List<Reading> ReadingsOf(FakeCloud cloud, Quantity quantity)
    {
        var readings = new List<Reading>();
        foreach (var message in cloud.Of(MessageKind.DeviceData))
        {
            foreach (var (name, metric) in message.Names.Zip(message.Payload.Metrics))
            {
                if (MetricName.TryParse(name, out var which, out var place) && which == quantity)
                {
                    var quality = metric.Value.IsNull ? Quality.Bad : Quality.Good;
                    readings.Add(new(which, place, DateTimeOffset.FromUnixTimeMilliseconds(metric.TimestampMilliseconds!.Value),
                        metric.Value.TryGetDouble(out var value) ? value : null, quality));
                }
            }
        }

        return readings;
    }

    private Task SayOfHouseAsync(HouseNotice notice) => cloud.CommandAsync(new Metric(RoostMetrics.House, null, null, MetricValue.OfString(notice.ToString())));

    private static FormUrlEncodedContent Form(string alarm) => new([new("alarm", alarm)]);

    private bool SirenSounds() => File.ReadAllText(folder.At("siren")) == "1\n";

    private Task<TestAgent> StartAsync(ButtonOptions? button = null)
    {
        var siren = new SirenOptions(TimeSpan.FromMinutes(10), _ => new FileSiren(folder.At("siren"), isActiveLow: false));
        return TestAgent.StartAsync(broker.Port, folder.At("spool"), null, new AlarmOptions(siren, button, new(new(IPAddress.Loopback, 0))), Rules, driver.Options);
    }
}
