using Roost.Configuration;
using Roost.Simulation.Events;
using Roost.Simulators.Scenarios;

namespace Roost.Simulators.Tests.Scenarios;

internal sealed class ScenarioReaderTests
{
    private const string Head = """
        title: { en: A story, zh-CN: 故事 }
        about: What it is about.
        flock: { kind: ross-308, hatched: 2025-04-10, age: 20 }
        length: 3d

        """;

    private static IEnumerable<string> Shipped => ScenarioLibrary.Names;

    [Test]
    public void At_least_the_promised_ones_are_shipped() => Assert.That(Shipped.Count(), Is.GreaterThanOrEqualTo(20));

    [TestCaseSource(nameof(Shipped))]
    public void A_shipped_scenario_reads_and_says_what_a_good_system_says(string name)
    {
        var scenario = ScenarioLibrary.Find(name);
        var begin = scenario.Begin().Now;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(scenario.Title["en"], Is.Not.Empty);
            Assert.That(scenario.Title["zh-CN"], Does.Match("[\u4e00-\u9fff]"));
            Assert.That(scenario.Events.Select(each => each.Event.From), Is.All.InRange(begin, begin + scenario.Length));
            Assert.That(
                scenario.Events.SelectMany(each => each.Expected.Select(alarm => each.Event.From + alarm.Within)), Is.All.LessThanOrEqualTo(begin + scenario.Length),
                "an alarm that may come after the end could never be missed");
            Assert.That(scenario.Events.Count == 0 || scenario.Events.Any(each => each.Expected.Count > 0), "something happens, and nobody has to say so");
            Assert.That(scenario.MayFollow.Intersect(scenario.Events.SelectMany(each => each.Expected).Select(alarm => alarm.Alarm)), Is.Empty);
        }
    }

    [Test]
    public void Times_are_of_the_farms_days()
    {
        var scenario = ScenarioReader.Read("story", Head + """
            time-zone: Europe/Berlin
            events:
              - { what: power-cut, day: 1, at: "14:30", for: 20m, generator-after: 25s }
            """);

        Assert.That(scenario.Events.Single().Event, Is.EqualTo(new PowerCut(
            new(2025, 5, 1, 12, 30, 0, TimeSpan.Zero), new(2025, 5, 1, 12, 50, 0, TimeSpan.Zero), 25)));
    }

    [Test]
    public void An_event_without_an_end_stays() =>
        Assert.That(
            ScenarioReader.Read("story", Head + "events: [{ what: heater-failure, heater: 2, day: 0 }]").Events.Single().Event.Until,
            Is.EqualTo(DateTimeOffset.MaxValue));

    [Test]
    public void Rejects_with_all_mistakes_at_once()
    {
        var refusal = Assert.Throws<SetupException>(() => ScenarioReader.Read("story", Head + """
            house: { windows: 3 }
            events:
              - { what: earthquake, day: 0 }
              - { what: fan-failure, day: 0 }
              - { what: fan-failure, fan: 1, day: 1, at: noon, expect: [{ alarm: fire, within: 5m }] }
              - { what: sensor-dead, sensor: temperature/roof, day: 1 }
              - { what: all-fans-failure, day: 4, fan: 3 }
            may-follow: [heat]
            """));

        Assert.That(refusal!.Sentences, Has.Count.EqualTo(9), refusal.Message);
        Assert.That(refusal.Sentences, Is.All.StartsWith("Scenario story: "));
        Assert.That(refusal.Message, Does.Contain("house.windows is no key").And.Contain("events[0].what is \"earthquake\"").And.Contain("events[1].fan is missing")
            .And.Contain("events[2].at is \"noon\"").And.Contain("events[2].expect[0].alarm is \"fire\"").And.Contain("events[3].sensor is \"temperature/roof\", but the house's sensors are")
            .And.Contain("events[4].day is 4, but the scenario is over by then").And.Contain("events[4].fan is no key").And.Contain("may-follow[0] is \"heat\""));
    }

    [Test]
    public void A_name_that_is_none_lists_those_that_are() => Assert.That(
        Assert.Throws<SetupException>(() => ScenarioLibrary.Find("heatwave"))!.Message,
        Does.StartWith("There is no scenario and no file \"heatwave\"; Roost's own are agent-clock-wrong, "));
}
