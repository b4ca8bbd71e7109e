using Roost.Configuration;
using Roost.Domain.Readings;
using Roost.Edge.Configuration;
using Roost.Edge.Spool;
using Roost.Edge.Tests.Testing;
using static Roost.Edge.Tests.Spool.SpoolTesting;

namespace Roost.Edge.Tests.Spool;

internal sealed class DiskSpoolTests
{
    private TestFolder folder = null!;
    private TestLog log = null!;

    [SetUp]
    public void SetUp() => (folder, log) = (new(), new());

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test, CancelAfter(30_000)]
    public async Task What_goes_in_comes_out_the_same(CancellationToken token)
    {
        var at = new DateTimeOffset(2026, 3, 1, 6, 0, 0, 123, TimeSpan.Zero);
        Reading[] readings =
        [
            new(Quantity.Temperature, "front", at, 21.5, Quality.Good),
            new(Quantity.Ammonia, "línea-2", at.AddSeconds(-3), null, Quality.Bad, "No answer."),
            new(Quantity.Temperature, "front", at.AddDays(40), -0.0, Quality.Uncertain, "It is stuck."),
        ];
        await using var spool = Open(folder.Path);
        var number = await spool.AppendAsync(new("coop-7", BatchKind.Backlog, readings), token);
        var batch = ReadAll(spool).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((batch.Number, batch.Coop, batch.Kind), Is.EqualTo((number, "coop-7", BatchKind.Backlog)));
            Assert.That(batch.Readings, Is.EqualTo(readings));
        }
    }

    [Test, CancelAfter(30_000)]
    public async Task Numbers_are_never_given_again_even_after_everything_was_acknowledged_and_the_spool_restarted(CancellationToken token)
    {
        var seen = new HashSet<ulong>();
        for (var life = 0; life < 5; life++)
        {
            await using var spool = Open(folder.Path);
            Assert.That(spool.HeldBatches, Is.Zero);
            for (var count = 0; count < 3; count++)
            {
                var number = await spool.AppendAsync(Entry(count), token);
                Assert.That(seen.Count == 0 || number > seen.Max());
                Assert.That(seen.Add(number));
            }

            spool.Acknowledge(seen.Max());
        }

        Assert.That(Directory.GetFiles(folder.Path, "*.spool"), Has.Length.LessThanOrEqualTo(2), "segments that are done with are deleted");
    }

    [Test, CancelAfter(30_000)]
    public async Task A_restart_brings_back_what_was_not_acknowledged_and_nothing_else(CancellationToken token)
    {
        ulong[] numbers = new ulong[10];
        await using (var spool = Open(folder.Path))
        {
            for (var count = 0; count < numbers.Length; count++)
            {
                numbers[count] = await spool.AppendAsync(Entry(count), token);
            }

            spool.Acknowledge(numbers[3]);
        }

        await using var again = Open(folder.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ReadAll(again).Select(batch => batch.Number), Is.EqualTo(numbers[4..]));
            Assert.That(again.OldestOrNext, Is.EqualTo(numbers[4]));
            Assert.That(again.HeldBatches, Is.EqualTo(6));
        }
    }

    [Test, CancelAfter(30_000)]
    public async Task A_position_outlives_the_readings_it_came_with(CancellationToken token)
    {
        await using (var spool = Open(folder.Path, limitBytes: SpoolOptions.MinimumLimitBytes))
        {
            await spool.AppendAsync(Entry(1, position: new("log", 4711, 99)), token);
            var first = Directory.GetFiles(folder.Path, "*.spool").Single();
            while (File.Exists(first))
            {
                spool.Acknowledge(await spool.AppendAsync(Entry(2, readings: 5000), token));
            }
        }

        await using var again = Open(folder.Path);
        Assert.That(again.PositionOf("log"), Is.EqualTo(new SourcePosition("log", 4711, 99)));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_damaged_record_is_counted_logged_and_passed_over(CancellationToken token)
    {
        await using (var spool = Open(folder.Path))
        {
            for (var count = 0; count < 5; count++)
            {
                await spool.AppendAsync(Entry(count, readings: 20), token);
            }
        }

        var file = Directory.GetFiles(folder.Path, "*.spool").Single();
        var bytes = await File.ReadAllBytesAsync(file, token);
        bytes[bytes.Length / 2] ^= 0x40;
        await File.WriteAllBytesAsync(file, bytes, token);

        await using var again = Open(folder.Path, log);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.DamagedRecords, Is.EqualTo(1));
            Assert.That(log.Lines, Has.Some.Contains("is damaged at byte"));
            Assert.That(ReadAll(again).Select(CountOf), Is.EqualTo(new[] { 0, 1, 3, 4 }));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_full_spool_gives_up_the_oldest_and_says_how_much(CancellationToken token)
    {
        await using var spool = Open(folder.Path, log, SpoolOptions.MinimumLimitBytes);
        var first = await spool.AppendAsync(Entry(0, readings: 1000), token);
        for (var count = 1; count <= 200; count++)
        {
            await spool.AppendAsync(Entry(count, readings: 1000), token);
        }

        var held = ReadAll(spool);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Directory.GetFiles(folder.Path, "*.spool").Sum(file => new FileInfo(file).Length), Is.LessThanOrEqualTo(SpoolOptions.MinimumLimitBytes));
            Assert.That(CountOf(held[^1]), Is.EqualTo(200));
            Assert.That(spool.LostBatches, Is.EqualTo(201 - (ulong)held.Count));
            Assert.That(spool.OldestOrNext, Is.EqualTo(first + spool.LostBatches), "the oldest were given up, without a hole");
            Assert.That(log.Lines, Has.Some.Contains("are given up and will be missing in the cloud"));
        }
    }

    [Test, CancelAfter(30_000)]
    public async Task A_directory_is_for_one_agent()
    {
        await using var spool = Open(folder.Path);
        var refusal = Assert.Throws<SetupException>(() => Open(folder.Path));
        Assert.That(refusal!.Message, Is.EqualTo($"spool is \"{folder.Path}\", but another agent is using that directory; give every agent its own."));
    }

    [Test]
    public void A_directory_that_cannot_be_written_is_refused_with_a_sentence()
    {
        File.WriteAllText(folder.At("file"), "");
        var refusal = Assert.Throws<SetupException>(() => Open(folder.At("file/spool")));
        Assert.That(refusal!.Message, Does.StartWith($"spool is \"{folder.At("file/spool")}\", but that directory can't be written: "));
    }

    [Test, CancelAfter(60_000)]
    public async Task Many_at_once_share_an_fsync(CancellationToken token)
    {
        await using var spool = Open(folder.Path);
        var began = TimeProvider.System.GetTimestamp();
        for (var count = 0; count < 100; count++)
        {
            await spool.AppendAsync(Entry(count), token);
        }

        var alone = TimeProvider.System.GetElapsedTime(began) / 100;
        began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 5000).Select(count => spool.AppendAsync(Entry(count), token).AsTask()));
        var together = TimeProvider.System.GetElapsedTime(began) / 5000;
        await TestContext.Out.WriteLineAsync($"Measured: append and fsync: alone {alone.TotalMilliseconds:0.00} ms, in a crowd {together.TotalMilliseconds:0.000} ms");
        Assert.That(together, Is.LessThan(alone));
    }
}
