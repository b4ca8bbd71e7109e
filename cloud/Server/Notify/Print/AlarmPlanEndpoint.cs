using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Access;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Alarms.Log;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Api;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.ChainTests;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;

namespace Roost.Cloud.Notify.Print;

/// <summary>The alarm plan and the inspection log, to be printed or filed.</summary>
internal static class AlarmPlanEndpoint
{
    private const int MostRows = 2_000;

    // What the log must hold: 13 months (Regeling houders van dieren, article 9.6).
    private const int Months = 13;

    public static void MapAlarmPlan(this IEndpointRouteBuilder farm) =>
        farm.MapGet("/alarm-plan", GetAsync).WithMetadata(new PeopleAlone()).WithName("GetAlarmPlan")
            .WithSummary("The alarm plan with its inspection log as HTML, or with format=pdf as PDF; language en or zh-CN.")
            .Produces(StatusCodes.Status200OK, contentType: "text/html").ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<ContentHttpResult, FileContentHttpResult, ProblemHttpResult>> GetAsync(
        string farm, string? format, string? language, FarmDirectory farms, FarmClock clock, PdfPrinter printer, ShippedPacks packs, IDbContextFactory<RoostDatabase> databases,
        CancellationToken cancellationToken)
    {
        if (farms.CoopsOf(farm) is not { } coops)
        {
            return Problems.UnknownFarm(farm);
        }

        if (format is not (null or "html" or "pdf"))
        {
            return Problems.Invalid("\"format\" must be html or pdf.");
        }

        if (language is not (null or "en" or "zh-CN"))
        {
            return Problems.Invalid("\"language\" must be en or zh-CN.");
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.Set<PlanRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Farm == farm, cancellationToken) is not { } plan)
        {
            return Problems.Unknown($"The farm \"{farm}\" has no on-call plan yet; save one first.");
        }

        var since = clock.Now.AddMonths(-Months);
        var dossier = new Dossier(
            farm,
            farms.TimeZoneOf(farm),
            clock.Now,
            coops,
            plan,
            await database.PeopleOfAsync(farm, cancellationToken),
            await database.Set<TestRow>().AsNoTracking().Where(row => row.Farm == farm && row.StartedAt >= since)
                .OrderByDescending(row => row.Id).Take(MostRows).ToListAsync(cancellationToken),
            [.. (await database.Set<AlarmRow>().AsNoTracking().Where(row => row.Farm == farm && row.RaisedAt >= since)
                .OrderByDescending(row => row.RaisedAt).Take(MostRows).ToListAsync(cancellationToken)).Select(row => row.ToAlarm())],
            await database.Set<OutboxRow>().AsNoTracking().Where(row => row.Farm == farm && row.CreatedAt >= since)
                .OrderByDescending(row => row.Id).Take(MostRows).ToListAsync(cancellationToken),
            await AlarmLog.LastNumberAsync(database, farm, cancellationToken),
            await AlarmLog.FirstBrokenAsync(database, farm, cancellationToken));
        var html = AlarmPlanPage.Of(dossier, packs, language ?? "en");
        if (format != "pdf")
        {
            return TypedResults.Content(html, "text/html; charset=utf-8", Encoding.UTF8);
        }

        return await printer.PrintAsync(html, cancellationToken) is { } pdf
            ? TypedResults.File(pdf, "application/pdf", $"alarm-plan-{farm}.pdf")
            : TypedResults.Problem(
                "This machine could not make a PDF; install the package chromium, or print the HTML page.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>All that the printed plan is made of.</summary>
internal sealed record Dossier(
    string Farm,
    string TimeZone,
    DateTimeOffset Now,
    IReadOnlyList<string> Coops,
    PlanRow Plan,
    IReadOnlyList<Person> People,
    IReadOnlyList<TestRow> Tests,
    IReadOnlyList<Alarm> Alarms,
    IReadOnlyList<OutboxRow> Deliveries,
    long LogNumber,
    long? FirstBroken);
