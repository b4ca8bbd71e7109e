using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Alarms.Words;
using Roost.Domain.Readings;

namespace Roost.Alarms.Tests.Words;

internal sealed partial class RuleWordsTests
{
    private static readonly Curve four = Curve.Constant(4);

    private static readonly Signal[] signals =
    [
        new ValueOf(Quantity.Temperature), new ValueOf(Quantity.Temperature, "outside"), new ValueOf(Quantity.Temperature, "neighbours"),
        new ChangeOf(Quantity.Temperature, TimeSpan.FromMinutes(10)), new FlowOf(Quantity.Water, TimeSpan.FromHours(1)),
        new DayTotalOf(Quantity.Mortality, 1), new DayTotalOf(Quantity.Mortality, 7), new RatioOf(Quantity.Water, Quantity.Feed, TimeSpan.FromDays(2)),
        new SpreadOf(Quantity.Temperature, TimeSpan.FromHours(2)), new SilenceOf(Quantity.Temperature), new UsualOf(new ValueOf(Quantity.Activity), 7),
        new OtherPlacesOf(Quantity.Ammonia), new StandardOf(Quantity.Feed), new EffectiveTemperature(), new HeatIndex(),
        new DifferenceOf(new ValueOf(Quantity.Temperature), new ValueOf(Quantity.TemperatureSetPoint)),
        new PercentOf(new ValueOf(Quantity.Mortality), new ValueOf(Quantity.BirdCount)),
    ];

    private static readonly Condition[] conditions =
    [
        .. signals.Select(signal => new Above(signal, four)),
        .. signals.Select(signal => new Below(signal, four)),
        new Outside(new ValueOf(Quantity.StaticPressure), four, Curve.Constant(60)),
        new BadReadings(Quantity.Temperature),
        new AllOf([new BadReadings(Quantity.Temperature), new BadReadings(Quantity.Ammonia)]),
        new AnyOf([new BadReadings(Quantity.Temperature), new BadReadings(Quantity.Ammonia)]),
    ];

    [Test]
    public void A_rule_is_one_plain_sentence_with_its_numbers()
    {
        var rule = RulePacks.Broiler.Rules.Single(rule => rule.Name == "temperature-low");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(RuleWords.Describe(rule, 21, "en"), Is.EqualTo(
                "Temperature more than 4 °C below the set-point for 15 minutes; over at 3.5 °C below for 5 minutes."));
            Assert.That(RuleWords.Describe(rule, 21, "zh-CN"), Is.EqualTo(
                "温度比设定温度低4 °C以上，持续15分钟；回到低3.5 °C并持续5分钟后解除。"));
            Assert.That(RuleWords.Describe(rule, null, "en"), Is.EqualTo(
                "Temperature more than 2 °C (day 0), 2 °C (day 7), 4 °C (day 14) below the set-point for 15 minutes; "
                + "over at 1.5 °C (day 0), 1.5 °C (day 7), 3.5 °C (day 14) below for 5 minutes."));
        }
    }

    [TestCase("mains-power-lost", "Mains power is absent for 1 minute; over when it is no longer so for 1 minute.", "市电中断，持续1分钟；恢复1分钟后解除。")]
    [TestCase("ammonia-high", "NH₃ above 25 ppm for 1 hour; over at 22 ppm for 15 minutes.", "氨气高于25 ppm，持续1小时；回到22 ppm并持续15分钟后解除。")]
    [TestCase("sensor-missing-temperature",
        "The sensor of temperature reports a fault or no reading of temperature for more than 5 minutes for 2 minutes; over when it is no longer so for 1 minute.",
        "温度传感器报告故障，或温度超过5分钟没有数据，持续2分钟；恢复1分钟后解除。")]
    [TestCase("camera-frozen",
        "Picture change below 0.02 for 4 minutes; over when it is no longer so for 1 minute; judged only while picture brightness above 4 %.",
        "画面变化低于0.02，持续4分钟；恢复1分钟后解除；仅当画面亮度高于4 %时判断。")]
    public void Describes(string name, string english, string chinese)
    {
        var rule = RulePacks.Broiler.Rules.Single(rule => rule.Name == name);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(RuleWords.Describe(rule, 21, "en"), Is.EqualTo(english));
            Assert.That(RuleWords.Describe(rule, 21, "zh-CN"), Is.EqualTo(chinese));
        }
    }

    [Test]
    public void Every_signal_and_condition_has_words_in_both_languages()
    {
        var tried = signals.Select(signal => signal.GetType()).Concat(conditions.Select(condition => condition.GetType())).ToHashSet();
        var known = typeof(Signal).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Signal)) || type.IsSubclassOf(typeof(Condition)));
        var rule = RulePacks.Broiler.Rules[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(known.Where(type => !tried.Contains(type)), Is.Empty, "This test does not try every signal and condition.");
            foreach (var condition in conditions)
            {
                var (english, chinese) = (
                    RuleWords.Describe(rule with { When = condition }, 7, "en"), RuleWords.Describe(rule with { When = condition }, 7, "zh-CN"));
                Assert.That(english, Does.Not.Match("[\u4e00-\u9fff]"));
                Assert.That(chinese, Does.Match("[\u4e00-\u9fff]").And.Not.Match("[a-z]{4}"));
            }
        }
    }

    [Test]
    public void Every_quantity_has_the_dashboards_name_in_both_languages()
    {
        var (english, chinese) = (Dashboard("en.ts"), Dashboard("zh-cn.ts"));

        using (Assert.EnterMultipleScope())
        {
            foreach (var quantity in QuantityFacts.All)
            {
                var name = QuantityFacts.Of(quantity).Name;
                Assert.That(QuantityNames.Of(quantity), Is.EqualTo(new LocalText(english[name], chinese[name])), name);
                Assert.That(QuantityNames.Of(quantity).ZhCn, Does.Match("[\u4e00-\u9fff]"), name);
            }
        }
    }

    [Test]
    public void Every_text_of_the_packs_is_in_both_languages([Values("broiler", "layer", "slow-growing")] string name)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var rule in RulePacks.For(name)!.Rules)
            {
                LocalText[] texts = [rule.Text.Title, rule.Text.Means, rule.Text.First, .. rule.Text.Causes];
                Assert.That(texts.Select(text => text.En), Has.All.Not.Match("[\u4e00-\u9fff]"), rule.Name);
                Assert.That(texts.Select(text => text.ZhCn), Has.All.Match("[\u4e00-\u9fff]"), rule.Name);
                Assert.That(rule.Text.Means.En, Does.EndWith("."), rule.Name);
                Assert.That(rule.Text.Means.ZhCn, Does.EndWith("。"), rule.Name);
                Assert.That(RuleWords.Describe(rule, 21, "en"), Does.EndWith("."), rule.Name);
                Assert.That(RuleWords.Describe(rule, 21, "zh-CN"), Does.EndWith("。"), rule.Name);
            }
        }
    }

    private static Dictionary<string, string> Dashboard(string file, [CallerFilePath] string here = "") =>
        Name().Matches(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "dashboard", "src", "i18n", file)))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    [GeneratedRegex("\"quantity\\.([a-z-]+)\": \"([^\"]+)\"")]
    private static partial Regex Name();
}
