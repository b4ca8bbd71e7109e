using CsCheck;
using Roost.Simulators.Demo;

namespace Roost.Simulators.Tests.Demo;

public sealed class DemoStateTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset Now = new(2026, 3, 25, 17, 0, 0, TimeSpan.Zero);

    [Test]
    public void The_coops_stand_at_day_24_of_the_farms_calendar_at_the_first_start() =>
        Assert.That(DemoState.First(1, Shanghai, Now).FirstPlacement, Is.EqualTo(new DateOnly(2026, 3, 2)), "it is the 26th in Shanghai");

    [Test]
    public void A_state_that_is_written_and_read_is_the_same()
    {
        using var folder = new TemporaryFolder();
        var state = DemoState.First(ulong.MaxValue, Shanghai, Now).At(Now.AddHours(2), Now.AddHours(3), ["coop-1", "coop-2"]);
        state.Write(folder.At("demo.json"));

        var read = DemoState.Read(folder.At("demo.json"))!;
        Assert.That(read with { ReachedByCoop = state.ReachedByCoop }, Is.EqualTo(state));
        Assert.That(read.ReachedByCoop, Is.EqualTo(state.ReachedByCoop));
    }

    [Test]
    public void No_file_is_no_state() => Assert.That(DemoState.Read("/nowhere-at-all.json"), Is.Null);

    [TestCase("")]
    [TestCase("{")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"seed":1,"timeZone":"Moon/Base","firstPlacement":"2026-01-01","reservedUntil":"2026-01-01T00:00:00Z","reachedByCoop":{}}""")]
    public void Rejects_a_file_that_is_no_state_in_one_sentence(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("demo.json"), text);
        Assert.That(
            () => DemoState.Read(folder.At("demo.json")),
            Throws.InstanceOf<DemoException>().With.Message.Contains("demo.json").And.Message.Contains("--data"));
    }

    [Test]
    public void The_clock_begins_now_but_never_before_what_an_earlier_run_reached() =>
        Gen.Select(Gen.Int[-1_000_000, 1_000_000], Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000]).Sample((sinceThen, ran, ahead) =>
        {
            var state = DemoState.First(1, Shanghai, Now).At(Now.AddSeconds(ran), Now.AddSeconds((double)ran + ahead), ["coop-1"]);
            var origin = state.ClockOrigin(Now.AddSeconds(sinceThen));
            return origin >= Now.AddSeconds(sinceThen) && origin >= state.ReservedUntil && origin >= state.ReachedByCoop["coop-1"];
        });

    [Test]
    public void A_coop_that_does_not_run_this_time_keeps_what_it_reached()
    {
        var state = DemoState.First(1, Shanghai, Now).At(Now, Now, ["coop-1", "coop-2"]).At(Now.AddDays(1), Now.AddDays(1), ["coop-1"]);
        Assert.That(state.ReachedByCoop["coop-2"], Is.EqualTo(Now));
    }
}
