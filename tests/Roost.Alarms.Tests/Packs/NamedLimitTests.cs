using Roost.Alarms.Packs;
using Roost.Alarms.Rules;

namespace Roost.Alarms.Tests.Packs;

internal sealed class NamedLimitTests
{
    [TestCase("broiler")]
    [TestCase("layer")]
    [TestCase("slow-growing")]
    public void A_change_by_a_limits_name_changes_this_limit_and_no_other(string name)
    {
        var pack = RulePacks.For(name)!;
        foreach (var (rule, limit) in pack.Rules.SelectMany(rule => NamedLimit.Of(rule).Select(limit => (rule, limit))))
        {
            var change = new RuleChange(rule.Name, limit.What, "12345 at day 3, 54321 at day 9", "anna", "test", new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
            var changed = new PackOverrides([change]).Apply(pack, out var mistakes);
            var after = NamedLimit.Of(changed.Rules.Single(each => each.Name == rule.Name));

            Assert.That(mistakes, Is.Empty);
            Assert.That(
                after,
                Is.EqualTo(NamedLimit.Of(rule).Select(each => each.What == limit.What ? each with { Limit = new Curve([new(3, 12345), new(9, 54321)]) } : each)),
                $"{limit.What} of {rule.Name}");
        }
    }

    [Test]
    public void A_rule_with_two_conditions_says_of_each_limit_what_is_held_against_it()
    {
        var limits = NamedLimit.Of(RulePacks.Broiler.Rules.Single(rule => rule.Name == "temperature-high"));

        Assert.That(limits.Select(limit => (limit.What, limit.Words.En, limit.Unit, limit.IsHigh, limit.Hysteresis, limit.Alone)), Is.EqualTo(
        [
            ("limit", "temperature less set-point", "°C", true, 0.5, false),
            ("limit-2", "temperature less temperature outside", "°C", true, 0.5, false),
        ]));
    }

    [Test]
    public void A_rule_that_is_judged_while_something_is_so_has_the_limits_alone_that_raise_it()
    {
        var limits = NamedLimit.Of(RulePacks.Broiler.Rules.Single(rule => rule.Name == "water-stopped"));

        Assert.That(limits.Select(limit => (limit.What, limit.IsHigh, limit.Alone, limit.Limit.At(1))), Is.EqualTo([("limit", false, true, 0.3)]));
    }
}
