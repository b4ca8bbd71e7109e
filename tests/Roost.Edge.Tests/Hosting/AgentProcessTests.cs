using System.Diagnostics;
using System.Text;
using Roost.Domain.Wire;
using Roost.Edge.Tests.Testing;
using Roost.Sparkplug;

namespace Roost.Edge.Tests.Hosting;

internal sealed class AgentProcessTests
{
    private TestFolder folder = null!;

    [SetUp]
    public void SetUp() => folder = new();

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test, CancelAfter(120_000)]
    public async Task A_wrong_configuration_ends_it_with_sentences_and_code_2(CancellationToken token)
    {
        await File.WriteAllTextAsync(folder.At("edge.yaml"), "farm: f\nagent: a\nbroker: { host: h }\nspool: s\n", token);
        using var agent = Start();
        var output = await agent.StandardError.ReadToEndAsync(token);
        await agent.WaitForExitAsync(token);
        Assert.That((agent.ExitCode, output.TrimEnd()), Is.EqualTo((2, "coops is missing; it must be a list with at least one entry.")));
    }

    [Test, CancelAfter(120_000)]
    public async Task A_spool_that_cannot_be_used_ends_it_with_a_sentence_and_code_2(CancellationToken token)
    {
        await WriteConfigurationAsync(1, "edge.yaml", token);
        using var agent = Start();
        var output = await agent.StandardError.ReadToEndAsync(token);
        await agent.WaitForExitAsync(token);
        Assert.That((agent.ExitCode, output), Is.EqualTo((2, $"spool is \"{folder.At("edge.yaml")}\", but that directory can't be written: {output.Split(": ", 2)[^1]}")));
    }

    [Test, CancelAfter(180_000)]
    public async Task Killed_again_and_again_it_brings_every_line_exactly_once(CancellationToken token)
    {
        const int Lines = 60_000;
        await using var broker = await Mosquitto.StartAsync(folder, token);
        if (broker is null)
        {
            Missing();
        }

        await WriteConfigurationAsync(broker!.Port, "spool", token);
        await WriteLogAsync(Lines, token);
        var cloud = new FakeCloud(broker) { AcknowledgesAtOnce = true };
        await cloud.SayAsync(online: true);
        for (var life = 1; life <= 3; life++)
        {
            // One life may be born more than once: what it has left behind is a reason.
            var births = cloud.Of(MessageKind.NodeBirth).Length;
            using var agent = Start();
            var batches = life * 25;
            await cloud.UntilAsync(_ => cloud.Of(MessageKind.NodeBirth).Length > births && Logged(cloud).Count() >= batches, token);
            agent.Kill();
            await agent.WaitForExitAsync(token);
            await cloud.UntilAsync(_ => cloud.Of(MessageKind.NodeDeath).Length >= life, token);
        }

        var before = cloud.Of(MessageKind.NodeBirth).Length;
        using var last = Start("--stop-with-input");
        await cloud.UntilAsync(_ => cloud.Of(MessageKind.NodeBirth).Length > before && Logged(cloud).Count() >= Lines / 500, token);
        last.StandardInput.Close();
        await last.WaitForExitAsync(token);
        await cloud.UntilAsync(_ => cloud.Of(MessageKind.NodeDeath).Length >= 4, token);
        var values = Logged(cloud)
            .OrderBy(message => message.Batch)
            .SelectMany(message => message.Payload.Metrics.Where(metric => metric.Name != RoostMetrics.Batch))
            .Select(metric => metric.Value.TryGetDouble(out var value) ? (int)value : -1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(last.ExitCode, Is.Zero);
            Assert.That(values, Is.EqualTo(Enumerable.Range(0, Lines)));
            Assert.That(cloud.Of(MessageKind.NodeDeath), Has.Length.EqualTo(4), "three wills and a farewell");
        }
    }

    // The batches of the log; the agent reports on its spool too.
    private static IEnumerable<ReceivedMessage> Logged(FakeCloud cloud) =>
        cloud.Of(MessageKind.DeviceData).Where(message => message.Names.Contains("count/front")).DistinctBy(message => message.Batch);

    private static void Missing()
    {
        const string What = "This test needs mosquitto (Debian: apt-get install mosquitto).";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(What);
        }

        Assert.Ignore(What);
    }

    private Process Start(params string[] more)
    {
        var program = Path.Combine(TestContext.CurrentContext.TestDirectory, "Roost.Edge.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, "--config", folder.At("edge.yaml"), .. more])
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
    }

    private Task WriteConfigurationAsync(int port, string spool, CancellationToken token) => File.WriteAllTextAsync(
        folder.At("edge.yaml"),
        $$"""
        farm: {{TestAgent.Farm}}
        agent: {{TestAgent.Name}}
        broker: { host: 127.0.0.1, port: {{port}} }
        spool: {{spool}}
        coops:
          - coop: coop-1
            devices:
              - driver: controller-log
                file: log.csv
        """,
        token);

    private Task WriteLogAsync(int lines, CancellationToken token)
    {
        var start = new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
        var text = new StringBuilder("time,quantity,place,value\n");
        for (var line = 0; line < lines; line++)
        {
            text.Append($"{start.AddSeconds(line):yyyy-MM-ddTHH:mm:ssZ},count,front,{line}\n");
        }

        return File.WriteAllTextAsync(folder.At("log.csv"), text.ToString(), token);
    }
}
