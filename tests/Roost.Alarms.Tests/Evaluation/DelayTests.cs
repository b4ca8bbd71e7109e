using Roost.Alarms.Rules;
using static Roost.Alarms.Tests.Evaluation.CoopCase;
using static Roost.Domain.Readings.Quality;
using static Roost.Domain.Readings.Quantity;

namespace Roost.Alarms.Tests.Evaluation;

internal sealed class DelayTests
{
    private static readonly Above Hot = new(new ValueOf(Temperature), Curve.Constant(30), Hysteresis: 2);

    [Test]
    public void An_excursion_is_raised_with_its_start_and_ends_behind_the_hysteresis()
    {
        var coop = new CoopCase(Rule(Temperature, Hot, onSeconds: 20, offSeconds: 10));
        coop.Feed(0, Temperature, 31);
        coop.Feed(10, Temperature, 33);
        Assert.That(coop.Said, Is.Empty);
        coop.Feed(20, Temperature, 32);
        coop.Feed(30, Temperature, 35);
        coop.Feed(40, Temperature, 29);
        coop.Feed(50, Temperature, 28);
        Assert.That(coop.Said, Has.Count.EqualTo(1));
        coop.Feed(60, Temperature, 27);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(coop.Story(), Is.EqualTo("front 0 20-60"));
            Assert.That((coop.Said[0].Value, coop.Said[0].Limit, coop.Said[0].Worst), Is.EqualTo((32.0, 30.0, 32.0)));
            Assert.That(coop.Said[1].Worst, Is.EqualTo(35));
        }
    }

    [Test]
    public void What_lies_only_between_two_readings_of_one_moment_breaks_no_delay()
    {
        // One heater of three burns untold; another goes on and off as it is told: for an instant between the two readings all seems well.
        var untold = new Below(new DifferenceOf(new ValueOf(HeaterCommand, "house"), new ValueOf(Heater, "house")), Curve.Constant(-20), 5);
        var coop = new CoopCase(Rule(Heater, untold, onSeconds: 60));
        for (var second = 0; second <= 60; second += 10)
        {
            var told = second % 20 == 0 ? 33 : 0;
            coop.Feed(second, Heater, told + 33, "house");
            coop.Feed(second, HeaterCommand, told, "house");
        }

        Assert.That(coop.Story(), Is.EqualTo("house 0 60-"));
    }

    [Test]
    public void A_value_at_the_limit_is_no_excursion_and_one_at_the_clear_limit_is_over()
    {
        var coop = new CoopCase(Rule(Temperature, Hot));
        coop.Feed(0, Temperature, 30);
        Assert.That(coop.Said, Is.Empty);
        coop.Feed(10, Temperature, 30.001);
        coop.Feed(20, Temperature, 28.001);
        Assert.That(coop.Story(), Is.EqualTo("front 10 10-"));
        coop.Feed(30, Temperature, 28);
        Assert.That(coop.Story(), Is.EqualTo("front 10 10-30"));
    }

    [TestCase(29, TestName = "A_value_between_the_limits_begins_an_on_delay_anew")]
    [TestCase(20, TestName = "A_clear_value_begins_an_on_delay_anew")]
    public void A_value_that_is_not_beyond_begins_an_on_delay_anew(double value)
    {
        var coop = new CoopCase(Rule(Temperature, Hot, onSeconds: 30));
        coop.Hold(0, 20, Temperature, 31);
        coop.Feed(25, Temperature, value);
        coop.Hold(30, 60, Temperature, 31);
        Assert.That(coop.Story(), Is.EqualTo("front 30 60-"));
    }

    [Test]
    public void An_off_delay_begins_anew_with_each_value_that_is_not_over()
    {
        var coop = new CoopCase(Rule(Temperature, Hot, offSeconds: 30));
        coop.Feed(0, Temperature, 31);
        coop.Hold(10, 30, Temperature, 27);
        coop.Feed(35, Temperature, 29);
        coop.Hold(40, 70, Temperature, 27);
        Assert.That(coop.Story(), Is.EqualTo("front 0 0-70"));
    }

    [Test]
    public void A_delay_runs_out_while_no_reading_comes_for_the_last_one_counts()
    {
        var coop = new CoopCase(Rule(Temperature, Hot, onSeconds: 60));
        coop.Feed(0, Temperature, 31);
        coop.AdvanceTo(59);
        Assert.That(coop.Said, Is.Empty);
        coop.AdvanceTo(300);
        Assert.That(coop.Story(), Is.EqualTo("front 0 60-"));
    }

    [Test]
    public void A_reading_older_than_ten_minutes_no_longer_counts()
    {
        var coop = new CoopCase(Rule(Temperature, Hot, onSeconds: 601));
        coop.Feed(0, Temperature, 31);
        coop.AdvanceTo(10_000);
        Assert.That(coop.Said, Is.Empty);
    }

    [TestCase(1199, "front 0 1199-", Description = "599 s unknown: the delay went on.")]
    [TestCase(1201, "", Description = "More than 600 s unknown: the delay begins anew.")]
    public void A_delay_goes_on_through_a_short_unknown_stretch_and_not_through_a_long_one(double back, string story)
    {
        var coop = new CoopCase(Rule(Temperature, Hot, onSeconds: 900));
        coop.Feed(0, Temperature, 31);
        coop.Feed(back, Temperature, 31);
        Assert.That(coop.Story(), Is.EqualTo(story));
    }

    [Test]
    public void Bad_readings_neither_raise_nor_clear_and_do_not_stop_a_delay()
    {
        var coop = new CoopCase(Rule(Temperature, Hot, onSeconds: 30, offSeconds: 30));
        coop.Feed(0, Temperature, 31);
        coop.Feed(10, Temperature, null, quality: Bad);
        coop.Feed(40, Temperature, null, quality: Bad);
        Assert.That(coop.Said, Is.Empty);
        coop.Feed(50, Temperature, 31);
        coop.Feed(60, Temperature, 20);
        coop.Feed(70, Temperature, null, quality: Bad);
        coop.Feed(95, Temperature, null, quality: Bad);
        Assert.That(coop.Story(), Is.EqualTo("front 0 50-"));
        coop.Feed(100, Temperature, 20);
        Assert.That(coop.Story(), Is.EqualTo("front 0 50-100"));
    }

    [Test]
    public void An_uncertain_reading_is_evidence_of_danger_and_not_of_safety()
    {
        var coop = new CoopCase(Rule(Temperature, Hot));
        coop.Feed(0, Temperature, 31, quality: Uncertain);
        coop.Feed(10, Temperature, 20, quality: Uncertain);
        Assert.That(coop.Story(), Is.EqualTo("front 0 0-"));
        coop.Feed(20, Temperature, 20);
        Assert.That(coop.Story(), Is.EqualTo("front 0 0-20"));
    }

    [Test]
    public void Readings_that_are_not_after_the_last_change_nothing()
    {
        var coop = new CoopCase(Rule(Temperature, Hot));
        coop.Feed(10, Temperature, 20);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(coop.Feed(10, Temperature, 31), Is.False);
            Assert.That(coop.Feed(5, Temperature, 31, "rear"), Is.False);
            Assert.That(coop.Feed(10, Temperature, 31, "aisle"), Is.False);
            Assert.That(coop.Feed(10, Temperature, 31, "rear"), Is.True);
            Assert.That(coop.Feed(10, RelativeHumidity, 50), Is.True);
            Assert.That(coop.Story(), Is.EqualTo("rear 10 10-"));
        }
    }
}
