using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Api;
using Roost.Cloud.Farms;
using Roost.Cloud.Flocks.Placing;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Print;
using Roost.Cloud.Store;

namespace Roost.Cloud.Flocks.Reports;

/// <summary>Reports to be read or printed at any time; the farm's readers get them by mail as well.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder api)
    {
        Describe(api.MapGet("/farms/{farm}/reports/{kind}", OfFarmAsync).WithName("GetFarmReport")
            .WithSummary("The daily or weekly report as HTML, or with format=pdf or csv as PDF or CSV; language en or zh-CN; day is its last day (default: yesterday); coop for one coop's flocks alone."));
        Describe(api.MapGet("/farms/{farm}/flocks/{flock}/report", OfFlockAsync).WithName("GetFlockReport")
            .WithSummary("The report of a flock from its placement on as HTML, or with format=pdf or csv as PDF or CSV; language en or zh-CN."));
        DescribeSending(api.MapPost("/farms/{farm}/reports/{kind}/sendings", SendOfFarmAsync).WithName("SendFarmReport")
            .WithSummary("Sends the daily or weekly report to the on-call plan's readers again, each in their language; day and coop as for reading it."));
        DescribeSending(api.MapPost("/farms/{farm}/flocks/{flock}/report/sendings", SendOfFlockAsync).WithName("SendFlockReport")
            .WithSummary("Sends the report of a flock to the on-call plan's readers again, each in their language."));
    }

    /// <summary>To whom a report is on its way; the deliveries tell how it went.</summary>
    /// <param name="To">The readers that the on-call plan names; never empty.</param>
    public sealed record SentReport(IReadOnlyList<DigestReader> To);

    private static void Describe(RouteHandlerBuilder route) => DescribeProblems(route.Produces(StatusCodes.Status200OK, contentType: "text/html"));

    private static void DescribeSending(RouteHandlerBuilder route) => DescribeProblems(route).ProducesProblem(StatusCodes.Status409Conflict);

    private static RouteHandlerBuilder DescribeProblems(RouteHandlerBuilder route) => route
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<ContentHttpResult, FileContentHttpResult, ProblemHttpResult>> OfFarmAsync(
        string farm, string kind, string? day, string? coop, string? format, string? language, FarmDirectory directory, ReportDesk desk, PdfPrinter printer, FarmClock clock,
        CancellationToken cancellationToken) =>
        TryRead(farm, kind, day, coop, directory, clock, out var last, out var problem)
            ? await AnswerAsync(
                format, language, $"{kind}-report-{coop ?? farm}-{last:yyyy-MM-dd}.pdf", printer, () => desk.OfFarmAsync(KindOf(kind), farm, coop, last, cancellationToken), cancellationToken)
            : problem;

    private static async Task<Results<Ok<SentReport>, ProblemHttpResult>> SendOfFarmAsync(
        string farm, string kind, string? day, string? coop, FarmDirectory directory, ReportDesk desk, ReportMail mail, FarmClock clock, CancellationToken cancellationToken) =>
        TryRead(farm, kind, day, coop, directory, clock, out var last, out var problem)
            ? await SendAsync(mail, () => desk.OfFarmAsync(KindOf(kind), farm, coop, last, cancellationToken), cancellationToken)
            : problem;

    private static async Task<Results<ContentHttpResult, FileContentHttpResult, ProblemHttpResult>> OfFlockAsync(
        string farm, string flock, string? format, string? language, FarmDirectory directory, FlockBook book, ReportDesk desk, PdfPrinter printer, FarmClock clock, CancellationToken cancellationToken)
    {
        if (FlockEndpoints.Refusal(farm, flock, directory) is { } problem)
        {
            return problem;
        }

        return await book.FindAsync(farm, flock, cancellationToken) is { } found
            ? await AnswerAsync(format, language, $"flock-report-{flock}.pdf", printer, () => desk.OfFlockAsync(farm, found, TodayOf(farm, directory, clock), cancellationToken), cancellationToken)
            : FlockEndpoints.UnknownFlock(farm, flock);
    }

    private static async Task<Results<Ok<SentReport>, ProblemHttpResult>> SendOfFlockAsync(
        string farm, string flock, FarmDirectory directory, FlockBook book, ReportDesk desk, ReportMail mail, FarmClock clock, CancellationToken cancellationToken)
    {
        if (FlockEndpoints.Refusal(farm, flock, directory) is { } problem)
        {
            return problem;
        }

        return await book.FindAsync(farm, flock, cancellationToken) is { } found
            ? await SendAsync(mail, () => desk.OfFlockAsync(farm, found, TodayOf(farm, directory, clock), cancellationToken), cancellationToken)
            : FlockEndpoints.UnknownFlock(farm, flock);
    }

    private static ReportKind KindOf(string kind) => kind == "daily" ? ReportKind.Daily : ReportKind.Weekly;

    private static DateOnly TodayOf(string farm, FarmDirectory directory, FarmClock clock) =>
        FarmDay.Of(clock.Now, TimeZoneInfo.FindSystemTimeZoneById(directory.TimeZoneOf(farm)));

    private static bool TryRead(
        string farm, string kind, string? day, string? coop, FarmDirectory directory, FarmClock clock, out DateOnly last, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        last = default;
        problem = Problems.InvalidName(("farm", farm));
        if (problem is not null)
        {
            return false;
        }

        var coops = directory.CoopsOf(farm);
        problem = coops is null ? Problems.UnknownFarm(farm)
            : coop is not null && !coops.Contains(coop) ? Problems.UnknownCoop(farm, coop)
            : kind is not ("daily" or "weekly") ? Problems.Unknown($"There is no report \"{kind}\"; there are daily and weekly.")
            : null;
        if (problem is not null)
        {
            return false;
        }

        last = TodayOf(farm, directory, clock).AddDays(-1);
        if (day is not null && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out last))
        {
            problem = Problems.Invalid("\"day\" must be a day, such as 2026-01-31.");
        }

        return problem is null;
    }

    private static async Task<Results<Ok<SentReport>, ProblemHttpResult>> SendAsync(ReportMail mail, Func<Task<FarmReport>> gather, CancellationToken cancellationToken)
    {
        try
        {
            return await mail.SendAsync(await gather(), cancellationToken) is { Count: > 0 } readers
                ? TypedResults.Ok(new SentReport(readers))
                : TypedResults.Problem(
                    "The farm's on-call plan names nobody who reads reports; name readers there first.", statusCode: StatusCodes.Status409Conflict, title: "The report is not sent.");
        }
        catch (StoreUnavailableException exception)
        {
            return Unreadable(exception);
        }
    }

    private static async Task<Results<ContentHttpResult, FileContentHttpResult, ProblemHttpResult>> AnswerAsync(
        string? format, string? language, string file, PdfPrinter printer, Func<Task<FarmReport>> gather, CancellationToken cancellationToken)
    {
        if (format is not (null or "html" or "pdf" or "csv"))
        {
            return Problems.Invalid("\"format\" must be html, pdf or csv.");
        }

        if (language is not (null or "en" or "zh-CN"))
        {
            return Problems.Invalid("\"language\" must be en or zh-CN.");
        }

        try
        {
            var report = await gather();
            if (format == "csv")
            {
                return TypedResults.Content(ReportCsv.Of(report), "text/csv; charset=utf-8", Encoding.UTF8);
            }

            var html = ReportPage.Of(report, language ?? "en");
            return format != "pdf" ? TypedResults.Content(html, "text/html; charset=utf-8", Encoding.UTF8)
                : await printer.PrintAsync(html, cancellationToken) is { } pdf ? TypedResults.File(pdf, "application/pdf", file)
                : TypedResults.Problem(
                    "This machine could not make a PDF; install the package chromium, or print the HTML page.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (StoreUnavailableException exception)
        {
            return Unreadable(exception);
        }
    }

    private static ProblemHttpResult Unreadable(StoreUnavailableException exception) =>
        TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store can't be read at present.");
}
