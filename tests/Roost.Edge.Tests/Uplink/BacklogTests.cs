using Roost.Domain.Wire;
using Roost.Edge.Tests.Spool;
using Roost.Edge.Tests.Testing;
using Roost.Edge.Uplink;
using Roost.Sparkplug;

namespace Roost.Edge.Tests.Uplink;

internal sealed class BacklogTests
{
    private const int Held = 300;

    private TestFolder folder = null!;
    private TestBroker broker = null!;
    private FakeCloud cloud = null!;
    private ulong[] held = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        folder = new();
        broker = await TestBroker.StartAsync();
        cloud = new(broker);
        await using var spool = SpoolTesting.Open(folder.At("spool"));
        held = await Task.WhenAll(Enumerable.Range(0, Held).Select(count => spool.AppendAsync(SpoolTesting.Entry(count), CancellationToken.None).AsTask()));
    }

    [TearDown]
    public async Task TearDownAsync()
    {
        await broker.DisposeAsync();
        folder.Dispose();
    }

    [Test, CancelAfter(60_000)]
    public async Task Live_goes_before_backlog_and_backlog_waits_for_acknowledgements(CancellationToken token)
    {
        var driver = new FakeDriver();
        await cloud.SayAsync(online: true);
        await using var agent = await TestAgent.StartAsync(broker.Port, folder.At("spool"), null, driver.Options);
        await cloud.UntilAsync(_ => cloud.Batches.Length == SendWindow.Size, token);
        Assert.That(cloud.Batches, Is.EqualTo(held[..SendWindow.Size]), "oldest first, one window");

        driver.Measure(20);
        await cloud.UntilAsync(_ => cloud.Batches.Length == SendWindow.Size + 1, token);
        var live = cloud.Of(MessageKind.DeviceData)[^1];
        Assert.That((live.IsHistorical, live.Batch > held[^1]), Is.EqualTo((false, true)), "live does not wait behind the backlog");

        cloud.AcknowledgesAtOnce = true;
        await cloud.AcknowledgeAsync(held[SendWindow.Size - 1]);
        await cloud.UntilAsync(_ => agent.Spool.HeldBatches == 0 || cloud.Batches.Distinct().Count() == Held + 1, token);
        var counts = cloud.Of(MessageKind.DeviceData).Where(message => message.IsHistorical).Select(message => message.Batch!.Value);
        Assert.That(counts, Is.EqualTo(held), "each once, in order");
    }

    [Test, CancelAfter(60_000)]
    public async Task Numbers_that_were_given_up_hold_nobody_up(CancellationToken token)
    {
        // The restart skipped numbers: behind the last held batch there is a hole that no acknowledgement could pass.
        var driver = new FakeDriver();
        cloud.AcknowledgesAtOnce = true;
        await cloud.SayAsync(online: true);
        await using var agent = await TestAgent.StartAsync(broker.Port, folder.At("spool"), null, driver.Options);
        await cloud.UntilAsync(_ => cloud.Batches.Length >= Held, token);
        driver.Measure(20);
        await cloud.UntilAsync(_ => cloud.Of(MessageKind.NodeBirth).Length > 1 && cloud.Batches.Distinct().Count() == Held + 1, token);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (agent.Spool.HeldBatches > 0)
        {
            await timer.WaitForNextTickAsync(token);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cloud.Of(MessageKind.NodeBirth)[^1].Number(RoostMetrics.OldestBatch), Is.GreaterThan(held[^1]));
            Assert.That(cloud.Of(MessageKind.DeviceData).Select(message => message.Verdict), Is.All.EqualTo(SessionVerdict.Accepted));
        }
    }
}
