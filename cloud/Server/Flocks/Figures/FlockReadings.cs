using Roost.Alarms.Rules;
using Roost.Cloud.Api.Series;
using Roost.Cloud.Store;
using Roost.Domain.Flocks;
using Roost.Domain.Readings;

namespace Roost.Cloud.Flocks.Figures;

/// <summary>What a coop's sensors say of a flock, farm-local day by day.</summary>
internal sealed class FlockReadings(ITelemetryStore store)
{
    // A counter that starts the day anew some minutes before the farm's midnight ends it near zero.
    private const double BegunAnewShare = 0.05;

    private const string WholeHouse = "house";

    /// <summary>The days from placement to the last one, whatever is known of them.</summary>
    /// <param name="farm">The farm.</param>
    /// <param name="coop">The coop.</param>
    /// <param name="zone">The farm's time zone.</param>
    /// <param name="placedOn">Day of placement.</param>
    /// <param name="lastDay">The last day; itself inside.</param>
    /// <param name="today">The farm's day, which is not over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The store can't be read at present.</exception>
    public async Task<IReadOnlyList<FlockDay>> DaysAsync(
        string farm, string coop, TimeZoneInfo zone, DateOnly placedOn, DateOnly lastDay, DateOnly today, CancellationToken cancellationToken)
    {
        var midnights = Enumerable.Range(0, Math.Max(0, lastDay.DayNumber - placedOn.DayNumber) + 2)
            .Select(day => CalendarSteps.MidnightOf(placedOn.AddDays(day), zone)).ToArray();
        var places = (await store.LatestAsync(farm, coop, cancellationToken)).Where(reading => reading.Place != ValueOf.Neighbours).ToLookup(reading => reading.Quantity, reading => reading.Place);

        async Task<double?[]> AskAsync(Quantity quantity, bool isCounter)
        {
            string[] all = [.. places[quantity]];

            // The meter of the whole house has counted what those of its lines did.
            string[] asked = isCounter && all.Contains(WholeHouse) ? [WholeHouse] : all;
            List<double?[]> series = [];
            foreach (var place in asked)
            {
                var query = new SeriesQuery(farm, coop, quantity, place, midnights[0], midnights[^1], midnights.Length, midnights);
                series.Add(ByDay(await store.SeriesAsync(query, cancellationToken), midnights, isCounter));
            }

            return [.. Enumerable.Range(0, midnights.Length - 1).Select(day => Together([.. series.Select(one => one[day])], isCounter))];
        }

        var dead = await AskAsync(Quantity.Mortality, isCounter: true);
        var weight = await AskAsync(Quantity.BirdWeight, isCounter: false);
        var feed = await AskAsync(Quantity.Feed, isCounter: true);
        var water = await AskAsync(Quantity.Water, isCounter: true);
        var eggs = await AskAsync(Quantity.Eggs, isCounter: true);
        return [.. dead.Select((count, day) => new FlockDay(day)
        {
            Dead = (int)(count ?? 0),
            WeightGrams = weight[day],
            FeedKilograms = feed[day],
            WaterLiters = water[day],
            Eggs = eggs[day],
            IsOver = placedOn.AddDays(day) < today,
        })];
    }

    /// <summary>What the coop's scales said last, the mean of those that spoke in the last two days, and when; null where none does.</summary>
    /// <param name="farm">The farm.</param>
    /// <param name="coop">The coop.</param>
    /// <param name="now">The farm's time, UTC.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The store can't be read at present.</exception>
    public async Task<(DateTimeOffset At, double Grams)?> ScalesAsync(string farm, string coop, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var scales = (await store.LatestAsync(farm, coop, cancellationToken))
            .Where(reading => reading is { Quantity: Quantity.BirdWeight, Quality: not Quality.Bad, Value: > 0 } && reading.TakenAt > now - TimeSpan.FromDays(2)).ToArray();
        return scales.Length == 0 ? null : (scales.Max(reading => reading.TakenAt), scales.Average(reading => reading.Value!.Value));
    }

    private static double?[] ByDay(SeriesAnswer answer, DateTimeOffset[] midnights, bool isCounter)
    {
        var days = new double?[midnights.Length - 1];
        for (var row = 0; row < answer.Times.Count; row++)
        {
            var day = Array.FindLastIndex(midnights, midnight => midnight.ToUnixTimeSeconds() <= answer.Times[row]);
            if (day >= 0 && day < days.Length)
            {
                days[day] = isCounter ? CountOf(answer.Last[row], answer.Maximum[row]) : answer.Mean[row];
            }
        }

        return days;
    }

    private static double? CountOf(double? last, double? maximum) => last < BegunAnewShare * maximum ? maximum : last;

    private static double? Together(double?[] places, bool isCounter)
    {
        double[] known = [.. places.OfType<double>()];
        return known.Length == 0 ? null : isCounter ? known.Sum() : known.Average();
    }
}
