using System.Text.Json;
using Roost.Alarms.Packs;
using Roost.Alarms.Rules;

namespace Roost.Alarms.Tests.Packs;

internal sealed class PackOverridesTests
{
    private static readonly DateTimeOffset When = new(2025, 6, 1, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_changed_limit_makes_a_pack_with_a_higher_version()
    {
        var changed = new PackOverrides([Change("ammonia-high", "limit", "20"), Change("ammonia-high", "on-delay", "30m")])
            .Apply(RulePacks.Broiler, out var mistakes);

        var rule = changed.Rules.Single(rule => rule.Name == "ammonia-high");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mistakes, Is.Empty);
            Assert.That(changed.Version, Is.EqualTo(3));
            Assert.That(((Above)rule.When).Limit, Is.EqualTo(Curve.Constant(20)));
            Assert.That(rule.OnDelay, Is.EqualTo(TimeSpan.FromMinutes(30)));
            Assert.That(changed.Rules.Where(other => other.Name != "ammonia-high"), Is.EqualTo(RulePacks.Broiler.Rules.Where(other => other.Name != "ammonia-high")));
        }
    }

    [Test]
    public void One_point_of_a_curve_can_be_changed_or_added()
    {
        var changed = new PackOverrides([Change("temperature-low", "limit at day 7", "-3"), Change("temperature-low", "limit at day 10", "-3.5")])
            .Apply(RulePacks.Broiler, out _);

        var limit = ((Below)changed.Rules.Single(rule => rule.Name == "temperature-low").When).Limit;
        Assert.That(limit.Points, Is.EqualTo(new CurvePoint[] { new(0, -2), new(7, -3), new(10, -3.5), new(14, -4) }));
    }

    [Test]
    public void The_second_limit_of_a_rule_has_a_name_of_its_own()
    {
        var changed = new PackOverrides([Change("temperature-high", "limit-2", "6")]).Apply(RulePacks.Broiler, out var mistakes);

        var parts = ((AllOf)changed.Rules.Single(rule => rule.Name == "temperature-high").When).Conditions;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mistakes, Is.Empty);
            Assert.That(((Above)parts[0]).Limit.IsConstant, Is.False);
            Assert.That(((Above)parts[1]).Limit, Is.EqualTo(Curve.Constant(6)));
        }
    }

    [Test]
    public void A_rule_can_be_switched_off_and_on_again()
    {
        var off = new PackOverrides([Change("crowding", "off", "true")]).Apply(RulePacks.Layer, out _);
        var on = new PackOverrides([Change("crowding", "off", "true"), Change("crowding", "off", "false")]).Apply(RulePacks.Layer, out _);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(off.Rules.Select(rule => rule.Name), Has.No.Member("crowding"));
            Assert.That(on.Rules, Is.EqualTo(RulePacks.Layer.Rules));
        }
    }

    [TestCase("too-hot", "limit", "3", "The pack \"broiler\" has no rule \"too-hot\"; choose one of its")]
    [TestCase("ammonia-high", "colour", "3", "The rule \"ammonia-high\" has no value \"colour\"; choose one of limit, hysteresis, on-delay, off-delay, severity, off.")]
    [TestCase("ammonia-high", "limit-2", "3", "The rule \"ammonia-high\" has no value \"limit-2\"; choose one of limit")]
    [TestCase("ammonia-high", "limit", "much", "limit of the rule \"ammonia-high\" is \"much\", but it must be a number")]
    [TestCase("ammonia-high", "limit at day 7", "much", "limit at day 7 of the rule \"ammonia-high\" is \"much\", but it must be a number")]
    [TestCase("ammonia-high", "hysteresis", "-1", "hysteresis of the rule \"ammonia-high\" is \"-1\", but it must be a number of at least 0.")]
    [TestCase("ammonia-high", "on-delay", "soon", "on-delay of the rule \"ammonia-high\" is \"soon\", but it must be a duration")]
    [TestCase("ammonia-high", "severity", "deadly", "severity of the rule \"ammonia-high\" is \"deadly\", but it must be one of information, warning, critical.")]
    [TestCase("ammonia-high", "off", "maybe", "off of the rule \"ammonia-high\" is \"maybe\", but it must be true or false.")]
    public void A_change_that_can_not_be_made_is_left_out_and_named(string rule, string what, string value, string sentence)
    {
        var changed = new PackOverrides([Change(rule, what, value), Change("crowding", "severity", "information")])
            .Apply(RulePacks.Broiler, out var mistakes);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(mistakes, Has.Count.EqualTo(1).And.One.StartsWith(sentence));
            Assert.That(changed.Rules.Single(other => other.Name == "crowding").Severity, Is.EqualTo(AlarmSeverity.Information));
        }
    }

    [Test]
    public void Changes_survive_json()
    {
        var overrides = new PackOverrides([Change("ammonia-high", "limit", "20")]);
        var again = JsonSerializer.Deserialize<PackOverrides>(JsonSerializer.Serialize(overrides))!;

        Assert.That(again.Changes, Is.EqualTo(overrides.Changes));
    }

    private static RuleChange Change(string rule, string what, string value) => new(rule, what, value, "Li", "Chicks are small", When);
}
