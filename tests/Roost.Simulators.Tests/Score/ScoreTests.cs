using System.Globalization;
using Roost.Alarms.BackTest;
using Roost.Alarms.Evaluation;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;
using Roost.Simulation;
using Roost.Simulation.Events;
using Roost.Simulators.Scenarios;
using Roost.Simulators.Score;

namespace Roost.Simulators.Tests.Score;

/// <summary>The shipped rules on shipped scenarios, on one farm each; <c>./roost score</c> plays them on ten.</summary>
[CancelAfter(300_000)]
internal sealed class ScoreTests
{
    [Test]
    public async Task Every_shipped_scenario_is_found_in_time_and_pages_for_nothing_else(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var scores = await ScoreCommand.PlayAsync([.. ScenarioLibrary.Names.Select(ScenarioLibrary.Find)], 1, cancellationToken);
        await TestContext.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Measured: {scores.Count} scenarios scored in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s on {Environment.ProcessorCount} cores, {scores.Sum(score => score.Missed)} missed, {scores.Sum(score => score.False)} false"));
        using (Assert.EnterMultipleScope())
        {
            foreach (var score in scores)
            {
                Assert.That((score.Missed, score.False), Is.EqualTo((0, 0)), ScoreTable.Markdown([score], 1));
            }

            Assert.That(
                scores.Where(score => score.Scenario.Events.Count == 0).Select(score => score.Runs[0].Pages), Is.All.Zero, "a healthy flock pages nobody");
        }
    }

    [Test]
    public async Task A_fan_that_failed_and_was_mended_while_the_line_was_cut_is_logged_and_pages_nobody(CancellationToken cancellationToken)
    {
        // On a warm afternoon, when the fan is needed.
        var scenario = ScenarioLibrary.Find("fan-failure-one");
        var fan = scenario.Events.Single().Event;
        scenario = scenario with
        {
            Events =
            [
                new("network-outage", new NetworkOutage(fan.From.AddHours(-1), fan.From.AddHours(4)), [new(ScenarioAlarm.AgentSilent, TimeSpan.FromMinutes(2))]),
                new("fan-failure", new FanFailure(fan.From, fan.From.AddHours(2), 6), []),
            ],
            MayFollow = [.. scenario.MayFollow, ScenarioAlarm.FansNotAsCommanded],
        };
        var score = (await ScoreCommand.PlayAsync([scenario], 1, cancellationToken)).Single();

        // The page is for the silence; the fan, and with it perhaps a milder rule of its own, is told in the log.
        Assert.That((score.Runs[0].Logged > 0, score.Runs[0].Pages, score.Missed), Is.EqualTo((true, 1, 0)), ScoreTable.Markdown([score], 1));
    }

    [Test]
    public async Task Deaths_of_a_flocks_poor_start_are_no_leap(CancellationToken cancellationToken)
    {
        // On this farm no chick dies in the first two days, and then some do.
        var scenario = ScenarioLibrary.Find("broiler-cobb-500");
        scenario = scenario.With(scenario.Setup.Seed + 4000) with { Length = TimeSpan.FromDays(5) };
        var score = (await ScoreCommand.PlayAsync([scenario], 1, cancellationToken)).Single();

        Assert.That(score.False, Is.Zero, ScoreTable.Markdown([score], 1));
    }

    [TestCase(20.0, null, false)]
    [TestCase(36.0, null, false)]
    [TestCase(40.0, null, true)]
    [TestCase(40.0, 39.0, true)]
    [TestCase(40.0, 41.0, false)]
    [TestCase(40.0, double.PositiveInfinity, false, Description = "The birds never came to it.")]
    [TestCase(null, double.PositiveInfinity, true, Description = "It never came.")]
    [TestCase(null, null, true)]
    public void An_alarm_is_missed_that_comes_neither_in_its_time_nor_before_the_danger(double? hours, double? dangerHours, bool isMissed)
    {
        var outcome = new ExpectedOutcome(ScenarioAlarm.AmmoniaHigh, TimeSpan.FromHours(36), Span(hours), Span(dangerHours), false);
        Assert.That(outcome.IsMissed, Is.EqualTo(isMissed));

        static TimeSpan? Span(double? hours) => hours is not { } given ? null : double.IsInfinity(given) ? TimeSpan.MaxValue : TimeSpan.FromHours(given);
    }

    [Test]
    public void Danger_is_what_the_birds_have_borne()
    {
        var scenario = ScenarioLibrary.Find("ammonia-winter");
        var from = scenario.Events.Single().Event.From;
        var watches = new double[] { 1, 12, 100_000 }.Select(hours => new DangerWatch(new(ScenarioAlarm.AmmoniaHigh, TimeSpan.FromHours(36), new(hours, null)), from)).ToArray();
        var (coop, hoursAbove) = (scenario.Begin(), 0.0);
        for (var end = from.AddHours(60); coop.Now < end;)
        {
            coop.Step();
            hoursAbove += coop.Now > from && Math.Max(coop.Truth.FrontAmmoniaPpm, Math.Max(coop.Truth.AmmoniaPpm, coop.Truth.RearAmmoniaPpm)) > 25 ? CoopSimulation.StepLength.TotalHours : 0;
            Array.ForEach(watches, watch => watch.See(coop));
        }

        Assert.That(hoursAbove, Is.GreaterThan(1));
        Assert.That(watches[0].ReachedAt, Is.LessThan(watches[1].ReachedAt ?? DateTimeOffset.MaxValue).And.GreaterThan(from));
        Assert.That((watches[1].ReachedAt is not null, watches[2].ReachedAt), Is.EqualTo((hoursAbove > 12, (DateTimeOffset?)null)));
    }

    [TestCase("temperature-high-severe", "temperature-high")]
    [TestCase("sensor-missing-water", "sensor-missing")]
    [TestCase("fans-not-as-commanded", "fans-not-as-commanded")]
    [TestCase("temperature-uneven", null)]
    public void A_rule_has_the_word_that_its_name_begins_with(string rule, string? word) =>
        Assert.That(ScoreSheet.WordOf(rule) is { } found ? ScenarioAlarms.WordOf(found) : null, Is.EqualTo(word));

    [Test, Explicit("It takes half a minute; run it by its name.")]
    public void A_flock_is_tested_back_in_seconds()
    {
        var setup = CoopSetup.BroilerHouse(1, new DateOnly(2026, 3, 1));
        List<Reading> readings = [];
        var coop = new CoopSimulation(setup, []);
        var feed = new ScoreFeed(coop, null);
        while (coop.Now < FarmCalendar.Midnight(new DateOnly(2026, 4, 12), setup.TimeZone))
        {
            coop.Step();
            feed.Take(readings);
        }

        var pack = RulePacks.Broiler;
        var changed = pack with
        {
            Version = 2,
            Rules = [.. pack.Rules.Select(rule => rule.Name == "ammonia-high" ? rule with { When = ((Above)rule.When) with { Limit = Curve.Constant(8) } } : rule)],
        };
        var context = new CoopContext("coop-1", setup.TimeZone, setup.Flock.Kind.Standard, setup.Flock.PlacedOn, setup.Flock.Birds, []);
        var began = TimeProvider.System.GetTimestamp();
        var test = new BackTesting(pack, changed, context);
        foreach (var reading in readings)
        {
            test.Step(reading);
        }

        var result = test.Finish(readings[^1].TakenAt);
        var spent = TimeProvider.System.GetElapsedTime(began);
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Measured: {readings.Count:N0} readings of 42 days tested back in {spent.TotalSeconds:0.0} s; {result.Gained.Count} gained, {result.Lost.Count} lost, {result.PagesAWeekBefore:0.0} → {result.PagesAWeekAfter:0.0} pages a week"));
        Assert.That(result.Gained, Is.Not.Empty);
        Assert.That(spent, Is.LessThan(TimeSpan.FromSeconds(10)), "on a busy machine");
    }
}
