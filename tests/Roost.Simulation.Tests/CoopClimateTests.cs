using CsCheck;
using Roost.Domain.Climate;

namespace Roost.Simulation.Tests;

public sealed class CoopClimateTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateOnly Placement = new(2026, 3, 1);
    private static readonly Gen<CoopPlan> Plans =
        Gen.Select(Gen.ULong, Gen.Int[1, 60]).Select((seed, number) => new CoopPlan(seed, number, Placement, Shanghai));

    [Test]
    public void Day_24_of_a_Ross_308_flock_looks_like_one()
    {
        // Anchors: Ross 308 objectives 2022 (1258 g at day 24, 1345 g at 25; 128 g feed), handbook 2025 (set-point, gases), W:F 1.7.
        var plan = new CoopPlan(1, 1, Placement, Shanghai);
        var coop = new CoopClimate(plan);
        var day = Enumerable.Range(0, 24 * 12).Select(step => coop.At(Local(24, step / 12.0))).ToArray();
        foreach (var (step, figures) in day.Index().Where(pair => pair.Index % 12 == 0))
        {
            TestContext.Out.WriteLine(
                $"{step / 12:00} h  T {figures.FrontTemperatureCelsius:0.0} {figures.MiddleTemperatureCelsius:0.0} {figures.RearTemperatureCelsius:0.0} "
                + $"(set {figures.TemperatureSetPointCelsius:0.0}, out {figures.OutsideTemperatureCelsius:0.0})  RH {figures.RelativeHumidityPercent:0}  "
                + $"NH3 {figures.AmmoniaPpm:0.0}  CO2 {figures.CarbonDioxidePpm:0}  {figures.StaticPressurePascals:0} Pa  "
                + $"{figures.IlluminanceLux:0} lx  fan {figures.FanSpeedPercent:0} heater {figures.HeaterPercent:0}  "
                + $"{figures.WaterLiters:0} L {figures.FeedKilograms:0} kg  {figures.BirdWeightGrams:0} g  act {figures.ActivityPercent:0.0}");
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(day.Average(figures => figures.BirdWeightGrams), Is.EqualTo(1300).Within(4).Percent);
            Assert.That(day.Select(figures => figures.TemperatureSetPointCelsius), Is.All.InRange(20, 22));
            Assert.That(day.Average(figures => figures.MiddleTemperatureCelsius), Is.InRange(20.5, 23));
            Assert.That(day.Average(figures => figures.RelativeHumidityPercent), Is.InRange(50, 68));
            Assert.That(day.Average(figures => figures.AmmoniaPpm), Is.InRange(5, 15));
            Assert.That(day.Average(figures => figures.CarbonDioxidePpm), Is.InRange(1200, 2500));
            Assert.That(day[^1].FeedKilograms, Is.EqualTo(20_000 * 0.128).Within(8).Percent);
            Assert.That(day[^1].WaterLiters / day[^1].FeedKilograms, Is.EqualTo(1.7).Within(2).Percent);
            Assert.That(day[2 * 12].IlluminanceLux, Is.Zero, "dark at 02:00");
            Assert.That(day[12 * 12].IlluminanceLux, Is.GreaterThan(20), "at least 20 lx in the light: Directive 2007/43/EC");
            Assert.That(day[12 * 12].ActivityPercent, Is.GreaterThan(4 * day[2 * 12].ActivityPercent));
        }
    }

    [Test]
    public void Every_figure_of_a_house_with_birds_is_one_that_a_house_can_have() =>
        Gen.Select(Plans, Gen.Double[0, CoopPlan.FlockDays - 0.001]).Sample((plan, age) =>
        {
            var figures = new CoopClimate(plan).At(Local(0, 24 * age));
            return figures.FlockDay == (int)age
                && Math.Abs(figures.MiddleTemperatureCelsius - figures.TemperatureSetPointCelsius) < 6
                && figures.RearTemperatureCelsius is > 10 and < 38
                && figures.RelativeHumidityPercent is > 15 and < 95
                && figures.AmmoniaPpm is >= 0 and < 40
                && figures.CarbonDioxidePpm is > 420 and < 3500
                && figures.StaticPressurePascals is > 10 and < 45
                && figures.FanSpeedPercent is >= 0 and <= 100
                && figures.HeaterPercent is >= 0 and <= 100
                && figures.ActivityPercent is > 0 and < 40
                && figures.Birds is > 18_500 and < 20_700;
        });

    [Test]
    public void Water_and_feed_never_fall_within_a_farm_day() =>
        Gen.Select(Plans, Gen.Int[0, CoopPlan.FlockDays - 1], Gen.Double[0, 23.9], Gen.Double[0, 2]).Sample((plan, day, hour, later) =>
        {
            var coop = new CoopClimate(plan);
            var (first, second) = (coop.At(Local(day, hour)), coop.At(Local(day, Math.Min(23.999, hour + later))));
            return second.WaterLiters >= first.WaterLiters && second.FeedKilograms >= first.FeedKilograms;
        });

    [Test]
    public void Water_and_feed_start_again_at_the_farms_midnight()
    {
        var coop = new CoopClimate(new CoopPlan(3, 2, Placement, Shanghai));
        var (evening, midnight) = (coop.At(Local(24, 23.999)), coop.At(Local(25, 0)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(evening.WaterLiters, Is.GreaterThan(3500));
            Assert.That(midnight.WaterLiters, Is.Zero);
            Assert.That(midnight.FeedKilograms, Is.Zero);
        }
    }

    [Test]
    public void The_same_plan_gives_the_same_figures_and_another_coop_others() =>
        Gen.Select(Plans, Gen.Double[0, 40]).Sample((plan, age) =>
        {
            var when = Local(0, 24 * age);
            var figures = new CoopClimate(plan).At(when);
            var neighbour = new CoopClimate(plan with { Number = plan.Number + 1 }).At(when);
            return figures == new CoopClimate(plan with { }).At(when)
                && figures.MiddleTemperatureCelsius != neighbour.MiddleTemperatureCelsius
                && figures.OutsideTemperatureCelsius == neighbour.OutsideTemperatureCelsius;
        });

    [Test]
    public void Figures_move_smoothly_from_second_to_second() =>
        Gen.Select(Plans, Gen.Double[0, CoopPlan.FlockDays - 0.01]).Where((_, age) => age % 1 < 0.999).Sample((plan, age) =>
        {
            var coop = new CoopClimate(plan);
            var (now, next) = (coop.At(Local(0, 24 * age)), coop.At(Local(0, 24 * age).AddSeconds(1)));
            return Math.Abs(next.MiddleTemperatureCelsius - now.MiddleTemperatureCelsius) < 0.05
                && Math.Abs(next.CarbonDioxidePpm - now.CarbonDioxidePpm) < 20
                && Math.Abs(next.RelativeHumidityPercent - now.RelativeHumidityPercent) < 0.5;
        });

    [Test]
    public void After_42_days_the_house_is_empty_for_a_week_and_then_holds_chicks()
    {
        var coop = new CoopClimate(new CoopPlan(1, 1, Placement, Shanghai));
        var (empty, chicks) = (coop.At(Local(45, 12)), coop.At(Local(49, 12)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(empty.FlockDay, Is.Null);
            Assert.That(empty.Birds, Is.Zero);
            Assert.That(empty.CarbonDioxidePpm, Is.EqualTo(420).Within(10));
            Assert.That(chicks.FlockDay, Is.Zero);
            Assert.That(chicks.TemperatureSetPointCelsius, Is.EqualTo(30).Within(0.5), "Ross broiler handbook 2025");
        }
    }

    [Test]
    public void Losses_stay_below_the_ceiling_of_the_directive()
    {
        // Council Directive 2007/43/EC, for 42 kg/m²: 1 % plus 0.06 % for each day of age.
        for (var day = 7; day <= CoopPlan.FlockDays; day++)
            Assert.That(FlockLosses.ShareBy(day), Is.LessThan(0.01 + (0.0006 * day)));
    }

    [Test]
    public void Ventilation_is_never_below_the_guides_minimum() =>
        Gen.Select(Plans, Gen.Double[1, 41]).Sample((plan, age) =>
        {
            var figures = new CoopClimate(plan).At(Local(0, 24 * age));
            var least = figures.Birds * BroilerNeeds.MinimumVentilationCubicMetersPerHour(figures.BirdWeightGrams / 1000);
            return figures.FanSpeedPercent / 100 * 160_000 > 0.97 * least;
        });

    private static DateTimeOffset Local(int day, double hour) =>
        new DateTimeOffset(Placement.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8)).AddDays(day).AddHours(hour);
}
