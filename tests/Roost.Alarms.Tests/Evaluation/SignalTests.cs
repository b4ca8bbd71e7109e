using Roost.Alarms.Rules;
using Roost.Domain.Breeds;
using Roost.Domain.Climate;
using Roost.Domain.Readings;
using static Roost.Alarms.Tests.Evaluation.CoopCase;
using static Roost.Domain.Readings.Quantity;

namespace Roost.Alarms.Tests.Evaluation;

internal sealed class SignalTests
{
    private const double Hour = 3600;
    private const double Day = 24 * Hour;

    [Test]
    public void A_change_is_that_of_the_newest_value_from_the_one_a_while_ago()
    {
        var coop = new CoopCase(Rule(Temperature, new Above(new ChangeOf(Temperature, TimeSpan.FromMinutes(10)), Curve.Constant(2.5))));
        coop.Hold(0, 600, Temperature, 20);
        coop.Hold(610, 900, Temperature, 22);
        Assert.That(coop.Said, Is.Empty);
        coop.Feed(910, Temperature, 22.6);
        Assert.That(coop.Story(), Is.EqualTo("front 910 910-"));
        Assert.That(coop.Said[0].Value, Is.EqualTo(2.6).Within(1e-9));
    }

    [Test]
    public void A_flow_counts_across_midnight_and_is_unknown_until_it_was_watched()
    {
        // 1 L each 10 s is 360 L/h; the counter begins anew at second 86,400.
        var coop = new CoopCase(Rule(Water, new Below(new FlowOf(Water, TimeSpan.FromMinutes(30)), Curve.Constant(300))));
        for (var second = Day - Hour; second < Day + Hour; second += 10)
        {
            coop.Feed(second, Water, second < Day ? second / 10 : (second - Day) / 10, "house");
        }

        Assert.That(coop.Said, Is.Empty);
        coop.Hold(Day + Hour, Day + (2 * Hour), Water, 359, "house");
        Assert.That(coop.Said, Has.Count.EqualTo(1));
        Assert.That((coop.Said[0].RaisedAt - At(Day + Hour)).TotalMinutes, Is.EqualTo(5).Within(1.5), "a sixth of half an hour without water");
    }

    [Test]
    public void A_counter_of_a_controller_whose_clock_is_late_is_no_flood_at_midnight()
    {
        var coop = new CoopCase(Rule(Water, new Above(new FlowOf(Water, TimeSpan.FromMinutes(10)), Curve.Constant(400))));
        for (var second = Day - Hour; second < Day + Hour; second += 10)
        {
            coop.Feed(second, Water, second < Day + 120 ? second / 10 : (second - Day - 120) / 10, "house");
        }

        Assert.That(coop.Said, Is.Empty);
    }

    [Test]
    public void Totals_of_days_add_the_finals_of_earlier_days_to_today()
    {
        var coop = new CoopCase(Rule(Mortality, new Above(new DayTotalOf(Mortality, 7), Curve.Constant(69))));
        for (var day = 0; day < 7; day++)
        {
            coop.Feed((day * Day) + Hour, Mortality, 4, "house");
            coop.Feed((day * Day) + (20 * Hour), Mortality, day == 6 ? 9 : 10, "house");
        }

        Assert.That(coop.Said, Is.Empty);
        coop.Feed((6 * Day) + (21 * Hour), Mortality, 10, "house");
        Assert.That(coop.Said.Single().Value, Is.EqualTo(70));
    }

    [Test]
    public void Totals_of_days_that_were_not_watched_are_unknown_unless_the_flock_came_later()
    {
        var total = Rule(Mortality, new Above(new DayTotalOf(Mortality, 7), Curve.Constant(5)));
        var (old, young) = (new CoopCase(total), new CoopCase(Context with { PlacedOn = new DateOnly(2026, 1, 1) }, total));
        foreach (var coop in new[] { old, young })
        {
            coop.Feed(Hour, Mortality, 6, "house");
        }

        Assert.That((old.Said.Count, young.Said.Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public void A_ratio_is_what_one_counter_grew_for_each_unit_of_another()
    {
        var coop = new CoopCase(Rule(Water, new Above(new RatioOf(Water, Feed, TimeSpan.FromHours(1)), Curve.Constant(2.2))));
        for (var second = 0.0; second <= 3 * Hour; second += 60)
        {
            coop.Feed(second, Water, second / 60 * 2 + (second > 2 * Hour ? (second - (2 * Hour)) / 60 : 0), "house");
            coop.Feed(second + 1, Feed, second / 60, "house");
        }

        Assert.That(coop.Said, Is.Not.Empty);
        Assert.That(coop.Said[0].RaisedAt, Is.GreaterThan(At(2 * Hour)).And.LessThan(At(2.5 * Hour)));
    }

    [Test]
    public void A_stuck_value_has_no_spread_once_it_was_watched_and_the_smallest_change_counts()
    {
        var coop = new CoopCase(Rule(Temperature, new Below(new SpreadOf(Temperature, TimeSpan.FromMinutes(10)), Curve.Constant(double.Epsilon))));
        coop.Hold(0, 300, Temperature, 21.3);
        coop.Feed(305, Temperature, Math.BitIncrement(21.3));
        coop.Hold(310, 900, Temperature, 21.3);
        Assert.That(coop.Said, Is.Empty);
        coop.Hold(910, 1000, Temperature, 21.3);
        Assert.That(coop.Said, Has.Count.EqualTo(1));
        Assert.That((coop.Said[0].Value, coop.Said[0].Limit, coop.Said[0].Unit), Is.EqualTo(((double?)null, (double?)null, (string?)null)), "nobody takes it for a reading");
    }

    [Test]
    public void Silence_begins_at_the_last_reading_and_the_limit_however_time_is_told()
    {
        foreach (var step in new[] { 1.0, 7, 1000 })
        {
            var coop = new CoopCase(Rule(Temperature, new Above(new SilenceOf(Temperature), Curve.Constant(60)), onSeconds: 30));
            coop.Feed(5, Temperature, 20);
            for (var second = 5 + step; second <= 2000; second += step)
            {
                coop.AdvanceTo(second);
            }

            coop.Feed(3000, Temperature, 20);
            Assert.That(coop.Story(), Is.EqualTo("front 65 95-3000"));
            Assert.That(coop.Said[^1].Worst, Is.EqualTo(2995));
        }
    }

    [Test]
    public void Any_quality_breaks_a_silence_and_bad_readings_are_an_alarm_of_their_own()
    {
        var coop = new CoopCase(
            Rule(Temperature, new Above(new SilenceOf(Temperature), Curve.Constant(60))) with { Name = "silent" },
            Rule(Temperature, new BadReadings(Temperature)) with { Name = "bad" });
        coop.Feed(0, Temperature, 20);
        coop.Feed(50, Temperature, null, quality: Quality.Bad);
        coop.Feed(100, Temperature, 20, quality: Quality.Uncertain);
        Assert.That(coop.Said.Select(verdict => (verdict.Alarm.Rule, verdict.EndedAt is null)), Is.EqualTo(new[] { ("bad", true), ("bad", false) }));
    }

    [Test]
    public void What_is_usual_is_the_mean_of_the_same_hour_of_at_least_two_earlier_days()
    {
        var coop = new CoopCase(Rule(Activity, new Below(new PercentOf(new ValueOf(Activity), new UsualOf(new ValueOf(Activity), 7)), Curve.Constant(60))));
        for (var day = 0; day < 3; day++)
        {
            coop.Hold((day * Day) + (8 * Hour), (day * Day) + (9 * Hour) - 10, Activity, day == 0 ? 30 : 10, "house");
            coop.Hold((day * Day) + (9 * Hour), (day * Day) + (10 * Hour) - 10, Activity, 100, "house");
        }

        Assert.That(coop.Said[0].Value, Is.EqualTo(50).Within(1e-6), "10 of a usual 20, on the third day at eight");
    }

    [Test]
    public void A_sensor_is_held_against_the_median_of_the_other_places_in_the_house()
    {
        var coop = new CoopCase(Rule(Temperature, new Below(new DifferenceOf(new ValueOf(Temperature), new OtherPlacesOf(Temperature)), Curve.Constant(-8))));
        coop.Feed(0, Temperature, 5, "outside");
        coop.Feed(1, Temperature, 25, "front");
        Assert.That(coop.Said, Is.Empty, "nothing to hold it against");
        coop.Feed(2, Temperature, 24, "middle");
        coop.Feed(3, Temperature, 4, "rear");
        Assert.That(coop.Said.Select(verdict => verdict.Alarm.Place), Is.EqualTo(new[] { "rear" }));
    }

    [Test]
    public void The_breed_s_standard_is_that_of_the_whole_flock_on_its_day()
    {
        // Day 20 of Ross 308: row 21 of the feed table is 105 g a bird.
        var coop = new CoopCase(Context with { Birds = null }, Rule(Feed, new Below(new PercentOf(new DayTotalOf(Feed, 1), new StandardOf(Feed)), Curve.Constant(100))));
        coop.Feed(0, BirdCount, 10_000, "house");
        coop.Feed(10, Feed, 1050, "house");
        Assert.That(coop.Said, Is.Empty);
        coop.Feed(20, BirdCount, 20_000, "house");
        coop.Feed(30, Feed, 1050.5, "house");
        Assert.That(coop.Said.Single().Value, Is.EqualTo(100 * 1050.5 / (20_000 * 105 / 1000.0)).Within(1e-9));
    }

    [Test]
    public void Standards_know_weight_and_water()
    {
        var breed = BreedStandard.Ross308;
        foreach (var (quantity, expected) in new[]
        {
            (BirdWeight, breed.WeightGrams(20)),
            (Water, 20_000 * breed.FeedGramsOn(20) * BreedStandard.WaterMillilitersPerFeedGram(20) / 1000),
        })
        {
            var coop = new CoopCase(Rule(quantity, new Above(new DifferenceOf(new StandardOf(quantity), new ValueOf(quantity)), Curve.Constant(0))));
            coop.Feed(0, quantity, 0, "house");
            Assert.That(coop.Said.Single().Value, Is.EqualTo(expected).Within(1e-9));
        }
    }

    [Test]
    public void Effective_temperature_falls_back_to_the_house_s_air_speed_and_to_still_air()
    {
        var coop = new CoopCase(Rule(Temperature, new Above(new EffectiveTemperature(), Curve.Constant(0))));
        coop.Feed(0, RelativeHumidity, 70, "front");
        coop.Feed(1, Temperature, 30);
        Assert.That(coop.Said[0].Value, Is.EqualTo(HeatStress.EffectiveTemperatureCelsius(30, 70, 0.2)));
        var windy = new CoopCase(Rule(Temperature, new Above(new EffectiveTemperature(), Curve.Constant(0))));
        windy.Feed(0, AirSpeed, 2, "middle");
        windy.Feed(1, RelativeHumidity, 70, "house");
        windy.Feed(2, Temperature, 30);
        Assert.That(windy.Said[0].Value, Is.EqualTo(27.9).Within(0.06));
    }

    [Test]
    public void A_place_of_null_is_the_own_then_the_house_then_the_median_of_those_inside()
    {
        var far = new Above(new DifferenceOf(new ValueOf(Temperature), new ValueOf(TemperatureSetPoint)), Curve.Constant(0));
        var coop = new CoopCase(Rule(Temperature, far));
        coop.Feed(0, TemperatureSetPoint, 20, "zone-1");
        coop.Feed(1, TemperatureSetPoint, 23, "zone-2");
        coop.Feed(2, Temperature, 22);
        Assert.That(coop.Said[0].Value, Is.EqualTo(0.5));
        coop.Feed(3, TemperatureSetPoint, 19, "house");
        coop.Feed(4, Temperature, 18);
        coop.Feed(5, TemperatureSetPoint, 10, "front");
        Assert.That(coop.Said[^1].Value, Is.EqualTo(8));
    }
}
