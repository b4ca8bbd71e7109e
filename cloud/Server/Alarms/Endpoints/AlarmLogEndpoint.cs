using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Alarms.Log;
using Roost.Cloud.Api;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;

namespace Roost.Cloud.Alarms.Endpoints;

/// <summary>A farm's alarm log, and whether it is as it was written.</summary>
internal static class AlarmLogEndpoint
{
    private const int MostEntries = 1_000;

    public static void MapAlarmLog(this IEndpointRouteBuilder api) =>
        api.MapGet("/farms/{farm}/alarm-log", GetAsync).WithName("GetAlarmLog")
            .WithSummary("A farm's alarm log, oldest first, and whether all of it is as it was written.")
            .WithDescription($"after is the number of the last entry that is known (default 0); limit is 1 to {MostEntries} (default 100).")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<AlarmLogPage>, ProblemHttpResult>> GetAsync(
        string farm, string? after, string? limit, FarmDirectory directory, IDbContextFactory<RoostDatabase> databases, CancellationToken cancellationToken)
    {
        if (Problems.InvalidName(("farm", farm)) is { } invalid)
        {
            return invalid;
        }

        if (directory.CoopsOf(farm) is null)
        {
            return Problems.UnknownFarm(farm);
        }

        if (!long.TryParse(after ?? "0", out var last) || last < 0)
        {
            return Problems.Invalid("\"after\" must be an entry's number.");
        }

        if (!int.TryParse(limit ?? "100", out var most) || most is < 1 or > MostEntries)
        {
            return Problems.Invalid($"\"limit\" must be a whole number from 1 to {MostEntries}.");
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Set<AlarmLogRow>().AsNoTracking().Where(row => row.Farm == farm && row.Number > last).OrderBy(row => row.Number).Take(most).ToListAsync(cancellationToken);
        var entries = rows.Select(static row => new AlarmLogEntryText(row.Number, row.At, row.Kind, row.Alarm, row.Text, Convert.ToHexStringLower(row.Hash)));
        return TypedResults.Ok(new AlarmLogPage([.. entries], await AlarmLog.FirstBrokenAsync(database, farm, cancellationToken)));
    }
}
