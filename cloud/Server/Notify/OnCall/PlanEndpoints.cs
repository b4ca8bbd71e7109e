using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Api;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Jobs;
using Roost.Cloud.Live;

namespace Roost.Cloud.Notify.OnCall;

/// <summary>A farm's on-call plan.</summary>
internal static class PlanEndpoints
{
    private const string NotSaved = "The plan is not saved.";

    public static void MapPlan(this IEndpointRouteBuilder farm)
    {
        farm.MapGet("/plan", GetAsync).WithName("GetPlan").WithSummary("The on-call plan in force.").ProducesProblem(StatusCodes.Status404NotFound);
        farm.MapPut("/plan", PutAsync).WithName("PutPlan").WithSummary("Replaces the on-call plan; one that leaves an hour with nobody on call is refused.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>A plan with its history's end.</summary>
    /// <param name="Version">Of the plan in force: send what was read, and a change of someone else is not overwritten. 0 where there is none yet.</param>
    /// <param name="ChangedBy">Who changed it.</param>
    /// <param name="Plan">The plan.</param>
    public sealed record VersionedPlan(int Version, string ChangedBy, OnCallPlan Plan);

    /// <summary>The farm's plan; null where it has none.</summary>
    public static async Task<OnCallPlan?> PlanOfAsync(this RoostDatabase database, string farm, CancellationToken cancellationToken) =>
        (await database.Set<PlanRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Farm == farm, cancellationToken))?.Plan;

    /// <summary>The farm's people, in order of their ids.</summary>
    public static async Task<IReadOnlyList<Person>> PeopleOfAsync(this RoostDatabase database, string farm, CancellationToken cancellationToken) =>
        [.. (await database.Set<PersonRow>().AsNoTracking().Where(row => row.Farm == farm).OrderBy(row => row.Id).ToListAsync(cancellationToken)).Select(row => row.Person)];

    private static async Task<Results<Ok<VersionedPlan>, ProblemHttpResult>> GetAsync(
        string farm, FarmDirectory farms, IDbContextFactory<RoostDatabase> databases, CancellationToken cancellationToken)
    {
        if (farms.CoopsOf(farm) is null)
        {
            return Problems.UnknownFarm(farm);
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Set<PlanRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Farm == farm, cancellationToken) is { } row
            ? TypedResults.Ok(new VersionedPlan(row.Version, row.ChangedBy, row.Plan))
            : Problems.Unknown($"The farm \"{farm}\" has no on-call plan yet, so its alarms are told to nobody.");
    }

    private static async Task<Results<Ok<VersionedPlan>, ProblemHttpResult>> PutAsync(
        string farm, VersionedPlan body, FarmDirectory farms, FarmClock clock, FarmSchedule schedule, LiveFeed live, IDbContextFactory<RoostDatabase> databases,
        CancellationToken cancellationToken)
    {
        if (farms.CoopsOf(farm) is null)
        {
            return Problems.UnknownFarm(farm);
        }

        if (string.IsNullOrWhiteSpace(body.ChangedBy) || body.ChangedBy.Length > 100 || body.Plan.Instructions.Length > 10_000)
        {
            return Problems.Invalid("changedBy must say who changes the plan, in 100 characters at most; instructions have 10,000 at most.");
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (PlanReview.MistakesOf(body.Plan, await database.PeopleOfAsync(farm, cancellationToken)) is { Count: > 0 } mistakes)
        {
            return Mistake.Refusal(StatusCodes.Status409Conflict, NotSaved, mistakes);
        }

        var row = await database.Set<PlanRow>().SingleOrDefaultAsync(other => other.Farm == farm, cancellationToken);
        if ((row?.Version ?? 0) != body.Version)
        {
            return Mistake.Refusal(StatusCodes.Status409Conflict, NotSaved, [new("version", new(
                $"The plan in force has version {row?.Version ?? 0}, and this change was made to version {body.Version}; read it again.",
                $"现行计划是第 {row?.Version ?? 0} 版，而此修改基于第 {body.Version} 版；请重新打开后再改。"))]);
        }

        if (row is null)
        {
            row = new PlanRow { Farm = farm, CreatedAt = clock.Now };
            database.Add(row);
        }

        (row.Version, row.Plan, row.ChangedAt, row.ChangedBy) = (body.Version + 1, body.Plan, clock.Now, body.ChangedBy);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        live.Send(new OnCallChange(farm, HasOnCallPlan: true));
        await schedule.FollowAsync(farm, row.Plan, cancellationToken);
        return TypedResults.Ok(new VersionedPlan(row.Version, row.ChangedBy, row.Plan));
    }
}
