using Roost.Alarms.Evaluation;
using Roost.Alarms.Rules;
using Roost.Domain.Breeds;
using Roost.Domain.Climate;
using Roost.Domain.Readings;

namespace Roost.Alarms.Tests.Packs;

/// <summary>
/// A house in which all is well, with every sensor that rules look at: light from 6 to 22, meals and water with it. A disturbance changes one
/// thing from a moment on.
/// </summary>
internal sealed class QuietHouse(RulePack pack, int days = 4)
{
    private const int Birds = 20_000;
    private const int FirstAge = 200;

    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] zones = ["front", "middle", "rear"];

    private readonly BreedStandard breed = pack.Name switch
    {
        "layer" => BreedStandard.HyLineBrown,
        "slow-growing" => BreedStandard.Huaixiang,
        _ => BreedStandard.Ross308,
    };

    private int PlacedBefore => breed.Lays ? FirstAge : 20;

    /// <summary>The verdicts of the days, of which the last may be disturbed: the value that stands at a sensor becomes another; NaN for no reading.</summary>
    public IReadOnlyList<Verdict> Live(Func<Quantity, string, DateTimeOffset, double, double>? disturb = null)
    {
        var evaluation = new CoopEvaluation(pack, new(
            "coop-1", TimeZoneInfo.Utc, breed, DateOnly.FromDateTime(Start.UtcDateTime).AddDays(-PlacedBefore), Birds, []));
        var verdicts = new List<Verdict>();
        for (var minute = 0; minute < days * 1440; minute++)
        {
            var now = Start.AddMinutes(minute);
            foreach (var (quantity, place, calm) in Sensors(minute).OrderBy(sensor => sensor.Quantity).ThenBy(sensor => sensor.Place, StringComparer.Ordinal))
            {
                var value = disturb is null ? calm : disturb(quantity, place, now, calm);
                if (!double.IsNaN(value))
                {
                    evaluation.Step(new(quantity, place, now, value, Quality.Good));
                }
            }

            evaluation.AdvanceTo(now);
        }

        evaluation.Drain(verdicts);
        return verdicts;
    }

    private IEnumerable<(Quantity Quantity, string Place, double Value)> Sensors(int minute)
    {
        var hour = minute / 60.0 % 24;
        var age = PlacedBefore + (minute / 1440.0);
        var day = (int)age;
        var lit = hour is >= 6 and < 22;
        var eaten = Math.Clamp((hour - 6) / 16, 0, 1);
        var feed = breed.FeedGramsOn(day) * Birds / 1000;
        var setPoint = HouseSetPoint.TemperatureCelsius(breed, age);
        var wave = Math.Sin(minute * 0.7);
        foreach (var (zone, index) in zones.Select((zone, index) => (zone, index)))
        {
            yield return (Quantity.Temperature, zone, setPoint + (0.3 * Math.Sin((minute * 0.7) + index)));
            yield return (Quantity.RelativeHumidity, zone, 60 + wave + index);
            yield return (Quantity.Ammonia, zone, 8 + (0.5 * wave) + index);
            yield return (Quantity.CarbonDioxide, zone, 2000 + (60 * wave) + (50 * index));
        }

        yield return (Quantity.Temperature, "outside", 12 + (5 * Math.Sin((hour - 9) / 24 * 2 * Math.PI)) + (0.1 * wave));
        yield return (Quantity.Temperature, ValueOf.Neighbours, setPoint);
        yield return (Quantity.TemperatureSetPoint, ValueOf.Neighbours, setPoint);
        yield return (Quantity.TemperatureSetPoint, "house", setPoint);
        yield return (Quantity.StaticPressure, "house", 20 + wave);
        yield return (Quantity.AirSpeed, "middle", 0.5 + (0.05 * wave));
        yield return (Quantity.Illuminance, "front", lit ? 20 : 0);
        yield return (Quantity.Water, "house", Math.Round(feed * BreedStandard.WaterMillilitersPerFeedGram(day) * eaten));
        yield return (Quantity.Feed, "house", Math.Round(feed * eaten));
        yield return (Quantity.BirdWeight, "scale-1", breed.WeightGrams(age) + wave);
        yield return (Quantity.FanSpeed, "side", 50);
        yield return (Quantity.FanCommand, "side", 50);
        yield return (Quantity.FanSpeed, "tunnel", 0);
        yield return (Quantity.FanCommand, "tunnel", 0);
        yield return (Quantity.Heater, "house", 0);
        yield return (Quantity.HeaterCommand, "house", 0);
        yield return (Quantity.MainsPower, "house", 1);
        yield return (Quantity.Activity, "house", lit ? 4 + (1.5 * wave) : 0.3);
        yield return (Quantity.Occupancy, "front", 30 + wave);
        yield return (Quantity.Mortality, "house", Math.Floor(6 * hour / 24));
        yield return (Quantity.BirdCount, "house", Birds);
        yield return (Quantity.PictureBrightness, "camera-1", lit ? 40 : 10);
        yield return (Quantity.PictureSharpness, "camera-1", 95 + wave);
        yield return (Quantity.PictureChange, "camera-1", 2 + wave);
        yield return (Quantity.PictureShift, "camera-1", 0.2);
        yield return (Quantity.AgentLink, "agent-1", 1);
        yield return (Quantity.ClockOffset, "agent-1", 0.1);
        yield return (Quantity.SpoolUsed, "agent-1", 1);
        yield return (Quantity.Siren, "house", 0);
        if (breed.Lays)
        {
            yield return (Quantity.Eggs, "house", Math.Round(breed.HenDayPercentOn(day) / 100 * Birds * eaten));
        }
    }
}
