using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Api.Series;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Flocks.Figures;
using Roost.Cloud.Flocks.Placing;
using Roost.Cloud.Flocks.Sheet;
using Roost.Cloud.Store;

namespace Roost.Cloud.Flocks.Reports;

/// <summary>Gathers what reports tell.</summary>
internal sealed class ReportDesk(FlockBook book, SheetBook sheets, FlockDesk desk, IDbContextFactory<RoostDatabase> databases, FarmDirectory directory)
{
    private const int DaysOfWeek = 7;

    /// <summary>The report of the flocks that lived on the farm, or in one coop of it, in the day, or the seven days, that end with <paramref name="to"/>.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be read at present.</exception>
    public async Task<FarmReport> OfFarmAsync(ReportKind kind, string farm, string? coop, DateOnly to, CancellationToken cancellationToken)
    {
        var from = kind is ReportKind.Weekly ? to.AddDays(1 - DaysOfWeek) : to;
        var flocks = (await book.ListAsync(farm, cancellationToken))
            .Where(flock => flock.Placement.PlacedOn <= to && !(flock.Clearing?.ClearedOn < from) && (coop is null || flock.Placement.Coop == coop))
            .OrderBy(flock => flock.Placement.Coop, StringComparer.Ordinal);
        return await OfAsync(kind, farm, from, to, flocks, cancellationToken);
    }

    /// <summary>The report of one flock from its placement to a day, or to its clearing.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be read at present.</exception>
    public Task<FarmReport> OfFlockAsync(string farm, Flock flock, DateOnly to, CancellationToken cancellationToken) =>
        OfAsync(ReportKind.Flock, farm, flock.Placement.PlacedOn, flock.Clearing?.ClearedOn ?? to, [flock], cancellationToken);

    private async Task<FarmReport> OfAsync(
        ReportKind kind, string farm, DateOnly from, DateOnly to, IEnumerable<Flock> flocks, CancellationToken cancellationToken)
    {
        var timeZone = directory.TimeZoneOf(farm);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var (begin, end) = (CalendarSteps.MidnightOf(from, zone), CalendarSteps.MidnightOf(to.AddDays(1), zone));
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var alarms = (await database.Set<AlarmRow>().AsNoTracking().Where(row => row.Farm == farm && row.RaisedAt >= begin && row.RaisedAt < end)
            .Select(row => new { row.Coop, row.Severity }).ToListAsync(cancellationToken)).ToLookup(row => row.Coop, row => row.Severity);
        List<FlockReport> reports = [];
        foreach (var flock in flocks)
        {
            var figures = await desk.FiguresAsync(farm, flock, cancellationToken);
            var lastDay = to.DayNumber - flock.Placement.PlacedOn.DayNumber;
            var lines = (await sheets.ListAsync(farm, flock.Id, cancellationToken))
                .Where(line => line.IsInForce && line.Entry.Day >= from && line.Entry.Day <= to).Select(line => line.Entry).OrderBy(line => line.Day);
            reports.Add(new(
                flock,
                figures with { Days = [.. figures.Days.Where(day => day.Day <= lastDay)] },
                [.. lines],
                alarms[flock.Placement.Coop].CountBy(severity => severity).ToDictionary()));
        }

        return new(kind, farm, timeZone, from, to, reports);
    }
}
