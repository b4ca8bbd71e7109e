using Roost.Alarms.Evaluation;
using Roost.Alarms.Evaluation.Timeline;
using Roost.Alarms.LifeCycle;

namespace Roost.Alarms.Tests.Storms;

[FixtureLifeCycle(NUnit.Framework.LifeCycle.InstancePerTestCase)]
internal sealed class StormFoldTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly AlarmBook book = new("farm");

    [TestCase("agent-silent", "sensor-missing")]
    [TestCase("agent-silent", "camera-frozen")]
    [TestCase("mains-power-lost", "fans-not-as-commanded")]
    [TestCase("mains-power-lost", "heaters-not-as-commanded")]
    public void A_cause_holds_what_it_explains(string cause, string rule)
    {
        Raise(rule, "coop-1", Noon);
        Raise(cause, "coop-1", Noon.AddSeconds(20));

        var held = Of(rule, "coop-1");
        Assert.That((held.Cause, held.IsLoud, Of(cause, "coop-1").IsLoud), Is.EqualTo((Of(cause, "coop-1").Id, false, true)));
    }

    [TestCase("mains-power-lost", "temperature-high", Description = "What birds feel is never held.")]
    [TestCase("agent-silent", "temperature-high")]
    public void A_cause_does_not_hold_what_endangers_birds(string cause, string rule)
    {
        Raise(cause, "coop-1", Noon);
        Raise(rule, "coop-1", Noon.AddSeconds(20));

        Assert.That(Of(rule, "coop-1").IsLoud, Is.True);
    }

    [Test]
    public void A_cause_holds_nothing_of_another_coop_and_nothing_that_was_long_before_it()
    {
        Raise("sensor-missing", "coop-1", Noon.AddHours(-1));
        Raise("sensor-missing", "coop-2", Noon);
        Raise("agent-silent", "coop-1", Noon);

        Assert.That(book.Alarms.Where(alarm => alarm.Cause is not null), Is.Empty);
    }

    [Test]
    public void What_outlives_its_cause_speaks_for_itself()
    {
        Raise("agent-silent", "coop-1", Noon);
        Raise("sensor-missing", "coop-1", Noon.AddSeconds(10));
        End("agent-silent", "coop-1", Noon, Noon.AddMinutes(10));
        var early = book.AdvanceTo(Noon.AddMinutes(11));

        var released = book.AdvanceTo(Noon.AddMinutes(13));

        Assert.That(early, Is.Empty);
        Assert.That(released.Single(), Has.Property(nameof(AlarmChange.Kind)).EqualTo(AlarmChangeKind.Released));
        Assert.That(Of("sensor-missing", "coop-1").IsLoud, Is.True);
    }

    [Test]
    public void Two_coops_are_no_storm_and_three_within_a_minute_are_one()
    {
        Raise("mains-power-lost", "coop-1", Noon);
        Raise("mains-power-lost", "coop-2", Noon.AddSeconds(30));
        var before = Storms().Length;

        Raise("mains-power-lost", "coop-3", Noon.AddSeconds(60));

        Assert.That(before, Is.Zero);
        Assert.That(Storms().Single(), Has.Property(nameof(Alarm.Id)).EqualTo(new AlarmId("storm", "", "power", Noon))
            .And.Property(nameof(Alarm.Severity)).EqualTo(AlarmSeverity.Critical));
        Assert.That(Loud(), Is.EqualTo(Storms()));
    }

    [Test]
    public void Three_coops_over_an_hour_are_no_storm()
    {
        for (var coop = 1; coop <= 3; coop++)
        {
            Raise("temperature-high", $"coop-{coop}", Noon.AddMinutes(coop * 20));
        }

        Assert.That(Storms(), Is.Empty);
    }

    [Test]
    public void Sensors_of_a_coop_that_fall_silent_together_are_one_alarm_that_lists_them()
    {
        foreach (var sensor in (string[])["sensor-missing-temperature", "sensor-missing-ammonia"])
        {
            Raise(sensor, "coop-1", Noon);
        }

        var before = Storms().Length;
        Raise("sensor-stuck-relative-humidity", "coop-1", Noon.AddSeconds(50));
        Raise("sensor-missing-ammonia", "coop-2", Noon.AddSeconds(50));

        Assert.That(before, Is.Zero);
        Assert.That(Storms().Single().Id, Is.EqualTo(new AlarmId("storm", "coop-1", "bus", Noon)));
        Assert.That(Loud().Select(alarm => (alarm.Id.Rule, alarm.Id.Coop)), Is.EquivalentTo([("storm", "coop-1"), ("sensor-missing-ammonia", "coop-2")]));
        Assert.That(book.Alarms.Count(alarm => alarm.Cause == Storms()[0].Id), Is.EqualTo(3));
    }

    [Test]
    public void What_explains_silent_sensors_explains_their_storm_too()
    {
        foreach (var sensor in (string[])["sensor-missing-temperature", "sensor-missing-ammonia", "sensor-missing-feed"])
        {
            Raise(sensor, "coop-1", Noon);
        }

        Raise("mains-power-lost", "coop-1", Noon.AddSeconds(20));

        Assert.That(Loud().Select(alarm => alarm.Id.Rule), Is.EqualTo(["mains-power-lost"]));
    }

    [Test]
    public void A_storm_is_over_when_all_that_it_holds_are()
    {
        for (var coop = 1; coop <= 4; coop++)
        {
            Raise("mains-power-lost", $"coop-{coop}", Noon);
        }

        for (var coop = 1; coop <= 3; coop++)
        {
            End("mains-power-lost", $"coop-{coop}", Noon, Noon.AddMinutes(coop));
        }

        var lasting = Storms().Single().IsActive;
        End("mains-power-lost", "coop-4", Noon, Noon.AddMinutes(4));

        Assert.That((lasting, Storms().Single().EndedAt), Is.EqualTo((true, (DateTimeOffset?)Noon.AddMinutes(4))));
    }

    [Test]
    public void Whoever_acknowledges_the_cause_acknowledges_what_it_holds()
    {
        for (var coop = 1; coop <= 3; coop++)
        {
            Raise("mains-power-lost", $"coop-{coop}", Noon);
        }

        book.Acknowledge(Storms().Single().Id, new("anna", Noon, "link"), Noon);
        Raise("mains-power-lost", "coop-4", Noon.AddSeconds(5));

        Assert.That(book.Alarms.Select(alarm => alarm.LifeCycle), Has.All.EqualTo(AlarmLifeCycle.Acknowledged));
    }

    [Test]
    public void A_thousand_alarms_of_a_hundred_coops_that_lose_their_power_are_one()
    {
        string[] rules = ["mains-power-lost", "fans-not-as-commanded", "heaters-not-as-commanded", "light-not-as-programmed", "static-pressure", "camera-dark", "sensor-missing"];
        List<Revision> revisions = [];
        for (var coop = 1; coop <= 100; coop++)
        {
            // Ten alarms a coop: the sensors that are missing are four.
            revisions.AddRange(rules.Select(rule => new Revision(null, Verdict(rule, $"coop-{coop}", Noon.AddMilliseconds(coop)))));
            revisions.AddRange(Enumerable.Range(1, 3).Select(line => new Revision(null, Verdict("sensor-missing", $"coop-{coop}", Noon, $"line-{line}"))));
        }

        var changes = book.Take(revisions, Noon.AddSeconds(1), Noon.AddSeconds(1));

        Assert.That(book.Alarms, Has.Count.EqualTo(1001));
        Assert.That(Loud().Select(alarm => alarm.Id), Is.EqualTo([new AlarmId("storm", "", "power", Noon.AddMilliseconds(1))]));
        Assert.That(book.Alarms.Count(alarm => alarm.Cause == Storms()[0].Id), Is.EqualTo(100), "the coops' lost mains");
        Assert.That(book.Alarms.Count(alarm => alarm.Cause?.Rule == "mains-power-lost"), Is.EqualTo(900), "what the coops' lost mains explain");
        Assert.That(changes.Count(change => change.Kind == AlarmChangeKind.Raised), Is.EqualTo(1001), "each is logged");
    }

    private static Verdict Verdict(string rule, string coop, DateTimeOffset at, string place = "house") =>
        new(new(rule, coop, place, at), AlarmSeverity.Critical, at, null, null, null, null);

    [Test]
    public void Houses_without_birds_make_no_storm()
    {
        for (var coop = 1; coop <= 3; coop++)
        {
            Suppress("temperature-low", $"coop-{coop}", Noon);
        }

        Assert.That((Storms().Length, Loud().Length), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_cause_that_is_suppressed_holds_nothing()
    {
        Raise("agent-silent", "coop-1", Noon);
        Raise("sensor-missing", "coop-1", Noon.AddSeconds(20));
        Suppress("agent-silent", "coop-1", Noon);

        Assert.That(Loud().Select(alarm => alarm.Id.Rule), Is.EqualTo(["sensor-missing"]));
    }

    [Test]
    public void A_storm_whose_houses_are_all_without_birds_is_over()
    {
        for (var coop = 1; coop <= 3; coop++)
        {
            Raise("temperature-high", $"coop-{coop}", Noon);
        }

        for (var coop = 1; coop <= 3; coop++)
        {
            Suppress("temperature-high", $"coop-{coop}", Noon);
        }

        Assert.That((Storms().Single().IsActive, Loud().Length), Is.EqualTo((false, 0)));
    }

    private void Suppress(string rule, string coop, DateTimeOffset at) =>
        book.Take([new(Verdict(rule, coop, at), Verdict(rule, coop, at) with { Suppressed = true })], at.AddMinutes(5), at.AddMinutes(5));

    private void Raise(string rule, string coop, DateTimeOffset at) => book.Take([new(null, Verdict(rule, coop, at))], at, at);

    private void End(string rule, string coop, DateTimeOffset start, DateTimeOffset at) =>
        book.Take([new(Verdict(rule, coop, start), Verdict(rule, coop, start) with { EndedAt = at })], at, at);

    private Alarm Of(string rule, string coop) => book.Alarms.Single(alarm => alarm.Id.Rule == rule && alarm.Id.Coop == coop);

    private Alarm[] Storms() => [.. book.Alarms.Where(alarm => alarm.Id.Rule == "storm")];

    private Alarm[] Loud() => [.. book.Alarms.Where(alarm => alarm.IsLoud)];
}
