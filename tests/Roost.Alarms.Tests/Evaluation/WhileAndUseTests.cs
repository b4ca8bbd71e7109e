using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;
using static Roost.Alarms.Tests.Evaluation.CoopCase;
using static Roost.Domain.Readings.Quantity;

namespace Roost.Alarms.Tests.Evaluation;

internal sealed class WhileAndUseTests
{
    private static readonly Above Hot = new(new ValueOf(Temperature), Curve.Constant(30));
    private static readonly Rule InLight = Rule(Temperature, Hot, onSeconds: 20, offSeconds: 60) with { While = new Above(new ValueOf(Illuminance), Curve.Constant(10), 5) };

    [Test]
    public void A_rule_is_judged_only_while_its_condition_is_so()
    {
        var coop = new CoopCase(InLight);
        coop.Feed(0, Illuminance, 0);
        coop.Hold(0, 50, Temperature, 31);
        Assert.That(coop.Said, Is.Empty);
        coop.Feed(60, Illuminance, 20);
        coop.Hold(60, 90, Temperature, 31);
        coop.Feed(95, Illuminance, 8);
        Assert.That(coop.Story(), Is.EqualTo("front 60 80-"), "hysteresis");
        coop.Feed(105, Illuminance, 4);
        Assert.That(coop.Story(), Is.EqualTo("front 60 80-105"), "no off-delay");
    }

    [Test]
    public void An_unknown_while_raises_nothing_and_keeps_what_is_active()
    {
        var coop = new CoopCase(InLight);
        coop.Hold(0, 50, Temperature, 31);
        coop.Feed(60, Illuminance, 20);
        coop.Hold(60, 90, Temperature, 31);
        coop.Feed(100, Illuminance, null, quality: Quality.Bad);
        coop.Hold(110, 300, Temperature, 20);
        Assert.That(coop.Story(), Is.EqualTo("front 60 80-"));
        coop.Feed(310, Illuminance, 20);
        coop.Hold(320, 380, Temperature, 20);
        Assert.That(coop.Story(), Is.EqualTo("front 60 80-370"));
    }

    [Test]
    public void A_house_without_birds_suppresses_what_goes_on_until_they_come_and_all_that_it_may()
    {
        var context = Context with { Uses = [new(At(100), HouseUse.Cleaning), new(At(200), HouseUse.Birds)] };
        var coop = new CoopCase(context, Rule(Temperature, Hot, onSeconds: 30), Rule(MainsPower, new Below(new ValueOf(MainsPower), Curve.Constant(0.5))) with { Name = "power", InEmptyHouse = true });
        coop.Hold(0, 90, Temperature, 31);
        coop.Feed(95, MainsPower, 1, "house");
        coop.Hold(110, 150, Temperature, 31);
        coop.Feed(155, MainsPower, 0, "house");
        Assert.That(coop.Story(), Is.EqualTo("front 0 30-; house 155 155-"));
        coop.Hold(190, 300, Temperature, 31);
        Assert.That(coop.Story(), Is.EqualTo("front 0 30-; house 155 155-"));
        Assert.That(coop.Said.Select(verdict => (verdict.Alarm.Place, verdict.Suppressed)), Is.EqualTo([("front", false), ("front", true), ("house", false), ("front", false)]));
    }

    [Test]
    public void What_begins_in_a_house_without_birds_is_suppressed_and_so_is_its_end_also_across_a_restart()
    {
        var coop = new CoopCase(Context with { Uses = [new(At(0), HouseUse.Empty)] }, Rule(Temperature, Hot, onSeconds: 30));
        coop.Hold(10, 50, Temperature, 31);
        coop.Restart();
        coop.Hold(60, 80, Temperature, 20);
        Assert.That(coop.Story(), Is.EqualTo("front 10 40-60"));
        Assert.That(coop.Said.Select(verdict => verdict.Suppressed), Is.EqualTo([true, true]));
    }

    [TestCase(31, 20, 31, "front 0 0-", TestName = "Any_of_two_is_one")]
    [TestCase(20, 20, 20, "", TestName = "Any_of_two_is_none")]
    [TestCase(31, null, 31, "front 0 0-", TestName = "Any_of_two_is_one_whatever_is_unknown_of_the_other")]
    public void Any_is_raised_by_one(double first, double? second, double value, string story)
    {
        var coop = new CoopCase(Rule(Temperature, new AnyOf([Hot, new Above(new ValueOf(Ammonia), Curve.Constant(25))])));
        coop.Feed(0, Temperature, first);
        coop.Feed(0.5, Ammonia, second, quality: second is null ? Quality.Bad : Quality.Good);
        Assert.That(coop.Story(), Is.EqualTo(story));
        Assert.That(coop.Said.FirstOrDefault()?.Value ?? value, Is.EqualTo(value));
    }

    [Test]
    public void All_needs_every_part_and_is_over_with_the_first_whatever_is_unknown_of_the_others()
    {
        var coop = new CoopCase(Rule(Temperature, new AllOf([Hot, new Above(new ValueOf(Ammonia), Curve.Constant(25))])));
        coop.Feed(0, Temperature, 31);
        coop.Feed(1, Ammonia, 20);
        Assert.That(coop.Said, Is.Empty);
        coop.Feed(10, Ammonia, 26);
        coop.Feed(20, Ammonia, null, quality: Quality.Bad);
        Assert.That(coop.Story(), Is.EqualTo("front 10 10-"));
        coop.Feed(30, Temperature, 29);
        Assert.That(coop.Story(), Is.EqualTo("front 10 10-30"));
    }

    [Test]
    public void Outside_a_band_is_either_side_and_its_worst_is_on_the_side_that_raised_it()
    {
        var coop = new CoopCase(Rule(StaticPressure, new Outside(new ValueOf(StaticPressure), Curve.Constant(5), Curve.Constant(40), 2)));
        coop.Feed(0, StaticPressure, 4, "house");
        coop.Feed(10, StaticPressure, 1, "house");
        coop.Feed(20, StaticPressure, 6, "house");
        Assert.That(coop.Said, Has.Count.EqualTo(1));
        coop.Feed(30, StaticPressure, 7, "house");
        Assert.That((coop.Said[^1].Worst, coop.Said[^1].EndedAt), Is.EqualTo(((double?)1, (DateTimeOffset?)At(30))));
    }

    [Test]
    public void Outside_and_neighbours_are_judged_only_where_a_rule_names_them()
    {
        var coop = new CoopCase(Rule(Temperature, Hot), Rule(Temperature, Hot) with { Name = "weather", Places = ["outside"] });
        coop.Feed(0, Temperature, 35, "neighbours");
        coop.Feed(0, Temperature, 35, "outside");
        coop.Feed(1, Temperature, 35, "rear");
        Assert.That(coop.Said.Select(verdict => (verdict.Alarm.Rule, verdict.Alarm.Place)), Is.EqualTo(new[] { ("weather", "outside"), ("rule", "rear") }));
    }
}
