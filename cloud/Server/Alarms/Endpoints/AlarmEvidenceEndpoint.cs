using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Roost.Alarms.LifeCycle;
using Roost.Alarms.Rules;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Api;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Stills;
using Roost.Cloud.Store;
using Roost.Domain.Readings;

namespace Roost.Cloud.Alarms.Endpoints;

/// <summary>One alarm with its evidence.</summary>
internal static class AlarmEvidenceEndpoint
{
    private const int MostPoints = 300;
    private const int MostNeighbours = 3;
    private const int MostHeld = 1_000;
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    public static void MapAlarmEvidence(this IEndpointRouteBuilder api) =>
        api.MapGet("/farms/{farm}/alarms/{id}", GetAsync).WithName("GetAlarm")
            .WithSummary("An alarm with its evidence: the readings around it, the rule in words, what to do first.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<AlarmEvidence>, ProblemHttpResult>> GetAsync(
        string farm,
        string id,
        FarmDirectory directory,
        FarmClock clock,
        ShippedPacks packs,
        RulesInForce rules,
        ITelemetryStore store,
        StillArchive stills,
        IDbContextFactory<RoostDatabase> databases,
        CancellationToken cancellationToken)
    {
        if (AlarmActEndpoints.ReadAlarm(farm, id, directory, out var wanted) is { } invalid)
        {
            return invalid;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var text = wanted.ToString();
        var row = await database.Set<AlarmRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Farm == farm && row.Id == text, cancellationToken);
        if (row is null)
        {
            return Problems.Unknown($"The farm \"{farm}\" has no alarm \"{wanted}\".");
        }

        var alarm = row.ToAlarm();
        var held = await database.Set<AlarmRow>().AsNoTracking().Where(each => each.Farm == farm && each.Cause == text).OrderBy(each => each.RaisedAt).Take(MostHeld).ToListAsync(cancellationToken);
        var inForce = await rules.OfAsync(farm, alarm.Id.Coop, cancellationToken);
        var rule = inForce.Pack.Rules.FirstOrDefault(each => each.Name == alarm.Id.Rule);
        var changes = await rules.ChangesAsync(farm, alarm.Id.Coop, cancellationToken);
        try
        {
            return TypedResults.Ok(new AlarmEvidence(
                alarm,
                packs.TextOf(alarm.Id),
                rule is null ? null : RuleEndpoints.WordsOf(rule),
                rule?.Source,
                rule is null ? [] : await TracesAsync(alarm, rule, directory.CoopsOf(farm) ?? [], clock.Now, store, cancellationToken),
                [.. held.Select(each => each.ToAlarm()).Select(each => new AlarmEntry(each, packs.TextOf(each.Id).Title))],
                await stills.AroundAsync(farm, alarm.Id.Coop, alarm.RaisedAt, cancellationToken),
                changes.LastOrDefault(kept => kept.Change.Rule == alarm.Id.Rule)));
        }
        catch (StoreUnavailableException unavailable)
        {
            return TypedResults.Problem(unavailable.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IReadOnlyList<EvidenceTrace>> TracesAsync(
        Alarm alarm, Rule rule, IReadOnlyList<string> coops, DateTimeOffset now, ITelemetryStore store, CancellationToken cancellationToken)
    {
        var from = alarm.Id.Start - Around;
        var until = (alarm.EndedAt ?? now) + Around;
        var to = until - from > Longest ? from + Longest : until > from ? until : from + Around;
        var (coop, place) = (alarm.Id.Coop, alarm.Id.Place);
        List<(string Coop, Quantity Quantity, string Place)> wanted = [(coop, rule.At, place), (coop, rule.At, ValueOf.Outside)];
        if (rule.At == Quantity.Temperature)
        {
            wanted.Add((coop, Quantity.TemperatureSetPoint, "house"));
        }

        wanted.AddRange(coops.Where(other => other != coop).Take(MostNeighbours).Select(other => (other, rule.At, place)));
        List<EvidenceTrace> traces = [];
        foreach (var (ofCoop, quantity, at) in wanted.Distinct())
        {
            var series = await store.SeriesAsync(new(alarm.Farm, ofCoop, quantity, at, from, to, MostPoints), cancellationToken);
            if (series.Mean.Count > 0)
            {
                traces.Add(new(ofCoop, quantity, at, series));
            }
        }

        return traces;
    }
}
