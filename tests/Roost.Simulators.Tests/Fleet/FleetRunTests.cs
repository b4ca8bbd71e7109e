using Roost.Domain.Wire;
using Roost.Simulators.Fleet;
using Roost.Sparkplug;

namespace Roost.Simulators.Tests.Fleet;

/// <summary>Small fleets on a real broker. How much they send in their time is the machine's affair; that nothing is lost is not.</summary>
[CancelAfter(60_000)]
internal sealed class FleetRunTests
{
    private readonly List<string> printed = [];

    [SetUp]
    public void Forget() => printed.Clear();

    [Test]
    public async Task What_the_coops_measure_arrives_once_evenly_and_in_the_standards_order(CancellationToken cancellationToken)
    {
        await using var receiver = await TestReceiver.StartAsync();
        using var run = await CreateAsync(receiver, coops: 5, agents: 2, cancellationToken);
        var report = await run.RunAsync(cancellationToken);

        var batches = receiver.Batches;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Lost, report.Resent, report.Reconnects, report.Strange), Is.EqualTo((0L, 0L, 0L, 0L)));
            Assert.That(report.Acked, Is.EqualTo(report.Measured).And.EqualTo(batches.Count).And.GreaterThan(0));
            Assert.That(batches.Select(batch => batch.Times), Is.All.EqualTo(1));
            Assert.That(batches.Select(batch => batch.Readings.Count), Is.All.EqualTo(3));
            Assert.That(batches.CountBy(batch => batch.Device).Select(coop => coop.Value), Has.Exactly(5).Items.And.All.InRange(batches.Count / 5, (batches.Count / 5) + 1));
            Assert.That(receiver.Faults, Is.Empty);
            Assert.That(report.AckP50Milliseconds, Is.InRange(0.001, report.AckMaxMilliseconds));
        }
    }

    [Test]
    public async Task What_is_lost_behind_the_broker_is_sent_again_until_it_is_acknowledged(CancellationToken cancellationToken)
    {
        await using var receiver = await TestReceiver.StartAsync(loses: message => message is 3 or 4 or 20);
        using var run = await CreateAsync(receiver, coops: 2, agents: 1, cancellationToken);
        var report = await run.RunAsync(cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Lost, report.Acked), Is.EqualTo((0L, (long)receiver.Batches.Count)));
            Assert.That(report.Resent, Is.GreaterThan(0));
        }
    }

    [Test]
    public async Task A_cut_connection_and_a_restarted_broker_cost_no_batch(CancellationToken cancellationToken)
    {
        await using var receiver = await TestReceiver.StartAsync();
        using var run = await CreateAsync(receiver, coops: 6, agents: 3, cancellationToken, runFor: 3);
        var running = run.RunAsync(cancellationToken);
        await UntilAsync(() => receiver.Batches.Count > 20, cancellationToken);
        run.Agents[0].Cut();
        await UntilAsync(() => receiver.Batches.Count > 60, cancellationToken);
        await receiver.RestartAsync();
        var report = await running;

        var batches = receiver.Batches;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Lost, report.HeldBack, report.Strange), Is.EqualTo((0L, 0L, 0L)));
            Assert.That(report.Reconnects, Is.GreaterThanOrEqualTo(4));
            Assert.That(report.Breaks, Is.Not.Empty);
            Assert.That(report.Acked, Is.EqualTo(batches.Count));
            Assert.That(batches.Select(batch => (batch.Device, batch.Readings[0].TimestampMilliseconds)), Is.Unique);
            Assert.That(receiver.Faults, Is.Empty);
        }
    }

    [Test]
    public async Task A_host_that_asks_for_births_gets_them_and_what_is_open_again(CancellationToken cancellationToken)
    {
        await using var receiver = await TestReceiver.StartAsync();
        using var run = await CreateAsync(receiver, coops: 1, agents: 1, cancellationToken, runFor: 3);
        var running = run.RunAsync(cancellationToken);
        await UntilAsync(() => receiver.Batches.Count > 5, cancellationToken);
        await receiver.CommandAsync("agent-00001", NodeMetrics.Rebirth, MetricValue.OfBoolean(true));
        await receiver.CommandAsync("agent-00001", RoostMetrics.Acked, MetricValue.OfUInt64(ulong.MaxValue));
        var report = await running;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Lost, report.Rebirths, report.Strange, report.Reconnects), Is.EqualTo((0L, 1L, 1L, 0L)));
            Assert.That(receiver.Faults, Is.Empty);
        }
    }

    [Test]
    public async Task What_nobody_acknowledges_is_lost_and_said_to_be(CancellationToken cancellationToken)
    {
        var heard = 0;
        await using var receiver = await TestReceiver.StartAsync(loses: message => (heard = message) > 0);
        using var run = await CreateAsync(receiver, coops: 1, agents: 1, cancellationToken);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = run.RunAsync(impatient.Token);
        await UntilAsync(() => Volatile.Read(ref heard) > 0, cancellationToken);
        await impatient.CancelAsync();
        var report = await running;
        Assert.That((report.Acked, report.Lost, report.Measured > 0), Is.EqualTo((0L, report.Measured, true)));
    }

    [Test]
    public async Task At_a_hundred_times_the_speed_no_reading_is_dated_ahead_of_the_receivers_clock(CancellationToken cancellationToken)
    {
        await using var receiver = await TestReceiver.StartAsync();
        using var run = await CreateAsync(receiver, coops: 2, agents: 2, cancellationToken, speed: 100, every: 5_000);
        var report = await run.RunAsync(cancellationToken);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var times = receiver.Batches.Where(batch => batch.Device == "coop-00001").Select(batch => batch.Readings[0].TimestampMilliseconds!.Value).Order().ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Lost, Is.Zero);
            Assert.That(times, Has.All.LessThanOrEqualTo(now));
            Assert.That(times.Zip(times.Skip(1), (one, next) => next - one), Is.Not.Empty.And.All.InRange(4_999, 5_001));
        }
    }

    [Test]
    public async Task At_full_speed_the_acknowledgements_set_the_pace(CancellationToken cancellationToken)
    {
        await using var receiver = await TestReceiver.StartAsync();
        using var run = await CreateAsync(receiver, coops: 4, agents: 2, cancellationToken, speed: null);
        var report = await run.RunAsync(cancellationToken);
        await TestContext.Out.WriteLineAsync($"Measured: {report.AckedReadingsPerSecond:N0} readings/s acknowledged at full speed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Lost, report.Acked), Is.EqualTo((0L, (long)receiver.Batches.Count)));
            Assert.That(receiver.Batches.GroupBy(batch => batch.Device), Has.Exactly(4).Items);
            Assert.That(report.Acked, Is.GreaterThan(2 * 20), "more than two coops at one batch each 50 ms");
        }
    }

    private static async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private Task<FleetRun> CreateAsync(
        TestReceiver receiver, int coops, int agents, CancellationToken cancellationToken, double? speed = 1, int every = 50, double runFor = 1) =>
        FleetRun.CreateAsync(
            new("127.0.0.1", receiver.Port, "fleet", coops, agents, TimeSpan.FromMilliseconds(every), 3, TimeSpan.FromSeconds(runFor), speed, 1, false),
            TimeProvider.System,
            printed.Add,
            cancellationToken);
}
