using System.Diagnostics;
using Roost.Alarms;
using Roost.Alarms.Evaluation;
using Roost.Edge.LocalAlarms;
using Roost.Edge.LocalAlarms.Sirens;
using Roost.Edge.Tests.Testing;
using static Roost.Edge.Tests.LocalAlarms.AlarmSetup;

namespace Roost.Edge.Tests.LocalAlarms;

internal sealed class SirenTests
{
    private static readonly TimeSpan PulseAfter = TimeSpan.FromMinutes(10);

    [TestCase(0, true)]
    [TestCase(599, true)]
    [TestCase(600, true, Description = "the first pulse")]
    [TestCase(609, true)]
    [TestCase(610, false)]
    [TestCase(659, false)]
    [TestCase(660, true, Description = "and again every minute")]
    [TestCase(86_400, true, Description = "it never gives up")]
    [TestCase(-5, true, Description = "a clock that was put back")]
    public void It_sounds_at_once_and_pulses_after_a_while(double seconds, bool sounds) =>
        Assert.That(SirenPlan.SoundsAt([Alarm()], At(seconds), PulseAfter, 1), Is.EqualTo(sounds));

    [Test]
    public void A_new_alarm_makes_it_sound_from_the_beginning() =>
        Assert.That(SirenPlan.SoundsAt([Alarm(), Alarm(raised: 620)], At(625), PulseAfter, 1), Is.True);

    [Test]
    public void Only_a_critical_alarm_that_nobody_acknowledged_makes_it_sound()
    {
        var acknowledged = Alarm() with { Acknowledged = new(Alarm().Verdict.Alarm, "me", At(1)) };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SirenPlan.SoundsAt([], At(0), PulseAfter, 1), Is.False);
            Assert.That(SirenPlan.SoundsAt([acknowledged], At(0), PulseAfter, 1), Is.False);
            Assert.That(SirenPlan.SoundsAt([Alarm(AlarmSeverity.Warning)], At(0), PulseAfter, 1), Is.False);
            Assert.That(SirenPlan.SoundsAt([acknowledged, Alarm()], At(0), PulseAfter, 1), Is.True);
        }
    }

    [Test]
    public void On_a_clock_that_runs_faster_it_pulses_in_real_time() =>
        Assert.That(SirenPlan.SoundsAt([Alarm()], At(610 * 60), PulseAfter, 60), Is.False);

    [Test]
    public async Task A_file_is_written_either_way_round_and_one_that_is_missing_is_a_fault()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.At("value"), "0\n");
        await using var high = new FileSiren(folder.At("value"), isActiveLow: false);
        await using var low = new FileSiren(folder.At("value"), isActiveLow: true);
        await using var missing = new FileSiren(folder.At("nothing"), isActiveLow: false);
        foreach (var (siren, sounds, text) in new[] { (high, true, "1\n"), (high, false, "0\n"), (low, true, "0\n"), (low, false, "1\n") })
        {
            await siren.SetAsync(sounds, CancellationToken.None);
            Assert.That(await File.ReadAllTextAsync(folder.At("value")), Is.EqualTo(text));
        }

        Assert.That(async () => await missing.SetAsync(true, CancellationToken.None), Throws.InstanceOf<SirenUnavailableException>());
        Assert.That(File.Exists(folder.At("nothing")), Is.False);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_program_runs_while_it_must_and_one_that_ends_by_itself_is_told_and_started_again(CancellationToken token)
    {
        using var folder = new TestFolder();
        await using var siren = new CommandSiren(["/bin/sh", "-c", $"echo $$ > '{folder.At("pid")}'; exec sleep 600"], TimeProvider.System);
        await siren.SetAsync(true, token);
        var first = await PidAsync(folder, token);
        using (var program = Process.GetProcessById(first))
        {
            program.Kill();
            await program.WaitForExitAsync(token);
        }

        File.Delete(folder.At("pid"));
        Exception? fault = null;
        while (fault is null)
        {
            try
            {
                await siren.SetAsync(true, token);
            }
            catch (SirenUnavailableException unavailable)
            {
                fault = unavailable;
            }
        }

        Assert.That(fault.Message, Does.Match("^The siren's program \"/bin/sh\" ended by itself with exit code \\d+ while it should sound; it was started again\\.$"));
        var second = await PidAsync(folder, token);
        Assert.That(IsRunning(second), Is.True);
        await siren.SetAsync(false, token);
        Assert.That(IsRunning(second), Is.False);
    }

    internal static bool IsRunning(int pid) => Directory.Exists($"/proc/{pid}") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    internal static async Task<int> PidAsync(TestFolder folder, CancellationToken token)
    {
        var text = "";
        await UntilAsync(() => File.Exists(folder.At("pid")) && (text = File.ReadAllText(folder.At("pid"))).EndsWith('\n'), token);
        return int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static OpenAlarm Alarm(AlarmSeverity severity = AlarmSeverity.Critical, double raised = 0) =>
        new(new Verdict(new("too-hot", "coop-1", "front", At(raised)), severity, At(raised), null, 31, 30, 31), null, null);
}
