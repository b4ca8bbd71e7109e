using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Roost.Domain.Wire;
using Roost.Edge.Drivers;
using Roost.Edge.Drivers.ControllerLog;
using Roost.Edge.Spool;
using Roost.Edge.Tests.Spool;
using Roost.Edge.Tests.Testing;
using Roost.Sparkplug;

namespace Roost.Edge.Tests.Drivers.ControllerLog;

internal sealed class ControllerLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    private TestFolder folder = null!;
    private TestLog log = null!;

    [SetUp]
    public void SetUp() => (folder, log) = (new(), new());

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test, CancelAfter(300_000)]
    public async Task Every_line_is_imported_exactly_once_wherever_the_agent_stops()
    {
        const int Lines = 3000;
        WriteLog(Lines);
        await Gen.Int[0, 6].Array[1, 8].SampleAsync(
            async stops =>
            {
                using var spoolFolder = new TestFolder();
                var imported = new List<int>();
                foreach (var batches in stops.Append(int.MaxValue))
                {
                    await using var spool = SpoolTesting.Open(spoolFolder.Path);
                    await ImportAsync(spool, until: () => spool.HeldBatches >= (ulong)batches, Lines);
                    var held = SpoolTesting.ReadAll(spool);
                    Assert.That(held.Select(batch => batch.Kind), Is.All.EqualTo(BatchKind.Backlog));
                    imported.AddRange(held.SelectMany(batch => batch.Readings).Select(reading => (int)reading.Value!.Value));
                    if (held.Count > 0)
                    {
                        spool.Acknowledge(held[^1].Number);
                    }
                }

                Assert.That(imported, Is.EqualTo(Enumerable.Range(0, Lines)));
            },
            iter: 20,
            threads: 1);
    }

    [Test, CancelAfter(60_000)]
    public async Task Bad_lines_are_left_out_and_named()
    {
        await File.WriteAllTextAsync(folder.At("log.csv"), """
            time,quantity,place,value
            2026-03-01T06:00:00Z,count,front,1
            rubbish
            2026-03-01T06:00:01Z,count,front,2

            2999-01-01T00:00:00Z,count,front,3
            2026-03-01T06:00:02Z,count,front,4

            """);
        await using var spool = SpoolTesting.Open(folder.At("spool"));
        await ImportAsync(spool, until: () => spool.PositionOf(Options.Source)?.Line == 7, 4);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SpoolTesting.ReadAll(spool).SelectMany(batch => batch.Readings).Select(reading => reading.Value), Is.EqualTo(new[] { 1, 2, 4 }));
            Assert.That(log.Lines, Has.Some.EndsWith("line 3 does not have the four fields time, quantity, place and value; it is left out"));
            Assert.That(log.Lines, Has.Some.EndsWith("line 6 lies in the future of the agent's clock; it is left out"));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Lines_that_are_added_later_follow_and_an_unfinished_one_waits(CancellationToken token)
    {
        var clock = new FakeTimeProvider(Start.AddDays(1));
        await File.WriteAllTextAsync(folder.At("log.csv"), "2026-03-01T06:00:00Z,count,front,1\n2026-03-01T06:00:00Z,count,front,2", token);
        await using var spool = SpoolTesting.Open(folder.At("spool"));
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(token);
        var running = new ControllerLogWorker(Options, spool, clock, log.For<ControllerLogWorker>()).RunAsync(stopping.Token);
        await UntilAsync(() => spool.HeldBatches == 1, clock: null, token);
        await File.AppendAllTextAsync(folder.At("log.csv"), "0\n2026-03-01T06:00:00Z,count,front,3", token);
        await UntilAsync(() => spool.HeldBatches == 3, clock, token);
        await stopping.CancelAsync();
        await running;
        Assert.That(SpoolTesting.ReadAll(spool).SelectMany(batch => batch.Readings).Select(reading => reading.Value), Is.EqualTo(new[] { 1, 20, 3 }));
    }

    [Test, CancelAfter(120_000)]
    public async Task A_month_of_log_is_imported_sent_and_acknowledged(CancellationToken token)
    {
        const int Lines = 260_000;
        WriteLog(Lines);
        await using var broker = await TestBroker.StartAsync();
        var cloud = new FakeCloud(broker) { AcknowledgesAtOnce = true };
        await cloud.SayAsync(online: true);
        var began = TimeProvider.System.GetTimestamp();
        await using var agent = await TestAgent.StartAsync(broker.Port, folder.At("spool"), null, new LogDeviceOptions(Options));
        const int Batches = Lines / ControllerLogReader.LargestPiece;
        await cloud.UntilAsync(_ => cloud.Of(MessageKind.DeviceData).Length >= Batches, token);
        await UntilAsync(() => agent.Spool.HeldBatches == 0, clock: null, token);
        await TestContext.Out.WriteLineAsync($"Measured: {Lines} lines imported, sent and acknowledged in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.00} s");
        var data = cloud.Of(MessageKind.DeviceData);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Sum(message => message.Payload.Metrics.Count(metric => metric.Name != RoostMetrics.Batch)), Is.EqualTo(Lines));
            Assert.That(data.SelectMany(message => message.Payload.Metrics).Count(metric => metric.IsHistorical), Is.EqualTo(Lines));
            Assert.That(cloud.Messages.Select(message => message.Verdict), Is.All.EqualTo(SessionVerdict.Accepted));
        }
    }

    private ControllerLogOptions Options => new("coop-1", folder.At("log.csv"));

    private static async Task UntilAsync(Func<bool> isSo, FakeTimeProvider? clock, CancellationToken token)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!isSo())
        {
            clock?.Advance(ControllerLogWorker.FollowEvery);
            await timer.WaitForNextTickAsync(token);
        }
    }

    private async Task ImportAsync(DiskSpool spool, Func<bool> until, int lines)
    {
        using var stopping = new CancellationTokenSource();
        var running = new ControllerLogWorker(Options, spool, TimeProvider.System, log.For<ControllerLogWorker>()).RunAsync(stopping.Token);
        await UntilAsync(() => until() || spool.PositionOf(Options.Source)?.Line >= lines + 1, clock: null, CancellationToken.None);
        await stopping.CancelAsync();
        await running;
    }

    private void WriteLog(int lines)
    {
        var text = new StringBuilder("time,quantity,place,value\n");
        for (var line = 0; line < lines; line++)
        {
            text.Append($"{Start.AddSeconds(line):yyyy-MM-ddTHH:mm:ssZ},count,line-{line % 4},{line}\n");
        }

        File.WriteAllText(folder.At("log.csv"), text.ToString());
    }
}
