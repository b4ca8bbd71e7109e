using Microsoft.EntityFrameworkCore;
using Roost.Alarms.Rules;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Flocks.Placing;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;

namespace Roost.Cloud.Flocks.Reports;

/// <summary>Sends the reports that are due on a farm's morning to those who read what is not urgent.</summary>
internal sealed class ReportMail(
    ReportDesk desk, FlockBook book, IDbContextFactory<RoostDatabase> databases, FarmDirectory directory, FarmClock clock, TimeProvider time)
{
    /// <summary>
    /// Writes yesterday's report to the outbox, on a Monday the week's as well, and that of each flock that was cleared yesterday. A farm without
    /// flocks or without readers gets none.
    /// </summary>
    public async Task WriteAsync(string farm, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var readers = (await database.PlanOfAsync(farm, cancellationToken))?.DigestTo ?? [];
        if (readers.Count == 0)
        {
            return;
        }

        foreach (var report in await DueAsync(farm, cancellationToken))
        {
            Add(database, report, readers);
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Writes one report to the outbox, again or for the first time; returns to whom, which is nobody where the plan names no reader.</summary>
    public async Task<IReadOnlyList<DigestReader>> SendAsync(FarmReport report, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var readers = (await database.PlanOfAsync(report.Farm, cancellationToken))?.DigestTo ?? [];
        Add(database, report, readers);
        await database.SaveChangesAsync(cancellationToken);
        return readers;
    }

    private void Add(RoostDatabase database, FarmReport report, IReadOnlyList<DigestReader> readers)
    {
        foreach (var reader in readers)
        {
            database.Add(OutboxRow.Of(
                report.Farm, report.TimeZone, reader.Person, reader.Contact, NotificationKind.Report, [], In(report, ReportPage.Summary), clock.Now, time.GetUtcNow(),
                In(report, ReportPage.Of)));
        }
    }

    private async Task<IReadOnlyList<FarmReport>> DueAsync(string farm, CancellationToken cancellationToken)
    {
        var today = FarmDay.Of(clock.Now, TimeZoneInfo.FindSystemTimeZoneById(directory.TimeZoneOf(farm)));
        var yesterday = today.AddDays(-1);
        List<FarmReport> due = [await desk.OfFarmAsync(ReportKind.Daily, farm, null, yesterday, cancellationToken)];
        if (today.DayOfWeek == DayOfWeek.Monday)
        {
            due.Add(await desk.OfFarmAsync(ReportKind.Weekly, farm, null, yesterday, cancellationToken));
        }

        foreach (var flock in (await book.ListAsync(farm, cancellationToken)).Where(flock => flock.Clearing?.ClearedOn == yesterday))
        {
            due.Add(await desk.OfFlockAsync(farm, flock, yesterday, cancellationToken));
        }

        return [.. due.Where(report => report.Flocks.Count > 0)];
    }

    private static LocalText In(FarmReport report, Func<FarmReport, string, string> write) => new(write(report, "en"), write(report, "zh-CN"));
}
