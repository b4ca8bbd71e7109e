using Microsoft.Extensions.Time.Testing;
using Roost.Cloud.Hosting;
using Roost.Cloud.Ingest;
using Roost.Domain.Readings;

namespace Roost.Cloud.Tests.Ingest;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AgentWatchTests
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero));
    private readonly AgentWatch watch;

    public AgentWatchTests() => watch = new(new FarmClock(time), time);

    [Test]
    public void An_agent_is_told_at_its_birth_and_then_every_minute()
    {
        Bear();
        List<double?> links = [.. Links(1)];
        for (var second = 0; second < 180; second++)
        {
            Hear();
            links.AddRange(Links(1));
        }

        Assert.That(links, Is.EqualTo(new double?[] { 1, 1, 1, 1 }));
    }

    [Test]
    public void An_agent_that_dies_is_told_at_once_and_every_minute_while_it_is_dead()
    {
        Bear();
        Links(1);
        watch.Die("farm", "agent-1");
        Assert.That(Links(1), Is.EqualTo(new double?[] { 0 }));
        Assert.That(Links(180), Is.EqualTo(new double?[] { 0, 0, 0 }));
        Bear();
        Assert.That(Links(1), Is.EqualTo(new double?[] { 1 }));
    }

    [Test]
    public void An_agent_that_promised_to_speak_is_away_after_a_minute_of_silence_and_back_with_its_first_word()
    {
        Bear();
        Hear();
        Assert.That(Links(59), Has.All.EqualTo(1));
        Assert.That(Links(2), Is.EqualTo(new double?[] { 0 }));
        Hear();
        Assert.That(Links(1), Is.EqualTo(new double?[] { 1 }));
    }

    [Test]
    public void A_node_that_promised_nothing_may_be_silent()
    {
        watch.Bear("farm", "agent-1", "coop-1", null);
        Assert.That(Links(600), Has.All.EqualTo(1));
    }

    [Test]
    public void An_agent_from_before_a_restart_that_stays_away_is_silent_after_a_minute()
    {
        watch.Remember("farm", "agent-1", "coop-1");
        Assert.That(Links(59), Is.Empty);
        Assert.That(Links(2), Is.EqualTo(new double?[] { 0 }));
    }

    [Test]
    public void An_agent_from_before_a_restart_that_comes_back_was_never_away()
    {
        watch.Remember("farm", "agent-1", "coop-1");
        Links(20);
        Bear();
        Assert.That(Links(10), Is.EqualTo(new double?[] { 1 }));
    }

    [Test]
    public void A_coop_has_the_agent_that_reported_it_last()
    {
        Bear();
        Links(1);
        watch.Bear("farm", "agent-2", "coop-1", Often);
        Links(1);
        watch.Die("farm", "agent-1");
        Assert.That(Take(1).SelectMany(each => each.Readings).Select(reading => reading.Place), Has.None.EqualTo("agent-1"));
    }

    [Test]
    public void A_coop_that_its_agent_gave_up_is_told_of_no_more_and_one_that_it_lost_is_away()
    {
        watch.Bear("farm", "agent-1", "coop-1", null);
        watch.Bear("farm", "agent-1", "coop-2", null);
        watch.Bear("farm", "agent-1", "coop-3", null);
        Take(1);
        watch.GiveUp("farm", "agent-1", "coop-1");
        watch.Lose("farm", "agent-1", "coop-2");
        Assert.That(
            Take(1).Select(each => (each.Coop, each.Readings[0].Value)), Is.EquivalentTo(new (string, double?)[] { ("coop-2", 0), ("coop-3", 1) }));
    }

    [Test]
    public void The_least_late_message_of_a_minute_tells_how_the_clock_goes()
    {
        Bear();
        Hear(-20);
        Hear(-0.2);
        Hear(-7);
        Assert.That(Offsets(1), Is.EqualTo(new double?[] { -0.2 }));
        Hear(-5);
        Assert.That(Offsets(58), Is.Empty, "a slow network is no slow clock");
        Hear(-5);
        Assert.That(Offsets(2), Is.EqualTo(new double?[] { -5 }), "a minute of it is");
        Hear(10_800);
        Assert.That(Offsets(1), Is.EqualTo(new double?[] { 10_800 }), "a leap ahead is told at once");
    }

    [Test]
    public void At_any_speed_of_the_farms_promises_are_held_against_real_time()
    {
        // A farm's ten minutes are ten seconds here.
        var fast = new AgentWatch(new FarmClock(new Domain.Clocks.ScaledClock(time.Start, time.Start, 60, time)), time);
        fast.Bear("farm", "agent-1", "coop-1", TimeSpan.FromMinutes(10));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.That(fast.Take().Single().Readings[0].Value, Is.EqualTo(1));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(fast.Take().Single().Readings[0].Value, Is.Zero);
    }

    private void Bear() => watch.Bear("farm", "agent-1", "coop-1", Often);

    private void Hear(double offsetSeconds = 0) => watch.Hear("farm", "agent-1", time.GetUtcNow().AddSeconds(offsetSeconds).ToUnixTimeMilliseconds());

    private List<AgentReadings> Take(int seconds)
    {
        List<AgentReadings> taken = [];
        for (var second = 0; second < seconds; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            taken.AddRange(watch.Take());
        }

        return taken;
    }

    private double?[] Of(Quantity quantity, int seconds) =>
        [.. Take(seconds).SelectMany(each => each.Readings).Where(reading => reading.Quantity == quantity).Select(reading => reading.Value)];

    private double?[] Links(int seconds) => Of(Quantity.AgentLink, seconds);

    private double?[] Offsets(int seconds) => Of(Quantity.ClockOffset, seconds);
}
