using System.Diagnostics;
using System.Globalization;
using Roost.Alarms.Evaluation;
using Roost.Edge.Configuration;
using Roost.Edge.LocalAlarms;
using Roost.Edge.Tests.Drivers.Modbus;
using Roost.Edge.Tests.Testing;
using Roost.Simulators.Modbus;
using static Roost.Edge.Tests.LocalAlarms.AlarmSetup;

namespace Roost.Edge.Tests.LocalAlarms;

/// <summary>The real agent as a process, without a cloud and without a broker.</summary>
internal sealed class KilledAgentTests
{
    private readonly RegisterBank house = new();
    private TestFolder folder = null!;

    [SetUp]
    public void SetUp() => folder = new();

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test, CancelAfter(180_000), Timed]
    public async Task A_power_cut_sounds_the_siren_without_a_cloud_and_the_same_alarm_again_after_a_kill(CancellationToken token)
    {
        house.SetInput(0, 1);
        await using var device = await ModbusSetup.ServeAsync(house, 0, token);
        await WriteConfigurationAsync(device.Port, token);
        using var agent = Start();
        await UntilAsync(() => device.RequestCount > 3, token);
        Assert.That(File.Exists(folder.At("pid")), Is.False, "nothing is wrong yet");

        var cut = Stopwatch.GetTimestamp();
        house.SetInput(0, 0);
        var siren = await SirenTests.PidAsync(folder, token);
        var heard = Stopwatch.GetElapsedTime(cut);
        await UntilAsync(() => Verdicts().Count == 1, token);
        var before = Verdicts().Single();

        agent.Kill();
        await agent.WaitForExitAsync(token);
        await UntilAsync(() => !SirenTests.IsRunning(siren), token);
        File.Delete(folder.At("pid"));

        var restart = Stopwatch.GetTimestamp();
        using var next = Start("--stop-with-input");
        siren = await SirenTests.PidAsync(folder, token);
        var again = Stopwatch.GetElapsedTime(restart);
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Measured: siren {heard.TotalSeconds:0.00} s after the power cut (delay 1 s, sample period 0.5 s); {again.TotalSeconds:0.00} s after the restart"));
        next.StandardInput.Close();
        await next.WaitForExitAsync(token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Verdicts().Single() with { Worst = null }, Is.EqualTo(before with { Worst = null }), "neither another alarm nor another time");
            Assert.That(heard, Is.LessThan(TimeSpan.FromSeconds(1 + 0.5 + 3)));
            Assert.That(again, Is.LessThan(TimeSpan.FromSeconds(5)));
            Assert.That(next.ExitCode, Is.Zero);
            Assert.That(SirenTests.IsRunning(siren), Is.False, "whoever stops the agent stops the siren");
        }
    }

    private IReadOnlyList<Verdict> Verdicts()
    {
        var rules = ConfigurationReader.ReadFile(folder.At("edge.yaml")).Coops.Single().Rules!;
        return new CheckpointFile(Path.Combine(folder.At("spool"), "alarms"), "coop-1").Read() is { } saved
            ? [.. CoopWatch.Restore(rules, saved).Watch.Open.Select(alarm => alarm.Verdict)]
            : [];
    }

    private Process Start(params string[] more)
    {
        var program = Path.Combine(TestContext.CurrentContext.TestDirectory, "Roost.Edge.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, "--config", folder.At("edge.yaml"), .. more]) { RedirectStandardInput = true })!;
    }

    private Task WriteConfigurationAsync(int device, CancellationToken token) => File.WriteAllTextAsync(
        folder.At("edge.yaml"),
        $$"""
        farm: {{TestAgent.Farm}}
        agent: {{TestAgent.Name}}
        broker: { host: 127.0.0.1, port: {{FreePort.Next()}} }
        spool: spool
        alarms:
          time-zone: Europe/Amsterdam
          siren:
            command: [/bin/sh, -c, "echo $$ > '{{folder.At("pid")}}'; exec sleep 600"]
        coops:
          - coop: coop-1
            flock: { kind: broiler, placed-on: 2026-11-01, birds: 20000 }
            rules:
              - { rule: mains-power-lost, change: on-delay, to: 1s, why: no generator }
            devices:
              - driver: modbus-tcp
                host: 127.0.0.1
                port: {{device}}
                every: 500ms
                readings:
                  - { quantity: mains-power, place: house, address: 0, type: uint16, report-every: 1s }
        """,
        token);
}
