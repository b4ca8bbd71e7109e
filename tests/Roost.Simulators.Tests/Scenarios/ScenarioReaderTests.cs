using Roost.Configuration;
using Roost.Simulation.Events;
using Roost.Simulators.Scenarios;
using Roost.Simulators.Tests.Recordings;

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
    public void The_promised_ones_are_shipped() => Assert.That(Shipped, Is.SupersetOf(new[]
    {
        "broiler-ross-308", "broiler-cobb-500", "layers", "native", "heat-wave", "fan-failure-one", "fan-failure-all", "heater-failure",
        "power-cut", "power-cut-generator", "water-leak", "water-blockage", "feed-bin-empty", "sensor-stuck", "sensor-drifting", "sensor-dead",
        "sensors-swapped", "ammonia-winter", "chicks-huddling", "smothering", "predator-at-night", "respiratory-disease", "coccidiosis",
        "avian-influenza", "network-outage", "agent-clock-wrong", "camera-dusty", "camera-dark", "camera-knocked-aside", "camera-frozen",
    }));

    [Test]
    public void An_alarm_can_be_in_time_as_long_as_the_birds_are_not_in_danger()
    {
        var scenario = ScenarioReader.Read("story", Head + """
            events:
              - { what: fan-failure, fan: 2, day: 1, expect: [{ alarm: ammonia-high, within: 6h, before-ammonia-hours: 12 }, { alarm: feed-low, within: 6h }] }
            """);

        Assert.That(scenario.Events.Single().Expected.Select(alarm => alarm.Danger), Is.EqualTo(new BirdDanger?[] { new(12, null), null }));
    }

    [Test]
    public void An_alarm_can_be_right_only_when_it_is_late()
    {
        var scenario = ScenarioReader.Read("story", Head + """
            house: { sensors-on-battery: false, litter-acidity: 8 }
            events:
              - { what: fan-failure, fan: 2, day: 1, for: 2h, late: [{ alarm: fans-not-as-commanded, within: 6h }] }
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(scenario.Events.Single().Late, Is.EqualTo(new[] { new ExpectedAlarm(ScenarioAlarm.FansNotAsCommanded, TimeSpan.FromHours(6)) }));
            Assert.That(scenario.Events.Single().Expected, Is.Empty);
            Assert.That((scenario.Setup.House.SensorsOnBattery, scenario.Setup.House.Litter.Acidity), Is.EqualTo((false, 8.0)));
        }
    }

    [Test]
    public void Measured_weather_comes_from_a_file()
    {
        var file = SharedData.PathOf("16_growth_and_targets/outside_weather_hourly_southern_europe_2022.csv");
        var scenario = ScenarioReader.Read("story", $$"""
            title: { en: A story, zh-CN: 故事 }
            about: What it is about.
            flock: { kind: ross-308, hatched: 2022-08-05 }
            time-zone: Europe/Madrid
            length: 3d
            weather: { series: { file: "{{file}}", celsius: t, humidity: rh } }
            """);
        var coop = scenario.Begin();
        coop.RunTo(coop.Now.AddHours(12));

        var noon = scenario.Setup.Weather.Series!.Single(point => point.Time == coop.Now);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(scenario.Setup.Weather.Series, Has.Count.EqualTo(1056));
            Assert.That(coop.Truth.OutsideTemperatureCelsius, Is.EqualTo(noon.TemperatureCelsius).Within(0.1));
            Assert.That(coop.Truth.OutsideRelativeHumidityPercent, Is.EqualTo(noon.RelativeHumidityPercent).Within(1));
        }
    }

    [TestCase("moment,celsius,humidity\n2022-08-05,20,50", "the columns time, celsius, humidity are needed, but it has moment, celsius, humidity.")]
    [TestCase("time,celsius,humidity\n2022-08-05T10:00,20,50\n2022-08-05T09:00,20,50", "line 3 is no later time")]
    [TestCase("time,celsius,humidity\n2022-08-05T10:00,20,150", "line 2 is no later time with degrees from -60 to 60 and a humidity from 0 to 100 %")]
    [TestCase("time,celsius,humidity\n", "it has no rows.")]
    [TestCase(null, "can't be read")]
    public void Rejects_weather_that_is_none(string? text, string sentence)
    {
        using var folder = new TemporaryFolder();
        if (text is not null)
        {
            File.WriteAllText(folder.At("weather.csv"), text);
        }

        File.WriteAllText(folder.At("story.yaml"), Head + "weather: { series: { file: weather.csv } }");

        Assert.That(
            () => ScenarioReader.ReadFile(folder.At("story.yaml")),
            Throws.TypeOf<SetupException>().With.Message.StartsWith("Scenario story: weather.series.file").And.Message.Contains(sentence));
    }

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
            Assert.That(
                scenario.Events.SelectMany(each => each.Late.Select(alarm => each.Event.From + alarm.Within)), Is.All.LessThanOrEqualTo(begin + scenario.Length));
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

    [TestCase("what: fan-failure, fan: 15", "FanFailure is for fan 15, but this house has only 1 to 14.")]
    [TestCase("what: heater-failure, heater: 4", "HeaterFailure is for heater 4, but this house has only 1 to 3.")]
    [TestCase("what: water-blockage, line: 5", "WaterBlockage is for drinker line 5, but this house has only 1 to 4.")]
    [TestCase("what: panic, birds-taken: 30000", "Panic is for 30000 birds, but the flock has only 20000.")]
    [TestCase("what: sensors-swapped, sensor: temperature/front, other: temperature/front", "only two sensors of one quantity can be mistaken for each other.")]
    [TestCase("what: sensors-swapped, sensor: temperature/front, other: ammonia/middle", "only two sensors of one quantity can be mistaken for each other.")]
    public void Rejects_what_can_not_happen_in_its_coop(string what, string sentence) => Assert.That(
        () => ScenarioReader.Read("story", Head + $"events: [{{ {what}, day: 1 }}]"),
        Throws.TypeOf<SetupException>().With.Message.StartsWith("Scenario story: events[0]: ").And.Message.EndsWith(sentence));

    [Test]
    public void A_wrong_length_is_one_mistake() => Assert.That(
        () => ScenarioReader.Read("story", Head.Replace("3d", "soon", StringComparison.Ordinal) + "events: [{ what: pad-dry, day: 1 }]"),
        Throws.TypeOf<SetupException>().With.Message.EqualTo("Scenario story: length is \"soon\", but it must be a duration from 1h to 700d, such as 2h or 3d."));

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
