using Roost.Domain.Flocks;
using Roost.Simulation.Events;
using Roost.Simulation.Flock;

namespace Roost.Simulation.Tests.Flock;

/// <summary>How honest the forecast of a flock's weight is on flocks whose growth knows nothing of it: houses with weather, scales and troubles.</summary>
public sealed class WeightForecastTests
{
    private const int EndDay = 40;
    private static readonly int[] AskedOn = [19, 26, 33];
    private static readonly string[] Scales = ["bird-weight/scale-1", "bird-weight/scale-2"];

    [Test]
    public void Nine_of_ten_simulated_flocks_end_within_the_band_that_their_scales_gave()
    {
        const int Flocks = 10;
        var inside = AskedOn.ToDictionary(day => day, _ => 0);
        var errors = AskedOn.ToDictionary(day => day, _ => 0.0);
        for (var seed = 1; seed <= Flocks; seed++)
        {
            var (days, truth) = Grow((ulong)seed);
            foreach (var day in AskedOn)
            {
                var expected = WeightForecast.Of(BirdKind.Named("ross-308").Standard, days.Where(each => each.Day <= day)).WeightAt(EndDay + 0.5)!;
                inside[day] += truth >= expected.LowGrams && truth <= expected.HighGrams ? 1 : 0;
                errors[day] += Math.Abs((expected.Grams / truth) - 1) / Flocks;
            }
        }

        foreach (var day in AskedOn)
        {
            Coop.Measured($"forecast of day {EndDay} on day {day}: {inside[day]} of {Flocks} simulated flocks inside the band of 90 %, off by {100 * errors[day]:0.0} % on average");
        }

        Assert.That(inside.Values.Sum(), Is.InRange(0.8 * Flocks * AskedOn.Length, Flocks * AskedOn.Length));
    }

    // Every other flock has a trouble of its own on the way.
    private static (IReadOnlyList<FlockDay> Days, double EndGrams) Grow(ulong seed)
    {
        var setup = CoopSetup.BroilerHouse(seed, Coop.Spring.AddDays((int)seed * 36), BirdKind.Named("ross-308"));
        var from = Coop.Start(setup).AddDays(10 + (seed * 7 % 24));
        CoopEvent[] events = (seed % 6) switch
        {
            0 => [new Coccidiosis(from, from.AddDays(6))],
            2 => [new RespiratoryDisease(from, from.AddDays(5))],
            4 => [new WeatherOffset(from, from.AddDays(4), 12)],
            _ => [],
        };
        var coop = Coop.Of(setup, events);
        List<FlockDay> days = [];
        var middle = 0.0;
        for (var day = 0; day <= EndDay; day++)
        {
            List<double> weights = [];
            for (var hour = 0; hour < 24; hour += 4)
            {
                coop.After(TimeSpan.FromHours(4));
                middle = hour == 8 ? coop.Truth.Flock!.WeightGrams : middle;
                weights.AddRange(Scales.Select(coop.Reading).Where(grams => grams > 0));
            }

            days.Add(new(day) { WeightGrams = weights.Count == 0 ? null : weights.Average() });
        }

        return (days, middle);
    }
}
