using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Roost.Alarms;
using Roost.Alarms.LifeCycle;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Ingest;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Api;

/// <summary>All farms at a glance, for whoever looks after many: which of them needs somebody.</summary>
internal static class OverviewEndpoint
{
    // What is shown of a farm beside the counts; the others are a press away.
    private const int Named = 3;

    // A farm's storm is one alarm; more than these in all is no overview any more.
    private const int MostAlarms = 5_000;

    public static void MapOverview(this IEndpointRouteBuilder api) =>
        api.MapGet("/overview", GetAsync).WithName("GetOverview").WithSummary("Every farm: the alarms that call somebody, coops that report nothing, whether anybody is on call.");

    private static async Task<Ok<FarmOverview[]>> GetAsync(
        FarmDirectory directory, AgentWatch watch, ShippedPacks packs, IDbContextFactory<RoostDatabase> databases, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Set<AlarmRow>().AsNoTracking()
            .Where(row => row.LifeCycle == AlarmLifeCycle.Unacknowledged && row.Cause == null && row.ShelvedUntil == null)
            .OrderByDescending(row => row.Severity).ThenBy(row => row.RaisedAt).Take(MostAlarms).ToListAsync(cancellationToken);
        var calling = rows.Select(row => row.ToAlarm()).Where(alarm => alarm.IsLoud).ToLookup(alarm => alarm.Farm, StringComparer.Ordinal);
        var planned = (await database.Set<PlanRow>().AsNoTracking().Select(row => row.Farm).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return TypedResults.Ok(directory.Farms.Select(farm => Of(farm, [.. calling[farm]])).ToArray());

        FarmOverview Of(string farm, Alarm[] alarms)
        {
            var coops = directory.CoopsOf(farm) ?? [];
            var reporting = watch.StandingOf(farm).Where(agent => agent.IsConnected).SelectMany(agent => agent.Coops.Except(agent.LostCoops)).ToHashSet(StringComparer.Ordinal);
            return new(
                farm,
                directory.TimeZoneOf(farm),
                coops.Count,
                [.. coops.Where(coop => !reporting.Contains(coop))],
                alarms.Count(alarm => alarm.Severity == AlarmSeverity.Critical),
                alarms.Count(alarm => alarm.Severity == AlarmSeverity.Warning),
                alarms.Count(alarm => alarm.Severity == AlarmSeverity.Information),
                [.. alarms.Take(Named).Select(alarm => new CallingAlarm(alarm.Id.ToString(), alarm.Severity, alarm.RaisedAt, packs.TextOf(alarm.Id).Title))],
                planned.Contains(farm));
        }
    }

    /// <summary>A farm at a glance.</summary>
    /// <param name="Farm">Its name.</param>
    /// <param name="TimeZone">IANA name of its time zone.</param>
    /// <param name="Coops">How many coops it has.</param>
    /// <param name="SilentCoops">Those of them that report nothing now, in order.</param>
    /// <param name="Critical">Critical alarms that call somebody: they last, nobody has acknowledged them, and nothing silences them.</param>
    /// <param name="Warnings">Warnings that do.</param>
    /// <param name="Informations">Alarms for information that do.</param>
    /// <param name="Worst">The worst of all these, three at the most; of the same severity those that wait longest.</param>
    /// <param name="HasOnCallPlan">Whether its alarms page anybody.</param>
    public sealed record FarmOverview(
        string Farm,
        string TimeZone,
        int Coops,
        IReadOnlyList<string> SilentCoops,
        int Critical,
        int Warnings,
        int Informations,
        IReadOnlyList<CallingAlarm> Worst,
        bool HasOnCallPlan);

    /// <summary>An alarm that calls somebody.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Severity">How much it matters.</param>
    /// <param name="RaisedAt">Since when.</param>
    /// <param name="Title">What it is called.</param>
    public sealed record CallingAlarm(string Id, AlarmSeverity Severity, DateTimeOffset RaisedAt, LocalText Title);
}
