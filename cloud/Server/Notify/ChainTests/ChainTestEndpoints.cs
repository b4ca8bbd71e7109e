using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Api;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.ChainTests;

/// <summary>Tests of the alarm chain: begun by a button, listed for whoever has to show them.</summary>
internal static class ChainTestEndpoints
{
    private const int Most = 500;

    public static void MapChainTests(this IEndpointRouteBuilder farm)
    {
        farm.MapPost("/alarm-tests", BeginAsync).WithName("BeginAlarmTest").WithSummary("Begins a test of the alarm chain; somebody has to acknowledge it.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        farm.MapGet("/alarm-tests", ListAsync).WithName("ListAlarmTests").WithSummary($"The newest {Most} tests of the alarm chain, newest first.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>Who begins a test.</summary>
    /// <param name="By">Their name.</param>
    public sealed record AlarmTestRequest(string By);

    /// <summary>A test of the alarm chain.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="By">Who began it; "schedule" for the plan.</param>
    /// <param name="StartedAt">When, the farm's time, UTC.</param>
    /// <param name="DueAt">Until when it has to be acknowledged.</param>
    /// <param name="DeliveredAt">When the first message of it was delivered, real time, UTC; null while none was.</param>
    /// <param name="AcknowledgedAt">When somebody acknowledged it, the farm's time, UTC; null for nobody.</param>
    /// <param name="AcknowledgedBy">Who.</param>
    /// <param name="Unheard">Coops of which nothing was heard, separated by commas; empty for none.</param>
    /// <param name="Result">How it went.</param>
    public sealed record AlarmTest(
        long Number,
        string By,
        DateTimeOffset StartedAt,
        DateTimeOffset DueAt,
        DateTimeOffset? DeliveredAt,
        DateTimeOffset? AcknowledgedAt,
        string? AcknowledgedBy,
        string Unheard,
        TestResult Result);

    private static async Task<Results<Created<AlarmTest>, ProblemHttpResult>> BeginAsync(
        string farm, AlarmTestRequest body, FarmDirectory farms, ChainTester tester, IDbContextFactory<RoostDatabase> databases, CancellationToken cancellationToken)
    {
        if (farms.CoopsOf(farm) is null)
        {
            return Problems.UnknownFarm(farm);
        }

        if (string.IsNullOrWhiteSpace(body.By) || body.By.Length > 100)
        {
            return Problems.Invalid("\"by\" must say who begins the test, in 100 characters at most.");
        }

        if (await tester.BeginAsync(farm, body.By, cancellationToken) is { } test)
        {
            return TypedResults.Created($"/api/farms/{farm}/alarm-tests", Entry(test));
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return TypedResults.Problem(
            await database.PlanOfAsync(farm, cancellationToken) is null
                ? $"The farm \"{farm}\" has no on-call plan, so a test would reach nobody; save a plan first."
                : "A test is under way; acknowledge it, or wait until it is overdue.",
            statusCode: StatusCodes.Status409Conflict,
            title: "The test is not begun.");
    }

    private static async Task<Results<Ok<AlarmTest[]>, ProblemHttpResult>> ListAsync(
        string farm, FarmDirectory farms, IDbContextFactory<RoostDatabase> databases, CancellationToken cancellationToken)
    {
        if (farms.CoopsOf(farm) is null)
        {
            return Problems.UnknownFarm(farm);
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var tests = await database.Set<TestRow>().AsNoTracking().Where(row => row.Farm == farm).OrderByDescending(row => row.Id).Take(Most).ToListAsync(cancellationToken);
        return TypedResults.Ok(tests.Select(Entry).ToArray());
    }

    private static AlarmTest Entry(TestRow row) => new(
        row.Id, row.By, row.StartedAt, row.DueAt, row.DeliveredAt, row.AcknowledgedAt, row.AcknowledgedBy, row.Unheard, row.Result);
}
