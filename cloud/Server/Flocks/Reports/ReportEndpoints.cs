using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Cloud.Api;
using Roost.Cloud.Farms;
using Roost.Cloud.Flocks.Placing;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.Print;
using Roost.Cloud.Store;

namespace Roost.Cloud.Flocks.Reports;

/// <summary>Reports to be read or printed at any time; the farm's readers get them by mail as well.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder api)
    {
        Describe(api.MapGet("/farms/{farm}/reports/{kind}", OfFarmAsync).WithName("GetFarmReport")
            .WithSummary("The daily or weekly report as HTML, or with format=pdf or csv as PDF or CSV; language en or zh-CN; day is its last day (default: yesterday)."));
        Describe(api.MapGet("/farms/{farm}/flocks/{flock}/report", OfFlockAsync).WithName("GetFlockReport")
            .WithSummary("The report of a flock from its placement on as HTML, or with format=pdf or csv as PDF or CSV; language en or zh-CN."));
    }

    private static void Describe(RouteHandlerBuilder route) =>
        route.Produces(StatusCodes.Status200OK, contentType: "text/html").ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<ContentHttpResult, FileContentHttpResult, ProblemHttpResult>> OfFarmAsync(
        string farm, string kind, string? day, string? format, string? language, FarmDirectory directory, ReportDesk desk, PdfPrinter printer, FarmClock clock, CancellationToken cancellationToken)
    {
        if (Problems.InvalidName(("farm", farm)) is { } invalid)
        {
            return invalid;
        }

        if (directory.CoopsOf(farm) is null)
        {
            return Problems.UnknownFarm(farm);
        }

        if (kind is not ("daily" or "weekly"))
        {
            return Problems.Unknown($"There is no report \"{kind}\"; there are daily and weekly.");
        }

        var today = FarmDay.Of(clock.Now, TimeZoneInfo.FindSystemTimeZoneById(directory.TimeZoneOf(farm)));
        var last = today.AddDays(-1);
        if (day is not null && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out last))
        {
            return Problems.Invalid("\"day\" must be a day, such as 2026-01-31.");
        }

        return await AnswerAsync(
            format, language, $"{kind}-report-{farm}-{last:yyyy-MM-dd}.pdf", printer,
            () => desk.OfFarmAsync(kind == "daily" ? ReportKind.Daily : ReportKind.Weekly, farm, last, cancellationToken), cancellationToken);
    }

    private static async Task<Results<ContentHttpResult, FileContentHttpResult, ProblemHttpResult>> OfFlockAsync(
        string farm, string flock, string? format, string? language, FarmDirectory directory, FlockBook book, ReportDesk desk, PdfPrinter printer, FarmClock clock, CancellationToken cancellationToken)
    {
        if (FlockEndpoints.Refusal(farm, flock, directory) is { } problem)
        {
            return problem;
        }

        if (await book.FindAsync(farm, flock, cancellationToken) is not { } found)
        {
            return FlockEndpoints.UnknownFlock(farm, flock);
        }

        var today = FarmDay.Of(clock.Now, TimeZoneInfo.FindSystemTimeZoneById(directory.TimeZoneOf(farm)));
        return await AnswerAsync(format, language, $"flock-report-{flock}.pdf", printer, () => desk.OfFlockAsync(farm, found, today, cancellationToken), cancellationToken);
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
            return TypedResults.Problem(
                exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store can't be read at present.");
        }
    }
}
