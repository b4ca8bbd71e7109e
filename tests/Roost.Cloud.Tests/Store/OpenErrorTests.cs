using Roost.Cloud.Store;

namespace Roost.Cloud.Tests.Store;

[CancelAfter(60_000)]
internal sealed class OpenErrorTests
{
    private string directory = string.Empty;

    [SetUp]
    public void MakeDirectory() => directory = Directory.CreateTempSubdirectory("roost-store-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(directory, recursive: true);

    [Test]
    public void Rejects_a_directory_that_cannot_be_made(CancellationToken cancellationToken)
    {
        var file = Path.Combine(directory, "file");
        File.WriteAllText(file, "in the way");
        using var store = OpenStore.New(Path.Combine(file, "store"));

        Assert.That(
            () => store.StartAsync(cancellationToken),
            Throws.TypeOf<StoreDirectoryException>()
                .With.Message.Contains($"\"{Path.Combine(file, "store")}\" can't be written").And.Message.Contains("Store:Directory"));
    }

    [Test]
    public async Task Rejects_a_directory_that_another_store_has_open(CancellationToken cancellationToken)
    {
        await using var first = await OpenStore.AtAsync(directory, cancellationToken);
        using var second = OpenStore.New(directory);

        Assert.That(
            () => second.StartAsync(cancellationToken),
            Throws.TypeOf<StoreInUseException>().With.Message.Contains($"\"{directory}\" is in use"));
    }

    [Test]
    public void Rejects_a_file_that_is_no_store(CancellationToken cancellationToken)
    {
        File.WriteAllText(Path.Combine(directory, "telemetry.duckdb"), new string('x', 20_000));
        using var store = OpenStore.New(directory);

        Assert.That(
            () => store.StartAsync(cancellationToken),
            Throws.TypeOf<StoreDamagedException>().With.Message.Contains("telemetry.duckdb"));
    }

    [Test]
    public async Task Rejects_a_damaged_file(CancellationToken cancellationToken)
    {
        await using (var open = await OpenStore.AtAsync(directory, cancellationToken))
        {
            await open.AppendAsync(cancellationToken, OpenStore.Batch(1, OpenStore.Noon, 20));
        }

        var path = Path.Combine(directory, "telemetry.duckdb");
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        bytes.AsSpan(12_288).Fill(0x55);
        await File.WriteAllBytesAsync(path, bytes, cancellationToken);
        using var store = OpenStore.New(directory);

        Assert.That(
            () => store.StartAsync(cancellationToken),
            Throws.TypeOf<StoreDamagedException>().With.Message.Contains("./roost restore BACKUP --Store:Directory " + directory));
    }

    [Test]
    public void Rejects_use_before_it_is_open(CancellationToken cancellationToken)
    {
        using var store = OpenStore.New(directory);

        Assert.That(
            async () => await store.AppendAsync(OpenStore.Batch(1, OpenStore.Noon, 20), cancellationToken),
            Throws.TypeOf<StoreUnavailableException>());
    }

    [TestCase("", "Store:Directory is empty")]
    [TestCase("a\0b", "can't hold these characters")]
    public void Rejects_settings_without_a_usable_directory(string setting, string expected)
    {
        var result = new StoreOptions.Validator().Validate(null, new StoreOptions { Directory = setting });

        Assert.That(result.FailureMessage, Does.Contain(expected));
    }

    [Test]
    public void Rejects_times_to_keep_that_contradict_each_other_all_at_once()
    {
        var options = new StoreOptions
        {
            Directory = "store",
            KeepReadings = TimeSpan.FromHours(3),
            KeepMinutes = TimeSpan.FromHours(2),
            KeepHours = TimeSpan.FromHours(1),
        };

        Assert.That(new StoreOptions.Validator().Validate(null, options).Failures, Is.EqualTo(new[]
        {
            "Store:KeepReadings is 0.13 days, but readings are kept for at least 1 day.",
            "Store:KeepMinutes is 0.08 days, but must be at least as long as Store:KeepReadings, 0.13 days.",
            "Store:KeepHours is 0.04 days, but must be at least as long as Store:KeepMinutes, 0.08 days; leave it out to keep hours for ever.",
        }));
    }
}
