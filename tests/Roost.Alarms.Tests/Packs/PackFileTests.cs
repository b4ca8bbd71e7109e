using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Configuration;
using Roost.Domain.Readings;

namespace Roost.Alarms.Tests.Packs;

internal sealed class PackFileTests
{
    private const string Text = """
            source: Roost
            en: { title: Too hot, means: It is hot., first: Cool., causes: [Sun] }
            zh-CN: { title: 太热, means: 很热。, first: 降温。, causes: [日晒] }
        """;

    private static readonly TestCaseData[] Notations =
    [
        new("temperature", new ValueOf(Quantity.Temperature)),
        new("temperature@outside", new ValueOf(Quantity.Temperature, "outside")),
        new("temperature - temperature-set-point@house",
            new DifferenceOf(new ValueOf(Quantity.Temperature), new ValueOf(Quantity.TemperatureSetPoint, "house"))),
        new("change(temperature, 10m)", new ChangeOf(Quantity.Temperature, TimeSpan.FromMinutes(10))),
        new("flow(water@house, 1h)", new FlowOf(Quantity.Water, TimeSpan.FromHours(1), "house")),
        new("spread(temperature, 2h)", new SpreadOf(Quantity.Temperature, TimeSpan.FromHours(2))),
        new("silence(temperature)", new SilenceOf(Quantity.Temperature)),
        new("day-total(mortality, 7)", new DayTotalOf(Quantity.Mortality, 7)),
        new("ratio(water, feed@house, 24h)", new RatioOf(Quantity.Water, Quantity.Feed, TimeSpan.FromHours(24), null, "house")),
        new("others(ammonia)", new OtherPlacesOf(Quantity.Ammonia)),
        new("standard(feed)", new StandardOf(Quantity.Feed)),
        new("usual(activity, 7)", new UsualOf(new ValueOf(Quantity.Activity), 7)),
        new("percent(mortality, bird-count@house)",
            new PercentOf(new ValueOf(Quantity.Mortality), new ValueOf(Quantity.BirdCount, "house"))),
        new("heat-index", new HeatIndex()),
        new("effective-temperature", new EffectiveTemperature()),
        new("feed - (water - feed)", new DifferenceOf(
            new ValueOf(Quantity.Feed), new DifferenceOf(new ValueOf(Quantity.Water), new ValueOf(Quantity.Feed)))),
    ];

    [TestCaseSource(nameof(Notations))]
    public void Reads_the_signal(string notation, Signal signal)
    {
        var pack = Read($$"""
            rules:
              - rule: x
                area: climate
                severity: warning
                at: temperature
                when: { above: "{{notation}}", limit: 3 }
            {{Text}}
            """);

        Assert.That(((Above)pack.Rules[0].When).Signal, Is.EqualTo(signal));
    }

    [TestCase("temperatur")]
    [TestCase("temperature@")]
    [TestCase("flow(water)")]
    [TestCase("flow(water, 1x)")]
    [TestCase("percent(water)")]
    [TestCase("temperature -")]
    [TestCase("temperature) - feed")]
    [TestCase("sqrt(temperature)")]
    public void Refuses_what_is_no_signal(string notation)
    {
        var mistakes = Mistakes($$"""
            rules:
              - rule: x
                area: climate
                severity: warning
                at: temperature
                when: { above: "{{notation}}", limit: 3 }
            {{Text}}
            """);

        Assert.That(mistakes, Has.Count.EqualTo(1).And.One.StartsWith($"rules.yaml: rules[0].when.above is \"{notation}\", but it must be a signal"));
    }

    [Test]
    public void A_limit_by_age_has_its_points()
    {
        var pack = Read($$"""
            rules:
              - rule: x
                area: climate
                severity: critical
                at: temperature
                when: { above: temperature, limit: "3 at day 0, 4.5 at day 7", hysteresis: 0.5 }
                while: { all: [{ below: temperature, limit: 50 }, { bad: ammonia@front }] }
                on-delay: 5m
            {{Text}}
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(pack.Rules[0].When, Is.EqualTo(new Above(new ValueOf(Quantity.Temperature), new([new(0, 3), new(7, 4.5)]), 0.5)));
            Assert.That(((AllOf)pack.Rules[0].While!).Conditions[1], Is.EqualTo(new BadReadings(Quantity.Ammonia, "front")));
            Assert.That(pack.Rules[0].OnDelay, Is.EqualTo(TimeSpan.FromMinutes(5)));
            Assert.That(pack.Rules[0].Text.Causes, Is.EqualTo(new[] { new LocalText("Sun", "日晒") }));
        }
    }

    [Test]
    public void Every_mistake_is_told_at_once()
    {
        var mistakes = Mistakes("""
            rules:
              - rule: Too Hot
                area: weather
                severity: deadly
                at: heat
                when: { above: temperature, below: temperature, limit: 3 }
                on-delay: 5 minutes
                en: { title: Too hot, means: It is hot., first: Cool., causes: [Sun, Fire] }
                zh-CN: { title: 太热, means: 很热。, first: 降温。, causes: [日晒] }
                colour: red
            """);

        string[] paths = ["rule ", "area ", "severity ", "at ", "on-delay ", "source ", "colour "];
        using (Assert.EnterMultipleScope())
        {
            foreach (var path in paths)
            {
                Assert.That(mistakes, Has.One.StartsWith($"rules.yaml: rules[0].{path}"));
            }

            Assert.That(mistakes, Has.One.Contains("more than one of the keys above, below"));
            Assert.That(mistakes, Has.One.Contains("2 causes in English and 1 in Chinese"));
            Assert.That(mistakes, Has.All.EndsWith("."));
        }
    }

    [TestCase("4 at day 7, 3 at day 0")]
    [TestCase("4 at day -1")]
    [TestCase("four")]
    [TestCase("")]
    public void Refuses_what_is_no_limit(string limit)
    {
        var mistakes = Mistakes($$"""
            rules:
              - rule: x
                area: climate
                severity: warning
                at: temperature
                when: { above: temperature, limit: "{{limit}}" }
            {{Text}}
            """);

        Assert.That(mistakes, Has.Count.EqualTo(1).And.One.StartsWith("rules.yaml: rules[0].when.limit is "));
    }

    [Test]
    public void A_name_can_be_used_once()
    {
        var rule = $$"""
              - rule: x
                area: climate
                severity: warning
                at: temperature
                when: { above: temperature, limit: 3 }
            {{Text}}
            """;

        Assert.That(Mistakes($"rules:\n{rule}\n{rule}"), Has.One.EqualTo("The pack \"own\" has 2 rules called \"x\"; give each a name of its own."));
    }

    private static RulePack Read(string text) => PackFile.Read("own", [("rules.yaml", text)]);

    private static IReadOnlyList<string> Mistakes(string text) => Assert.Throws<SetupException>(() => Read(text))!.Sentences;
}
