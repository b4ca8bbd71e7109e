using Roost.Alarms.BackTest;
using Roost.Alarms.Rules;
using Roost.Alarms.Tests.Evaluation;
using Roost.Domain.Readings;

namespace Roost.Alarms.Tests.BackTest;

internal sealed class BackTestingTests
{
    private static readonly Rule Hot = CoopCase.Rule(Quantity.Temperature, new Above(new ValueOf(Quantity.Temperature), Curve.Constant(30)));

    [Test]
    public void The_same_rules_make_the_same_alarms() =>
        Assert.That(CountsOf(Test([Hot], [Hot with { Text = Hot.Text with { Causes = [new("A", "甲")] } }])), Is.EqualTo((0, 0, 0, 2)), "another text is another rule, with the same alarms");

    [Test]
    public void A_lower_limit_gains_and_a_higher_one_loses()
    {
        Assert.That(CountsOf(Test([Hot], [Above(25)])), Is.EqualTo((1, 0, 0, 2)));
        Assert.That(CountsOf(Test([Hot], [Above(32)])), Is.EqualTo((0, 1, 0, 1)));
    }

    [Test]
    public void A_longer_delay_moves_an_alarm_or_loses_it()
    {
        var result = Test([Hot], [Hot with { OnDelay = TimeSpan.FromSeconds(60) }]);

        Assert.That(CountsOf(result), Is.EqualTo((0, 1, 1, 0)));
        Assert.That(result.Moved.Single().Later, Is.EqualTo(TimeSpan.FromSeconds(60)));
    }

    [Test]
    public void A_rule_that_is_switched_off_loses_its_alarms_and_leaves_those_of_others()
    {
        var low = Hot with { Name = "other", When = new Below(new ValueOf(Quantity.Temperature), Curve.Constant(21)) };

        Assert.That(CountsOf(Test([Hot, low], [low])), Is.EqualTo((0, 2, 0, 0)));
    }

    [Test]
    public void A_sensor_that_is_silent_until_the_end_is_found_without_readings_of_others()
    {
        var silent = CoopCase.Rule(Quantity.Temperature, new Above(new SilenceOf(Quantity.Temperature), Curve.Constant(300)));
        var test = new BackTesting(new("test", 1, []), new("test", 2, [silent]), CoopCase.Context);
        test.Step(CoopCase.Read(0, Quantity.Temperature, 20));

        Assert.That(test.Finish(CoopCase.At(1_000)).Gained.Select(gained => gained.RaisedAt), Is.EqualTo([CoopCase.At(300)]));
    }

    [Test]
    public void Only_quantities_of_changed_rules_and_of_the_flock_are_wanted()
    {
        var dry = CoopCase.Rule(Quantity.RelativeHumidity, new Below(new ValueOf(Quantity.RelativeHumidity), Curve.Constant(30))) with { Name = "dry" };

        Assert.That(
            new BackTesting(new("test", 1, [Hot, dry]), new("test", 2, [Above(25), dry]), CoopCase.Context).Quantities,
            Is.EqualTo([Quantity.Temperature, Quantity.FlockDay, Quantity.BirdCount]));
        Assert.That(new BackTesting(new("test", 1, [Hot]), new("test", 1, [Hot]), CoopCase.Context).Quantities, Is.Empty);
    }

    [Test]
    public void Another_severity_changes_every_alarm_though_none_comes_at_another_time()
    {
        var result = Test([Hot], [Hot with { Severity = AlarmSeverity.Information }]);

        Assert.That(CountsOf(result), Is.EqualTo((0, 0, 2, 0)));
        Assert.That(result.Moved.Select(moved => (moved.Later, moved.Before.Severity, moved.After.Severity)), Is.All.EqualTo((TimeSpan.Zero, Hot.Severity, AlarmSeverity.Information)));
    }

    [Test]
    public void Information_pages_nobody()
    {
        var result = Test([Hot], [Hot with { Severity = AlarmSeverity.Information }]);

        Assert.That((result.PagesBefore, result.PagesAfter), Is.EqualTo((2, 0)));
        Assert.That((result.PagesAWeekBefore, result.PagesAWeekAfter), Is.EqualTo((2 * 7 * 24 * 3_600 / 2_000.0, 0.0)).Within(1e-6));
    }

    private static (int Gained, int Lost, int Moved, int Kept) CountsOf(BackTestResult result) =>
        (result.Gained.Count, result.Lost.Count, result.Moved.Count, result.Kept);

    private static Rule Above(double limit) => Hot with { When = new Above(new ValueOf(Quantity.Temperature), Curve.Constant(limit)) };

    // 2,000 s at 20 °C, with 100 s at 33 °C, 30 s at 31 °C and 30 s at 27 °C.
    private static BackTestResult Test(Rule[] before, Rule[] after)
    {
        var test = new BackTesting(new("test", 1, before), new("test", 2, after), CoopCase.Context);
        for (var second = 0; second <= 2_000; second += 10)
        {
            var value = second switch { >= 200 and < 300 => 33.0, >= 600 and < 630 => 31.0, >= 900 and < 930 => 27.0, _ => 20.0 };
            test.Step(CoopCase.Read(second, Quantity.Temperature, value));
        }

        return test.Finish(CoopCase.At(2_000));
    }
}
