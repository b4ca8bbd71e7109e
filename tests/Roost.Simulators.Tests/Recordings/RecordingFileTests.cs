using System.Security.Cryptography;
using CsCheck;
using Roost.Domain.Readings;
using Roost.Simulators.Recordings;

namespace Roost.Simulators.Tests.Recordings;

[CancelAfter(120_000)]
public sealed class RecordingFileTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<double?> Value = Gen.OneOf(
        Gen.Double.Select(value => (double?)value),
        OneOf<double?>(null, double.NaN, double.PositiveInfinity, -0.0, 0.0, double.Epsilon, double.MaxValue, 0.1 + 0.2));

    private static readonly Gen<RecordedReading> Reading =
        from coop in OneOf("coop-1", "鸡舍 1号", "Stall Süd", "a'b\"c", "x*[1]?")
        from quantity in OneOf("temperature", "relative-humidity", "of-a-newer-roost")
        from place in OneOf("front", "前", "línea_2")
        from milliseconds in Gen.Long[0, 20]
        from value in Value
        from quality in Gen.Enum<Quality>()
        from reason in OneOf<string?>(null, "", "断线", "It says \"no\", twice,\nand '; DROP TABLE reading", new string('长', 400))
        select new RecordedReading(coop, quantity, place, Noon.AddMilliseconds(milliseconds), value, quality, reason);

    [Test]
    public async Task What_is_written_reads_back_and_any_order_gives_the_same_bytes(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var round = 0;
        await Gen.Select(Reading.Array[0, 60], Gen.Int).SampleAsync(
            async (readings, seed) =>
            {
                var name = folder.At($"recording 'of' [{Interlocked.Increment(ref round)}]*");
                var shuffled = readings.ToArray();
                new Random(seed).Shuffle(shuffled);
                await WriteAsync(name, readings, cancellationToken);
                await WriteAsync(name + "shuffled", shuffled, cancellationToken);

                var recording = await Recording.OpenAsync(name, cancellationToken);
                using var reader = new RecordingReader(recording, Selection.All);
                var read = reader.Readings().ToList();

                Assert.That(Hash(name), Is.EqualTo(Hash(name + "shuffled")), "equal content, equal bytes");
                Assert.That(read.Select(Bits).Order(), Is.EqualTo(readings.Select(reading => Bits(reading.Normal())).Order()), "bit by bit");
                Assert.That(read.Select(reading => reading.TakenAt), Is.Ordered);
                Assert.That(recording.Manifest.Coops.Sum(coop => coop.Readings), Is.EqualTo(readings.Length));
            },
            iter: 60);
    }

    [Test]
    public void A_reading_in_its_normal_form_stays_as_it_is() => Reading.Sample(reading =>
    {
        var normal = reading.Normal();
        Assert.That(normal.Normal(), Is.EqualTo(normal));
        Assert.That(normal.Value is null, Is.EqualTo(normal.Quality == Quality.Bad));
        Assert.That(normal.Reason is null, Is.EqualTo(normal.Quality == Quality.Good));
        Assert.That(normal.Reason?.Length ?? 0, Is.LessThanOrEqualTo(300));
    });

    [Test]
    public async Task Coops_quantities_and_times_can_be_chosen(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var all = from coop in (string[])["a", "b"]
                  from quantity in (string[])["temperature", "water"]
                  from second in Enumerable.Range(0, 5)
                  select new RecordedReading(coop, quantity, "x", Noon.AddSeconds(second), second, Quality.Good, null);
        await WriteAsync(folder.At("r"), [.. all], cancellationToken);
        var recording = await Recording.OpenAsync(folder.At("r"), cancellationToken);

        using var reader = new RecordingReader(recording, new(["b"], ["water"], Noon.AddSeconds(1), Noon.AddSeconds(3)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Readings().Select(reading => (reading.Coop, reading.Quantity, reading.Value)), Is.EqualTo(new (string, string, double?)[] { ("b", "water", 1), ("b", "water", 2) }));
            Assert.That(reader.Extent(), Is.EqualTo(new RecordedExtent(2, 2, Noon.AddSeconds(1), Noon.AddSeconds(2))));
            Assert.That(reader.Series(), Is.EqualTo(new[] { new RecordedSeries("b", "water", "x", 2, 0, 1, 2) }));
        }
    }

    [Test]
    public async Task A_damaged_file_is_one_clear_sentence(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var name = folder.At("r");
        await WriteAsync(name, [new("a", "temperature", "x", Noon, 1, Quality.Good, null)], cancellationToken);
        var path = Path.Combine(name, "readings.parquet");
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, cancellationToken);

        Assert.That(
            async () => await Recording.OpenAsync(name, cancellationToken),
            Throws.InstanceOf<RecordingException>().With.Message.EqualTo(
                $"The recording \"{name}\" is damaged: its file readings.parquet is not the one that was written; copy or record it again."));
    }

    [TestCase("{ \"format\": 2, \"everything\": \"else\" }", "has format 2, but this Roost knows only up to 1: use the newer Roost that wrote it.")]
    [TestCase("{", "is damaged: its manifest.json can't be understood")]
    [TestCase("{ \"format\": 1 }", "is damaged: its manifest.json can't be understood")]
    [TestCase(null, "is no recording: it has no manifest.json.")]
    public async Task Rejects_what_is_no_recording_or_a_newer_one(string? manifest, string sentence)
    {
        using var folder = new TemporaryFolder();
        if (manifest is not null)
        {
            await File.WriteAllTextAsync(folder.At("manifest.json"), manifest);
        }

        Assert.That(
            async () => await Recording.OpenAsync(folder.Path, CancellationToken.None),
            Throws.InstanceOf<RecordingException>().With.Message.Contains(sentence).And.Message.Not.Contains("\n"));
    }

    [TestCase("../outside.parquet")]
    [TestCase("/etc/passwd")]
    [TestCase("..")]
    public async Task Rejects_parts_that_lie_elsewhere(string file)
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder.At("r"), [], CancellationToken.None);
        var manifest = Manifest.Read(folder.At("r"));
        (manifest with { Parts = [manifest.Parts[0] with { File = file }] }).Write(folder.At("r"));

        Assert.That(() => Manifest.Read(folder.At("r")), Throws.InstanceOf<RecordingException>().With.Message.Contains("does not lie in it"));
    }

    [Test]
    public void Rejects_a_directory_that_holds_something()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("kept"), "");
        Assert.That(() => RecordingWriter.Create(folder.Path), Throws.InstanceOf<RecordingException>().With.Message.Contains("holds something already"));
    }

    [Test]
    public void What_was_not_finished_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        using (var writer = RecordingWriter.Create(folder.At("r")))
        {
            writer.Add(new("a", "temperature", "x", Noon, 1, Quality.Good, null));
        }

        Assert.That(Directory.Exists(folder.At("r")), Is.False);
    }

    private static Gen<T> OneOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);

    internal static async Task WriteAsync(string name, IReadOnlyList<RecordedReading> readings, CancellationToken cancellationToken)
    {
        using var writer = RecordingWriter.Create(name);
        foreach (var reading in readings)
        {
            writer.Add(reading);
        }

        await writer.FinishAsync("farm", "Asia/Shanghai", Noon, Noon.AddHours(1), [], cancellationToken);
    }

    internal static string Hash(string name) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(name, "readings.parquet"))));

    private static string Bits(RecordedReading reading) => string.Join(
        '|',
        reading.TakenAt.ToUnixTimeMilliseconds(),
        reading.Coop,
        reading.Quantity,
        reading.Place,
        reading.Value is { } value ? BitConverter.DoubleToInt64Bits(value) : null,
        reading.Quality,
        reading.Reason);
}
