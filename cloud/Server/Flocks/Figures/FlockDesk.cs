using Roost.Cloud.Api.Series;
using Roost.Cloud.Farms;
using Roost.Cloud.Flocks.Placing;
using Roost.Cloud.Flocks.Sheet;
using Roost.Cloud.Hosting;
using Roost.Cloud.Store;
using Roost.Domain.Breeds;
using Roost.Domain.Flocks;

namespace Roost.Cloud.Flocks.Figures;

/// <summary>Puts what people wrote and sensors measured of a flock together, and makes its figures and forecast of it.</summary>
internal sealed class FlockDesk(SheetBook sheets, FlockReadings readings, FarmDirectory directory, FarmClock clock)
{
    private const int DaysForecast = 28;

    // Older weighings say little of birds that double theirs in a week.
    private const int DaysOfWeight = 7;

    /// <summary>A flock's figures until today, or until it was cleared.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be read at present.</exception>
    public async Task<FlockFigures> FiguresAsync(string farm, Flock flock, CancellationToken cancellationToken)
    {
        var record = await RecordAsync(farm, flock, cancellationToken);
        var (placement, standard) = (flock.Placement, StandardOf(flock));
        var days = FlockCourse.Of(standard, placement.Birds, placement.FloorSquareMeters, record.Days);
        return new(
            flock.Id, placement.Coop, standard.Name, standard.Lays, placement.PlacedOn, WithdrawalUntil(record.Lines), days,
            standard.Lays ? null : ResultOf(flock, days, record));
    }

    /// <summary>What a living flock weighed last, by a person's weighing or the scales; null where nobody weighed it in the last seven days.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be read at present.</exception>
    public async Task<FlockWeight?> WeightAsync(string farm, Flock flock, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(directory.TimeZoneOf(farm));
        var (placement, today) = (flock.Placement, FarmDay.Of(clock.Now, zone));
        if (flock.Clearing is not null || placement.PlacedOn > today)
        {
            return null;
        }

        // A person's weighing of a day goes before what the scales say of it, as in the figures.
        var byHand = (await sheets.ListAsync(farm, flock.Id, cancellationToken))
            .Where(line => line.IsInForce && line.Entry is { Kind: SheetKind.Weighing } && line.Entry.Day > today.AddDays(-DaysOfWeight)).Select(line => line.Entry)
            .MaxBy(entry => entry.Day);
        if (await readings.ScalesAsync(farm, placement.Coop, clock.Now, cancellationToken) is { } scales && !(byHand?.Day >= FarmDay.Of(scales.At, zone)))
        {
            var ageDays = (scales.At - CalendarSteps.MidnightOf(placement.PlacedOn, zone)).TotalDays;
            return ageDays <= 0 ? null : new(placement.Coop, flock.Id, FarmDay.Of(scales.At, zone), scales.Grams, StandardOf(flock).WeightGrams(ageDays));
        }

        return byHand is { } weighing && (weighing.MeanGrams ?? weighing.WeightsGrams?.Average()) is > 0 and { } grams
            ? new(placement.Coop, flock.Id, weighing.Day, grams, StandardOf(flock).WeightGrams(weighing.Day.DayNumber - placement.PlacedOn.DayNumber + 0.5))
            : null;
    }

    /// <summary>Where its weight goes, and when it reaches a weight.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be read at present.</exception>
    public async Task<FlockForecast> ForecastAsync(string farm, Flock flock, double? targetGrams, CancellationToken cancellationToken)
    {
        if (flock.Clearing is not null)
        {
            return new([], targetGrams, null);
        }

        var record = await RecordAsync(farm, flock, cancellationToken);
        var forecast = WeightForecast.Of(StandardOf(flock), record.Days);
        var first = Math.Max(record.Days.Count - 1, (int)Math.Floor(forecast.AgeDays));
        return new(
            [.. Enumerable.Range(first, DaysForecast).Select(day => forecast.WeightAt(day + 0.5)).OfType<ExpectedWeight>()],
            targetGrams,
            targetGrams is { } grams ? forecast.AgeOf(grams) : null);
    }

    private async Task<FlockRecord> RecordAsync(string farm, Flock flock, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(directory.TimeZoneOf(farm));
        var (placement, today) = (flock.Placement, FarmDay.Of(clock.Now, zone));
        SheetEntry[] lines = [.. (await sheets.ListAsync(farm, flock.Id, cancellationToken)).Where(line => line.IsInForce).Select(line => line.Entry)];
        if (placement.PlacedOn > today)
        {
            return new([], lines);
        }

        var measured = await readings.DaysAsync(
            farm, placement.Coop, zone, placement.PlacedOn, flock.Clearing?.ClearedOn ?? today, today, cancellationToken);
        return new(SheetDays.Of(placement.PlacedOn, lines, measured), lines);
    }

    private static BreedStandard StandardOf(Flock flock) =>
        BreedStandard.Find(flock.Placement.Breed) ?? throw new InvalidDataException($"The flock \"{flock.Id}\" is of the breed \"{flock.Placement.Breed}\", which this Roost does not know.");

    private static DateOnly? WithdrawalUntil(IEnumerable<SheetEntry> lines) =>
        lines.Where(line => line is { Kind: SheetKind.Treatment or SheetKind.Vaccination, WithdrawalDays: > 0 })
            .Select(line => (DateOnly?)line.Day.AddDays(line.WithdrawalDays!.Value)).Max();

    private static FlockResult? ResultOf(Flock flock, IReadOnlyList<DayFigures> days, FlockRecord record)
    {
        if (flock.Clearing is not { } clearing || days.Count == 0)
        {
            return null;
        }

        var thinned = record.Days.Sum(day => day.Thinned);
        var birds = clearing.BirdsDelivered ?? days[^1].Birds + thinned;
        var weighed = days.LastOrDefault(day => day.WeightGrams is not null)?.WeightGrams;
        var kilograms = clearing.DeliveredKilograms ?? birds * weighed / 1000;
        var delivered = record.Lines.Where(line => line.Kind is SheetKind.FeedDelivery).Sum(line => line.Kilograms ?? 0);
        var eaten = record.Days.All(day => day.FeedKilograms is not null) ? record.Days.Sum(day => day.FeedKilograms) : null;
        var feed = delivered > 0 && clearing.FeedLeftKilograms is { } left ? delivered - left : eaten;
        var age = clearing.ClearedOn.DayNumber - flock.Placement.PlacedOn.DayNumber;
        return kilograms is { } live ? FlockResult.Of(flock.Placement.Birds, age, birds, live, feed) : null;
    }
}
