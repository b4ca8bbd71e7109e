using System.CommandLine;
using System.IO.Pipelines;
using System.Text.Json;
using Roost.Simulators.Coop;

namespace Roost.Simulators.Tests.Coop;

[CancelAfter(60_000)]
internal sealed class CoopCommandTests
{
    [Test]
    public async Task A_scenario_is_seen_through_every_wire_and_goes_on_in_time(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe();
        await using var output = new StreamWriter(pipe.Writer.AsStream());
        using var input = new StreamReader(pipe.Reader.AsStream());
        var port = FreePort.Next();
        var running = CoopCommand.Create()
            .Parse(["fan-failure-all", "--modbus", "0", "--http", $"{port}", "--sysfs", folder.Path, "--skip", "1d", "--speed", "600"])
            .InvokeAsync(new InvocationConfiguration { Output = output }, stopping.Token);
        var line = await input.ReadLineAsync(cancellationToken);
        Assert.That(line, Does.StartWith("All fans stand still (fan-failure-all), from day 38, 00:00, speed 600: Modbus TCP 127.0.0.1:"));

        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        var first = await TimeAsync(http, cancellationToken);
        while (await TimeAsync(http, cancellationToken) < first + TimeSpan.FromMinutes(5))
        {
            await Task.Yield();
        }

        Assert.That(Directory.GetDirectories(Path.Combine(folder.Path, "bus", "w1", "devices")), Has.Length.EqualTo(4));
        await stopping.CancelAsync();
        Assert.That(await running, Is.Zero);
    }

    [TestCase("heat-wave", "Nobody could see the coop: give it at least one of --modbus, --http, --mqtt, --camera and --sysfs.")]
    [TestCase("heatwave --modbus 0", "There is no scenario and no file \"heatwave\"")]
    [TestCase("heat-wave --sysfs /dev/null/sys", "The folder of --sysfs can't be written")]
    [TestCase("fan-failure-one --modbus 0 --skip 30d", "--skip leaves nothing of fan-failure-one: it takes 3 days.")]
    [TestCase("heat-wave --mqtt 127.0.0.1:1", "The broker of --mqtt does not answer")]
    public async Task What_can_not_be_is_said_in_one_sentence(string arguments, string sentence, CancellationToken cancellationToken)
    {
        await using var error = new StringWriter();
        var code = await CoopCommand.Create().Parse(arguments.Split(' ')).InvokeAsync(new InvocationConfiguration { Error = error }, cancellationToken);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(error.ToString(), Does.StartWith(sentence));
        Assert.That(error.ToString().Trim(), Does.Not.Contain('\n'));
    }

    [TestCase("heat-wave --mqtt nowhere", "--mqtt takes HOST:PORT with a port from 1 to 65535, such as 127.0.0.1:1883, not \"nowhere\".")]
    [TestCase("heat-wave --skip soon", "--skip takes a duration from 10s to 700d, such as 10s or 5m, not \"soon\".")]
    public void Rejects_options_that_make_no_sense(string arguments, string sentence) => Assert.That(
        CoopCommand.Create().Parse(arguments.Split(' ')).Errors.Select(error => error.Message), Is.EqualTo(new[] { sentence }));

    private static async Task<DateTimeOffset> TimeAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var answer = JsonDocument.Parse(await http.GetStringAsync("/sensors/temperature/front", cancellationToken));
        return answer.RootElement.GetProperty("time").GetDateTimeOffset();
    }
}
