using Roost.Alarms.Packs;
using Roost.Alarms.Rules;
using Roost.Domain.Readings;

namespace Roost.Alarms.Tests.Packs;

internal sealed class ShippedRulesTests
{
    /// <summary>What raises each rule: a sensor, from which hour of the last day on, and what its values become.</summary>
    private static readonly Dictionary<string, (Quantity Quantity, string Place, int FromHour, Func<double, double> Value)> disturbances = new()
    {
        ["humidity-high"] = (Quantity.RelativeHumidity, "*", 8, calm => calm + 30),
        ["ammonia-high"] = (Quantity.Ammonia, "*", 8, calm => calm + 22),
        ["ammonia-high-severe"] = (Quantity.Ammonia, "*", 8, calm => calm + 50),
        ["carbon-dioxide-high"] = (Quantity.CarbonDioxide, "*", 8, calm => calm + 2500),
        ["carbon-dioxide-high-severe"] = (Quantity.CarbonDioxide, "*", 8, calm => calm + 6000),
        ["temperature-uneven"] = (Quantity.Temperature, "rear", 8, calm => calm + 5),
        ["temperature-unlike-neighbours"] = (Quantity.Temperature, "*", 8, calm => calm + 5),
        ["temperature-high"] = (Quantity.Temperature, "*", 2, calm => calm + 6.5),
        ["temperature-high-severe"] = (Quantity.Temperature, "*", 8, calm => calm + 16),
        ["temperature-low"] = (Quantity.Temperature, "*", 8, calm => calm - 9),
        ["temperature-low-severe"] = (Quantity.Temperature, "*", 8, calm => calm - 14),
        ["heat-stress"] = (Quantity.Temperature, "*", 8, calm => calm + 9.5),
        ["heat-stress-severe"] = (Quantity.Temperature, "*", 8, calm => calm + 14),
        ["mains-power-lost"] = (Quantity.MainsPower, "house", 8, _ => 0),
        ["fans-not-as-commanded"] = (Quantity.FanSpeed, "side", 8, _ => 40),
        ["fans-not-as-commanded-slightly"] = (Quantity.FanSpeed, "side", 8, _ => 48),
        ["fans-not-as-commanded-severe"] = (Quantity.FanSpeed, "side", 8, _ => 0),
        ["heaters-not-as-commanded"] = (Quantity.Heater, "house", 8, _ => 33),
        ["static-pressure"] = (Quantity.StaticPressure, "house", 8, _ => 1),
        ["water-stopped"] = (Quantity.Water, "house", 9, _ => double.NegativeInfinity),
        ["water-low"] = (Quantity.Water, "house", 0, calm => Math.Round(calm * 0.6)),
        ["water-high"] = (Quantity.Water, "house", 0, _ => double.PositiveInfinity),
        ["feed-stopped"] = (Quantity.Feed, "house", 9, _ => double.NegativeInfinity),
        ["feed-low"] = (Quantity.Feed, "house", 0, calm => Math.Round(calm * 0.75)),
        ["feed-low-slowly"] = (Quantity.Feed, "house", -36, calm => Math.Round(calm * 0.8)),
        ["water-to-feed"] = (Quantity.Feed, "house", -20, calm => Math.Round(calm * 0.4)),
        ["weight-behind"] = (Quantity.BirdWeight, "scale-1", 0, calm => calm * 0.8),
        ["activity-low"] = (Quantity.Activity, "house", 8, calm => calm * 0.6),
        ["activity-low-slowly"] = (Quantity.Activity, "house", -36, calm => calm * 0.6),
        ["activity-high"] = (Quantity.Activity, "house", 2, _ => 10),
        ["crowding"] = (Quantity.Occupancy, "front", 8, calm => calm * 1.8),
        ["mortality-high"] = (Quantity.Mortality, "house", 8, calm => calm + 70),
        ["mortality-high-sudden"] = (Quantity.Mortality, "house", 8, calm => calm + 40),
        ["mortality-high-severe"] = (Quantity.Mortality, "house", 8, calm => calm + 120),
        ["mortality-high-week"] = (Quantity.Mortality, "house", 8, calm => calm + 400),
        ["eggs-low"] = (Quantity.Eggs, "house", 0, calm => Math.Round(calm * 0.7)),
        ["sensor-missing-temperature"] = (Quantity.Temperature, "rear", 8, _ => double.NaN),
        ["sensor-missing-outside"] = (Quantity.Temperature, "outside", 8, _ => double.NaN),
        ["sensor-missing-relative-humidity"] = (Quantity.RelativeHumidity, "rear", 8, _ => double.NaN),
        ["sensor-missing-ammonia"] = (Quantity.Ammonia, "rear", 8, _ => double.NaN),
        ["sensor-missing-carbon-dioxide"] = (Quantity.CarbonDioxide, "rear", 8, _ => double.NaN),
        ["sensor-missing-static-pressure"] = (Quantity.StaticPressure, "house", 8, _ => double.NaN),
        ["sensor-missing-water"] = (Quantity.Water, "house", 8, _ => double.NaN),
        ["sensor-missing-feed"] = (Quantity.Feed, "house", 8, _ => double.NaN),
        ["sensor-stuck-temperature"] = (Quantity.Temperature, "middle", 8, _ => 21),
        ["sensor-stuck-relative-humidity"] = (Quantity.RelativeHumidity, "middle", 8, _ => 61),
        ["sensor-stuck-ammonia"] = (Quantity.Ammonia, "middle", 8, _ => 9),
        ["sensor-stuck-carbon-dioxide"] = (Quantity.CarbonDioxide, "middle", 8, _ => 2000),
        ["sensor-implausible-temperature"] = (Quantity.Temperature, "front", 8, calm => calm - 10),
        ["sensor-implausible-relative-humidity"] = (Quantity.RelativeHumidity, "front", 8, calm => calm + 30),
        ["sensor-implausible-ammonia"] = (Quantity.Ammonia, "front", 8, calm => calm + 14),
        ["sensor-implausible-carbon-dioxide"] = (Quantity.CarbonDioxide, "front", 8, calm => calm + 1800),
        ["camera-dark"] = (Quantity.PictureBrightness, "camera-1", 8, _ => 0.5),
        ["camera-dirty"] = (Quantity.PictureSharpness, "camera-1", 8, _ => 30),
        ["camera-frozen"] = (Quantity.PictureChange, "camera-1", 8, _ => 0),
        ["camera-moved"] = (Quantity.PictureShift, "camera-1", 8, _ => 20),
        ["agent-silent"] = (Quantity.AgentLink, "agent-1", 8, _ => 0),
        ["clock-wrong"] = (Quantity.ClockOffset, "agent-1", 8, _ => 10_800),
        ["spool-filling"] = (Quantity.SpoolUsed, "agent-1", 8, _ => 70),
        ["siren-faulty"] = (Quantity.Siren, "house", 8, _ => double.NaN),
    };

    private static readonly IEnumerable<TestCaseData> everyRule =
        RulePacks.All.SelectMany(pack => pack.Rules.Select(rule => new TestCaseData(pack.Name, rule.Name)));

    [Test]
    public void Nothing_is_said_of_a_quiet_house([Values("broiler", "layer", "slow-growing")] string pack) =>
        Assert.That(new QuietHouse(RulePacks.For(pack)!).Live().Select(verdict => $"{verdict.Alarm} {verdict.Value}"), Is.Empty);

    [TestCaseSource(nameof(everyRule))]
    public void Can_be_raised(string pack, string name)
    {
        var (at, where, fromHour, change) = disturbances[name];
        var days = name == "mortality-high-week" ? 8 : 4;
        var from = QuietHouse.Start.AddDays(days - 1).AddHours(fromHour);
        var counted = 0.0;
        var alone = RulePacks.For(pack)! with { Rules = [RulePacks.For(pack)!.Rules.Single(rule => rule.Name == name)] };

        var verdicts = new QuietHouse(alone, days).Live((quantity, place, now, calm) =>
        {
            var isMeant = quantity == at && now >= from
                && (place == where || (where == "*" && place is not (ValueOf.Outside or ValueOf.Neighbours)));
            if (!isMeant)
            {
                counted = quantity == at && place == where ? calm : counted;
                return calm;
            }

            // A counter that stands still, or one that runs on by a leak of 100 L/h.
            var changed = change(calm);
            return double.IsNegativeInfinity(changed) ? counted
                : double.IsPositiveInfinity(changed) ? calm + Math.Round(100 * (now - from).TotalHours)
                : changed;
        });

        Assert.That(verdicts.Select(verdict => verdict.Alarm.Rule), Has.Some.EqualTo(name));
        Assert.That(verdicts.Select(verdict => verdict.RaisedAt), Has.All.GreaterThanOrEqualTo(from));
    }
}
