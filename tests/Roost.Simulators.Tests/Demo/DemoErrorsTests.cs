using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Roost.Simulators.Demo;

namespace Roost.Simulators.Tests.Demo;

/// <summary>What keeps a demo from starting is told in one sentence, before anything is started.</summary>
public sealed class DemoErrorsTests
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void MakeBuild()
    {
        folder = new TemporaryFolder();
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        foreach (var program in (string[])["Roost.Cloud", "Roost.Edge"])
        {
            Directory.CreateDirectory(folder.At("bin", program, configuration));
            File.WriteAllText(folder.At("bin", program, configuration, $"{program}.dll"), "not started in these tests");
        }
    }

    [TearDown]
    public void RemoveBuild() => folder.Dispose();

    [TestCase("--port x", "--port takes a whole number from 0 to 65535, not \"x\".")]
    [TestCase("--port 70000", "--port takes a whole number from 0 to 65535, not \"70000\".")]
    [TestCase("--coops 0", "--coops takes a whole number from 1 to 60, not \"0\".")]
    [TestCase("--coops 1.5", "--coops takes a whole number from 1 to 60, not \"1.5\".")]
    [TestCase("--coops 61", "--coops takes a whole number from 1 to 60, not \"61\".")]
    [TestCase("--speed 0", "--speed takes a number from 0.1 to 1000, not \"0\".")]
    [TestCase("--speed NaN", "--speed takes a number from 0.1 to 1000, not \"NaN\".")]
    [TestCase("--seed -1", "--seed takes a whole number from 0 to 18446744073709551615, not \"-1\".")]
    public void Rejects_a_number_out_of_range(string arguments, string sentence)
    {
        var parsed = new RootCommand { DemoCommand.Create() }.Parse($"demo {arguments}");
        Assert.That(parsed.Errors.Select(error => error.Message), Is.EqualTo((string[])[sentence]));
    }

    [TestCase("--coops 60 --speed 0.5 --seed 18446744073709551615 --port 0")]
    [TestCase("")]
    public void Accepts_numbers_within_their_range(string arguments) =>
        Assert.That(new RootCommand { DemoCommand.Create() }.Parse($"demo {arguments}").Errors, Is.Empty);

    [Test, CancelAfter(10_000)]
    public async Task Rejects_a_video_that_is_not_there(CancellationToken cancellationToken)
    {
        var sentence = await SentenceAsync(Options() with { Video = "/nowhere/clip.mp4" }, cancellationToken);
        Assert.That(sentence, Is.EqualTo("There is no video file \"/nowhere/clip.mp4\"."));
    }

    [Test, CancelAfter(10_000)]
    public async Task Rejects_a_port_in_use(CancellationToken cancellationToken)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var sentence = await SentenceAsync(Options() with { Port = port }, cancellationToken);
        Assert.That(sentence, Is.EqualTo($"Port {port} is in use; choose another with --port."));
    }

    [Test, CancelAfter(10_000)]
    public async Task Rejects_a_folder_that_can_not_be_written_to(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(folder.At("file"), "", cancellationToken);
        var sentence = await SentenceAsync(Options() with { Data = folder.At("file", "data") }, cancellationToken);
        Assert.That(sentence, Is.EqualTo($"The data folder \"{folder.At("file", "data")}\" can't be written to; choose another with --data."));
    }

    [Test, CancelAfter(10_000)]
    public async Task Rejects_a_folder_that_another_demo_uses(CancellationToken cancellationToken)
    {
        using var other = new DemoFolder(folder.At("data"));
        var sentence = await SentenceAsync(Options(), cancellationToken);
        Assert.That(sentence, Does.StartWith("Another demo uses the data folder"));
    }

    [Test, CancelAfter(10_000)]
    public async Task Rejects_another_seed_than_the_folders(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.At("data"));
        DemoState.First(7, TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch).Write(folder.At("data", "demo.json"));
        var sentence = await SentenceAsync(Options() with { Seed = 8 }, cancellationToken);
        Assert.That(sentence, Does.Contain("holds a farm with seed 7, not 8"));
    }

    [Test, CancelAfter(10_000)]
    public async Task Rejects_a_build_without_the_cloud(CancellationToken cancellationToken)
    {
        Directory.Delete(folder.At("bin", "Roost.Cloud"), recursive: true);
        var sentence = await SentenceAsync(Options(), cancellationToken);
        Assert.That(sentence, Does.Contain("Roost.Cloud.dll").And.Contain("./roost build"));
    }

    [Test]
    public void A_folder_that_a_demo_has_left_can_be_used_again()
    {
        new DemoFolder(folder.At("data")).Dispose();
        Assert.That(() => new DemoFolder(folder.At("data")).Dispose(), Throws.Nothing);
    }

    private DemoOptions Options() => new(0, 2, null, 1, folder.At("data"), null, folder.At("bin"));

    private async Task<string> SentenceAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var problem = await Assert.ThrowsAsync<DemoException>(
            () => DemoRun.RunAsync(options, TimeProvider.System, output, errors, cancellationToken));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.ToString(), Is.Empty);
            Assert.That(errors.ToString(), Is.Empty);
            Assert.That(problem!.Message, Does.Not.Contain('\n'));
            Assert.That(folder.At("data", "logs", "cloud.log"), Does.Not.Exist, "nothing was started");
        }

        return problem!.Message;
    }
}
