using Microsoft.Extensions.Time.Testing;
using Roost.Domain.Readings;
using Roost.Domain.Wire;
using Roost.Edge.Tests.Testing;
using Roost.Edge.Uplink;
using Roost.Sparkplug;

namespace Roost.Edge.Tests.Uplink;

internal sealed class UplinkTests
{
    private TestFolder folder = null!;
    private TestBroker broker = null!;
    private FakeCloud cloud = null!;
    private FakeDriver driver = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        folder = new();
        broker = await TestBroker.StartAsync();
        cloud = new(broker);
        driver = new();
    }

    [TearDown]
    public async Task TearDownAsync()
    {
        await broker.DisposeAsync();
        folder.Dispose();
    }

    [Test, CancelAfter(60_000)]
    public async Task An_agent_is_born_as_Sparkplug_says_and_sends_what_it_measures(CancellationToken token)
    {
        await cloud.SayAsync(online: true);
        await using var agent = await StartAsync();
        await cloud.UntilAsync(_ => cloud.Of(MessageKind.DeviceBirth).Length == 1, token);
        driver.Measure(21.5);
        driver.Measure(new Reading(Quantity.Temperature, "front", TimeProvider.System.GetUtcNow(), null, Quality.Bad, "No answer."));
        await cloud.UntilAsync(_ => cloud.Batches.Length == 2, token);

        var (node, device) = (cloud.Of(MessageKind.NodeBirth).Single(), cloud.Of(MessageKind.DeviceBirth).Single());
        var (good, bad) = (cloud.Of(MessageKind.DeviceData)[0], cloud.Of(MessageKind.DeviceData)[1]);
        var born = device.Payload.Metrics.Single(metric => metric.Name == "temperature/front");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Topic.ToString(), Is.EqualTo("spBv1.0/test-farm/NBIRTH/agent-1"));
            Assert.That(node.Names, Is.EquivalentTo(new[] { NodeMetrics.BirthDeathSequence, NodeMetrics.Rebirth, RoostMetrics.OldestBatch }));
            Assert.That(node.Number(RoostMetrics.OldestBatch), Is.EqualTo(good.Batch));
            Assert.That(device.Topic.Device, Is.EqualTo("coop-1"));
            Assert.That((born.Name, born.Value.Type, born.Value.IsNull), Is.EqualTo(("temperature/front", MetricType.Double, true)));
            Assert.That(born.Property(RoostMetrics.UnitProperty)!.Value.Text, Is.EqualTo("°C"));
            Assert.That(born.Property(RoostMetrics.PeriodProperty)!.Value, Is.EqualTo(MetricValue.OfDouble(10)));
            Assert.That(cloud.Messages.Select(message => message.Payload.Sequence), Is.EqualTo(new ulong[] { 0, 1, 2, 3 }));
            Assert.That(cloud.Messages.Select(message => message.Verdict), Is.All.EqualTo(SessionVerdict.Accepted));
            Assert.That(good.Names, Is.EqualTo(new[] { RoostMetrics.Batch, "temperature/front" }));
            Assert.That(good.Payload.Metrics[1].Value, Is.EqualTo(MetricValue.OfDouble(21.5)));
            Assert.That(good.Payload.Metrics[1].Properties, Is.Null.Or.Empty);
            Assert.That(good.IsHistorical, Is.False);
            Assert.That(bad.Payload.Metrics[1].Value.IsNull);
            Assert.That(bad.Payload.Metrics[1].Property(RoostMetrics.QualityProperty), Is.EqualTo(MetricValue.OfInt32(0)));
            Assert.That(bad.Payload.Metrics[1].Property(RoostMetrics.ReasonProperty)!.Value.Text, Is.EqualTo("No answer."));
            Assert.That(bad.Batch, Is.EqualTo(good.Batch + 1));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Nothing_is_sent_while_the_cloud_is_away_and_all_of_it_as_history_when_it_comes(CancellationToken token)
    {
        await using var agent = await StartAsync();
        driver.Measure(20);
        driver.Measure(21);
        await UntilAsync(() => agent.Spool.HeldBatches == 2, token);
        Assert.That(cloud.Messages, Is.Empty);

        await cloud.SayAsync(online: true);
        await cloud.UntilAsync(_ => cloud.Batches.Length == 2, token);
        driver.Measure(22);
        await cloud.UntilAsync(_ => cloud.Batches.Length == 3, token);
        await cloud.SayAsync(online: false);
        driver.Measure(23);
        await UntilAsync(() => agent.Spool.HeldBatches == 4, token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cloud.Of(MessageKind.DeviceData).Select(message => message.IsHistorical), Is.EqualTo(new[] { true, true, false }));
            Assert.That(cloud.Batches, Is.Ordered);
            Assert.That(cloud.Of(MessageKind.DeviceBirth).Single().Payload.Metrics.Single(metric => metric.Name == "temperature/front").Value, Is.EqualTo(MetricValue.OfDouble(21)));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_rebirth_on_command_brings_what_is_unacknowledged_again(CancellationToken token)
    {
        await cloud.SayAsync(online: true);
        await using var agent = await StartAsync();
        driver.Measure(20);
        driver.Measure(21);
        await cloud.UntilAsync(_ => cloud.Batches.Length == 2, token);
        var sent = cloud.Batches;
        await cloud.AcknowledgeAsync(sent[0]);
        await cloud.AskForRebirthAsync();
        await cloud.UntilAsync(_ => cloud.Batches.Length == 3, token);
        var births = cloud.Of(MessageKind.NodeBirth);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(births, Has.Length.EqualTo(2));
            Assert.That(births[1].Payload.Sequence, Is.Zero);
            Assert.That(births[1].Number(NodeMetrics.BirthDeathSequence), Is.EqualTo(births[0].Number(NodeMetrics.BirthDeathSequence)));
            Assert.That(births[1].Number(RoostMetrics.OldestBatch), Is.EqualTo(sent[1]));
            Assert.That(cloud.Batches[2], Is.EqualTo(sent[1]));
            Assert.That(cloud.Of(MessageKind.DeviceData)[2].IsHistorical);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_cut_wire_leaves_a_will_and_the_same_batches_come_again(CancellationToken token)
    {
        await using var wire = new CuttableWire(broker.Port);
        await cloud.SayAsync(online: true);
        await using var agent = await StartAsync(wire.Port);
        await cloud.UntilAsync(_ => cloud.Of(MessageKind.DeviceBirth).Length == 1, token);
        driver.Measure(20);
        await cloud.UntilAsync(_ => cloud.Batches.Length == 1, token);
        wire.Cut();
        driver.Measure(21);
        await cloud.UntilAsync(_ => cloud.Of(MessageKind.NodeDeath).Length == 1, token);
        wire.Mend();
        await cloud.UntilAsync(_ => cloud.Batches.Distinct().Count() == 2 && cloud.Batches.Count(batch => batch == cloud.Batches[0]) == 2, token);
        var births = cloud.Of(MessageKind.NodeBirth);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cloud.Of(MessageKind.NodeDeath)[0].Number(NodeMetrics.BirthDeathSequence), Is.EqualTo(births[0].Number(NodeMetrics.BirthDeathSequence)));
            Assert.That(births[^1].Number(NodeMetrics.BirthDeathSequence), Is.GreaterThan(births[0].Number(NodeMetrics.BirthDeathSequence)!.Value));
            Assert.That(cloud.Messages.Select(message => message.Verdict), Is.All.EqualTo(SessionVerdict.Accepted));
            Assert.That(cloud.Of(MessageKind.DeviceData)[1..].Select(message => message.IsHistorical), Is.All.True);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_stop_says_farewell_and_a_restart_sends_what_was_not_acknowledged(CancellationToken token)
    {
        await cloud.SayAsync(online: true);
        await using (var agent = await StartAsync())
        {
            driver.Measure(20);
            driver.Measure(21);
            await cloud.UntilAsync(_ => cloud.Batches.Length == 2, token);
            await cloud.AcknowledgeAsync(cloud.Batches[0]);
            await UntilAsync(() => agent.Spool.HeldBatches == 1, token);
        }

        Assert.That(cloud.Messages[^1].Topic.Kind, Is.EqualTo(MessageKind.NodeDeath));
        await using var again = await StartAsync();
        await cloud.UntilAsync(_ => cloud.Batches.Length == 3, token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cloud.Of(MessageKind.NodeDeath), Has.Length.EqualTo(1), "the broker dropped the will");
            Assert.That(cloud.Batches[2], Is.EqualTo(cloud.Batches[1]));
            Assert.That(cloud.Of(MessageKind.DeviceData)[2].IsHistorical);
            Assert.That(cloud.Of(MessageKind.NodeBirth)[1].Number(RoostMetrics.OldestBatch), Is.EqualTo(cloud.Batches[1]));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Garbage_and_impossible_acknowledgements_change_nothing(CancellationToken token)
    {
        await cloud.SayAsync(online: true);
        await using var agent = await StartAsync();
        driver.Measure(20);
        await cloud.UntilAsync(_ => cloud.Batches.Length == 1, token);
        await cloud.AcknowledgeAsync(ulong.MaxValue);

        // The agent may hear it only when the next batch is out: of that it would be true.
        await cloud.AcknowledgeAsync(cloud.Batches[0] + 2);
        await cloud.SendCommandAsync([0xFF, 0xFF, 0xFF, 0x00, 0x12]);
        await cloud.SendCommandAsync([]);
        await cloud.CommandAsync(new Metric(RoostMetrics.Acked, null, null, MetricValue.OfString("everything")));
        await broker.SendAsync(HostState.TopicOf("roost"), "no state"u8.ToArray());
        driver.Measure(21);
        await cloud.UntilAsync(_ => cloud.Batches.Length == 2, token);
        Assert.That(agent.Spool.HeldBatches, Is.EqualTo(2));
        await cloud.AcknowledgeAsync(cloud.Batches[1]);
        await UntilAsync(() => agent.Spool.HeldBatches == 0, token);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_flood_of_garbage_is_told_once_a_minute_with_what_was_left_out(CancellationToken token)
    {
        const int Garbage = 200;
        using var ignored = new IgnoredCount();
        var machine = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await cloud.SayAsync(online: true);
        await using var agent = await TestAgent.StartAsync(broker.Port, folder.At("spool"), machine, driver.Options);
        await cloud.UntilAsync(_ => cloud.Of(MessageKind.DeviceBirth).Length == 1, token);
        for (var message = 0; message < Garbage; message++)
        {
            await cloud.SendCommandAsync([0xFF, 0xFF, 0xFF, 0x00, 0x12]);
            await cloud.AcknowledgeAsync(ulong.MaxValue);
        }

        await UntilAsync(() => ignored.Count >= 2 * Garbage, token);
        var first = Told();
        machine.Advance(TimeSpan.FromMinutes(1));
        await cloud.SendCommandAsync([0xFF]);
        await UntilAsync(() => Told().Length == 2, token);

        Assert.That(first, Has.Length.EqualTo(1));
        Assert.That(Told()[1], Does.Contain($"({(2 * Garbage) - 1} more since"));

        string[] Told() => [.. agent.Log.Lines.Where(line => line.Contains(" is ignored: ", StringComparison.Ordinal))];
    }

    [Test, CancelAfter(60_000)]
    public async Task What_is_not_acknowledged_in_time_goes_again(CancellationToken token)
    {
        var machine = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await cloud.SayAsync(online: true);
        await using var agent = await TestAgent.StartAsync(broker.Port, folder.At("spool"), machine, driver.Options);
        await cloud.UntilAsync(_ => cloud.Of(MessageKind.DeviceBirth).Length == 1, token);
        driver.Measure(20);
        await cloud.UntilAsync(_ => cloud.Batches.Length == 1, token);
        machine.Advance(SendWindow.AckTimeout - TimeSpan.FromSeconds(1));
        driver.Measure(21);
        await cloud.UntilAsync(_ => cloud.Batches.Length == 2, token);
        machine.Advance(TimeSpan.FromSeconds(1));
        await cloud.UntilAsync(_ => cloud.Batches.Length == 4, token);
        var batches = cloud.Batches;
        Assert.That((batches[2], batches[3]), Is.EqualTo((batches[0], batches[1])));
    }

    [Test, CancelAfter(60_000), Timed]
    public async Task A_change_is_on_the_wire_in_a_moment_though_it_is_on_disk_before(CancellationToken token)
    {
        const int Changes = 200;
        cloud.AcknowledgesAtOnce = true;
        await cloud.SayAsync(online: true);
        await using var agent = await StartAsync();
        await cloud.UntilAsync(_ => cloud.Of(MessageKind.DeviceBirth).Length == 1, token);
        var moments = new List<double>();
        for (var change = 1; change <= Changes; change++)
        {
            var began = TimeProvider.System.GetTimestamp();
            driver.Measure(change);
            await cloud.UntilAsync(_ => cloud.Batches.Length == change, token);
            moments.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        moments.Sort();
        await TestContext.Out.WriteLineAsync($"Measured: from sensor to broker: p50 {moments[Changes / 2]:0.0} ms, p99 {moments[Changes * 99 / 100]:0.0} ms");
        Assert.That(moments[Changes / 2], Is.LessThan(500));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_test_of_the_alarm_chain_goes_the_way_of_a_sample(CancellationToken token)
    {
        await cloud.SayAsync(online: true);
        await using var agent = await StartAsync();
        await cloud.UntilAsync(_ => cloud.Of(MessageKind.DeviceBirth).Length == 1, token);
        await cloud.CommandAsync(new Metric(RoostMetrics.ChainTest, null, null, MetricValue.OfUInt64(7)));
        await cloud.UntilAsync(_ => cloud.Batches.Length == 1, token);

        var (born, data) = (cloud.Of(MessageKind.DeviceBirth).Single(), cloud.Of(MessageKind.DeviceData).Single());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(born.Names, Does.Contain("chain-test/agent-1"));
            Assert.That(data.Names, Is.EqualTo(new[] { RoostMetrics.Batch, "chain-test/agent-1" }));
            Assert.That(data.Payload.Metrics[1].Value, Is.EqualTo(MetricValue.OfDouble(7)));
            Assert.That(data.Topic.Device, Is.EqualTo("coop-1"));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Previews_go_when_there_is_a_connection(CancellationToken token)
    {
        var seen = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        broker.Published += (topic, payload) =>
        {
            if (topic == "roost/test-farm/agent-1/coop-1/camera/camera-1")
            {
                seen.TrySetResult(payload);
            }
        };
        await cloud.SayAsync(online: true);
        await using var agent = await StartAsync();
        var picture = new PreviewPicture(new("test-farm", "agent-1", "coop-1", "camera-1"), new byte[] { 0xFF, 0xD8 });
        agent.Get<PreviewOutbox>().Offer(picture);
        await cloud.UntilAsync(_ => cloud.Of(MessageKind.DeviceBirth).Length == 1, token);
        agent.Get<PreviewOutbox>().Offer(picture);
        Assert.That(await seen.Task.WaitAsync(token), Is.EqualTo(new byte[] { 0xFF, 0xD8 }));
    }

    /// <summary>Waits for something in this process that tells nobody when it changes.</summary>
    private static async Task UntilAsync(Func<bool> isSo, CancellationToken token)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!isSo())
        {
            await timer.WaitForNextTickAsync(token);
        }
    }

    private Task<TestAgent> StartAsync(int? port = null) => TestAgent.StartAsync(port ?? broker.Port, folder.At("spool"), null, driver.Options);
}
