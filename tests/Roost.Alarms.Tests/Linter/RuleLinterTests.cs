using Roost.Alarms.Linter;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Domain.Breeds;

namespace Roost.Alarms.Tests.Linter;

internal sealed class RuleLinterTests
{
    private static readonly FlockFacts broilers = new(BreedStandard.Ross308, 0, 42, new(2, 33));

    private static readonly TestCaseData[] shipped =
    [
        Shipped("broiler", BreedStandard.Ross308, 42),
        Shipped("broiler", BreedStandard.Cobb500, 49),
        Shipped("slow-growing", BreedStandard.SlowGrowing, 56),
        Shipped("slow-growing", BreedStandard.Huaixiang, 112),
        Shipped("layer", BreedStandard.HyLineBrown, 560),
        Shipped("layer", BreedStandard.LohmannBrown, 560),
    ];

    [TestCaseSource(nameof(shipped))]
    public void The_shipped_packs_are_well(string pack, BreedStandard breed, int toDay) =>
        Assert.That(RuleLinter.Check(RulePacks.For(pack)!, new(breed, 0, toDay, new(-5, 33))), Is.Empty);

    [Test]
    public void A_limit_of_37_typed_for_27_is_refused_with_its_reason()
    {
        var finding = Only(Own("above: temperature, limit: 37"), "critical");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(finding.Level, Is.EqualTo(FindingLevel.Refused));
            Assert.That(finding.Sentence.En, Does.Contain("37 °C").And.Contain("die above 36 °C in still air").And.Contain("set-point is 2"));
            Assert.That(finding.Sentence.ZhCn, Does.Contain("37 °C").And.Contain("死亡"));
        }
    }

    [TestCase("above: temperature - temperature-set-point@house, limit: 20", "critical", "die above")]
    [TestCase("above: temperature, limit: 22", "warning", "not above the set-point of")]
    [TestCase("below: temperature, limit: 31", "warning", "not below the set-point")]
    [TestCase("below: temperature - temperature-set-point@house, limit: 2", "warning", "not below the set-point")]
    [TestCase("below: temperature - temperature-set-point@house, limit: -15", "warning", "die of cold")]
    [TestCase("above: relative-humidity, limit: 100", "warning", "can never come")]
    [TestCase("above: temperature, limit: 90", "warning", "can never come")]
    [TestCase("below: static-pressure, limit: -500", "warning", "can never come")]
    [TestCase("above: ammonia, limit: 25, hysteresis: 30", "warning", "never ends")]
    [TestCase("below: relative-humidity, limit: 60, hysteresis: 50", "warning", "never ends")]
    [TestCase("above: fan-command - fan-speed, limit: 5, hysteresis: 8", "warning", "wider than the limit")]
    [TestCase("outside: static-pressure, low: 40, high: 30", "warning", "not above the low limit")]
    public void Refuses(string condition, string severity, string reason)
    {
        var findings = Check(Own(condition), severity);

        Assert.That(
            findings.Where(finding => finding.Level == FindingLevel.Refused).Select(finding => finding.Sentence.En), Has.Some.Contains(reason));
    }

    [TestCase("above: temperature - temperature-set-point@house, limit: 9 at day 0, 13 at day 42", "warning", "was another number meant")]
    [TestCase("above: temperature - temperature-set-point@house, limit: 0.5", "warning", "less than a degree")]
    [TestCase("above: temperature, limit: 32", "critical", "In this season")]
    public void Warns(string condition, string severity, string reason)
    {
        var findings = Check(Own(condition), severity);

        Assert.That(findings.Select(finding => finding.Sentence.En), Has.Some.Contains(reason));
    }

    [TestCase("fans-not-as-commanded-severe")]
    [TestCase("mains-power-lost")]
    [TestCase("temperature-high-severe")]
    [TestCase("heat-stress-severe")]
    public void A_delay_longer_than_birds_survive_is_refused(string rule)
    {
        var findings = RuleLinter.Check(Changed(rule, "on-delay", "25m"), broilers);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(findings, Has.Count.EqualTo(1));
            Assert.That(findings[0].Level, Is.EqualTo(FindingLevel.Refused));
            Assert.That(findings[0].Rule, Is.EqualTo(rule));
            Assert.That(findings[0].Sentence.En, Does.Contain("25 minutes").And.Contain("die within 20 to 30 minutes"));
        }
    }

    [TestCase("mains-power-lost", "off", "true", "is switched off")]
    [TestCase("mains-power-lost", "severity", "information", "is no longer critical")]
    [TestCase("ammonia-high", "limit", "60", "lies beyond the 50 of the graver rule")]
    public void A_weakened_pack_is_warned_about(string rule, string what, string value, string reason)
    {
        var findings = RuleLinter.Check(Changed(rule, what, value), broilers);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(findings, Has.Count.EqualTo(1));
            Assert.That(findings[0].Level, Is.EqualTo(FindingLevel.Warning));
            Assert.That(findings[0].Sentence.En, Does.Contain(reason));
            Assert.That(findings[0].Sentence.ZhCn, Is.Not.EqualTo(findings[0].Sentence.En));
        }
    }

    private static TestCaseData Shipped(string pack, BreedStandard breed, int toDay) =>
        new TestCaseData(pack, breed, toDay).SetArgDisplayNames(pack, breed.Name);

    private static RulePack Changed(string rule, string what, string value)
    {
        var pack = new PackOverrides([new(rule, what, value, "Li", "Too many pages", DateTimeOffset.UnixEpoch)])
            .Apply(RulePacks.Broiler, out var mistakes);
        Assert.That(mistakes, Is.Empty);
        return pack;
    }

    private static Finding Only(Func<string, RulePack> pack, string severity)
    {
        var findings = Check(pack, severity);
        Assert.That(findings, Has.Count.EqualTo(1));
        return findings[0];
    }

    private static IReadOnlyList<Finding> Check(Func<string, RulePack> pack, string severity) => RuleLinter.Check(pack(severity), broilers);

    /// <summary>A pack of one rule; the condition is written as pairs, because its limits may have commas too.</summary>
    private static Func<string, RulePack> Own(string condition)
    {
        var lines = System.Text.RegularExpressions.Regex.Split(condition, ", (?=limit|low|high|hysteresis)").Select(pair => $"          {pair}");
        return severity => PackFile.Read("own", [("own.yaml", $$"""
            rules:
              - rule: own
                area: climate
                severity: {{severity}}
                at: temperature
                when:
            {{string.Join('\n', lines)}}
                source: Roost
                en: { title: Own, means: Own rule., first: Look., causes: [None] }
                zh-CN: { title: 自定, means: 自定规则。, first: 查看。, causes: [无] }
            """)]);
    }
}
