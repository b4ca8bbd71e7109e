using CsCheck;
using Roost.Edge.Spool;
using Roost.Edge.Tests.Testing;
using static Roost.Edge.Tests.Spool.SpoolTesting;

namespace Roost.Edge.Tests.Spool;

internal sealed class SpoolPropertyTests
{
    /// <summary>What a life of the agent does: appends, how far it is acknowledged, and how much garbage a crash leaves at the end.</summary>
    private sealed record Life(int Appends, double AckedShare, byte[] TornWrite);

    private static readonly Gen<Life> Lives =
        Gen.Select(Gen.Int[0, 40], Gen.Double[0, 1], Gen.Byte.Array[0, 200], (appends, acked, torn) => new Life(appends, acked, torn));

    [Test, CancelAfter(300_000)]
    public async Task Whatever_crashes_nothing_acknowledged_comes_back_and_nothing_else_is_lost() =>
        await Lives.Array[1, 6].SampleAsync(
            async lives =>
            {
                using var folder = new TestFolder();
                var held = new SortedDictionary<ulong, int>();
                var given = 0UL;
                foreach (var life in lives)
                {
                    await using (var spool = Open(folder.Path))
                    {
                        Assert.That(ReadAll(spool).Select(batch => (batch.Number, CountOf(batch))), Is.EqualTo(held.Select(pair => (pair.Key, pair.Value))));
                        for (var count = 0; count < life.Appends; count++)
                        {
                            var number = await spool.AppendAsync(Entry(count), CancellationToken.None);
                            Assert.That(number, Is.GreaterThan(given));
                            held.Add(given = number, count);
                        }

                        if (held.Keys.ElementAtOrDefault((int)(held.Count * life.AckedShare)) is > 0 and var through)
                        {
                            spool.Acknowledge(through);
                            held.Keys.Where(number => number <= through).ToList().ForEach(number => held.Remove(number));
                        }
                    }

                    // A power cut in the middle of a write: something stands behind the last record that was reported as safe.
                    await using var file = File.OpenWrite(Directory.GetFiles(folder.Path, "*.spool").Order().Last());
                    file.Seek(0, SeekOrigin.End);
                    await file.WriteAsync(life.TornWrite);
                }
            },
            iter: 60,
            threads: 1);

    [Test, CancelAfter(300_000)]
    public async Task A_file_cut_at_any_byte_keeps_every_record_before_the_cut() =>
        await Gen.Select(Gen.Int[1, 30], Gen.Double[0, 1]).SampleAsync(
            async (appends, share) =>
            {
                using var folder = new TestFolder();
                var ends = new List<long>();
                string file;
                await using (var spool = Open(folder.Path))
                {
                    file = Directory.GetFiles(folder.Path, "*.spool").Single();
                    for (var count = 0; count < appends; count++)
                    {
                        await spool.AppendAsync(Entry(count), CancellationToken.None);
                        ends.Add(new FileInfo(file).Length);
                    }
                }

                var cut = (long)(ends[^1] * share);
                await using (var stream = File.OpenWrite(file))
                {
                    stream.SetLength(cut);
                }

                await using var again = Open(folder.Path);
                Assert.That(ReadAll(again).Select(CountOf), Is.EqualTo(Enumerable.Range(0, ends.Count(end => end <= cut))));
                var next = await again.AppendAsync(Entry(99), CancellationToken.None);
                Assert.That(again.HeldBatches, Is.EqualTo((ulong)ends.Count(end => end <= cut) + 1));
                Assert.That(next, Is.GreaterThan(0));
            },
            iter: 60,
            threads: 1);

    [Test]
    public void Number_runs_behave_as_a_set() =>
        Gen.Select(Gen.ULong[1, 60].HashSet[0, 40], Gen.ULong[1, 60], Gen.ULong[0, 60], Gen.ULong[0, 62]).Sample((numbers, from, length, above) =>
        {
            var runs = new NumberRuns();
            foreach (var number in numbers.Order())
            {
                Assert.That(runs.TryAdd(number));
            }

            var removed = runs.Remove(from, from + length);
            var kept = numbers.Where(number => number < from || number > from + length).ToList();
            Assert.That(removed, Is.EqualTo((ulong)(numbers.Count - kept.Count)));
            Assert.That(runs.Count, Is.EqualTo((ulong)kept.Count));
            Assert.That(runs.CountAbove(above), Is.EqualTo((ulong)kept.Count(number => number > above)));
            Assert.That(runs.FirstAbove(above), Is.EqualTo(kept.Where(number => number > above).Order().Select(number => (ulong?)number).FirstOrDefault()));
        });
}
