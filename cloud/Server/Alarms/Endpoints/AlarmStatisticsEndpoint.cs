using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Api;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Alarms.Endpoints;

/// <summary>How each rule did in the last days.</summary>
internal static class AlarmStatisticsEndpoint
{
    private const int DefaultDays = 28;
    private const int MostDays = 400;

    // A farm with more in a year has no use for a median.
    private const int MostAlarms = 20_000;

    public static void MapAlarmStatistics(this IEndpointRouteBuilder api) =>
        api.MapGet("/farms/{farm}/alarm-statistics", GetAsync).WithName("GetAlarmStatistics")
            .WithSummary("How each rule did: alarms, pages a week, time to acknowledge.")
            .WithDescription($"days is 1 to {MostDays} (default {DefaultDays}), back from now. Rules without an alarm are left out.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<IReadOnlyList<RuleStatistics>>, ProblemHttpResult>> GetAsync(
        string farm,
        string? days,
        FarmDirectory directory,
        FarmClock clock,
        ShippedPacks packs,
        IDbContextFactory<RoostDatabase> databases,
        CancellationToken cancellationToken)
    {
        if (Problems.InvalidName(("farm", farm)) is { } invalid)
        {
            return invalid;
        }

        if (directory.CoopsOf(farm) is null)
        {
            return Problems.UnknownFarm(farm);
        }

        var count = DefaultDays;
        if (days is not null && !(int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= MostDays))
        {
            return Problems.Invalid($"\"days\" must be a whole number from 1 to {MostDays}.");
        }

        var from = clock.Now - TimeSpan.FromDays(count);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Set<AlarmRow>().AsNoTracking().Where(row => row.Farm == farm && row.RaisedAt >= from)
            .OrderByDescending(row => row.RaisedAt).Take(MostAlarms).ToListAsync(cancellationToken);
        return TypedResults.Ok(AlarmStatistics.Of(rows.Select(row => row.ToAlarm()), count, id => packs.TextOf(id).Title));
    }
}
