using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Roost.Alarms;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Alarms.Rules;
using Roost.Cloud.Api;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Alarms.Endpoints;

/// <summary>A farm's alarms, by what is asked for.</summary>
internal static class AlarmListEndpoint
{
    private const int MostAlarms = 500;
    private static readonly TimeSpan Default = TimeSpan.FromDays(7);

    public static void MapAlarmList(this IEndpointRouteBuilder api) =>
        api.MapGet("/farms/{farm}/alarms", ListAsync).WithName("ListAlarms")
            .WithSummary("A farm's alarms, newest first.")
            .WithDescription(
                "state may be repeated: open (needs somebody), unacknowledged, acknowledged, returned-to-normal-unacknowledged, suppressed-by-design, normal. severity, rule and coop may be repeated too. "
                + "from and to are ISO 8601 times with their offset, of when the alarm was raised (default: any time); limit is 1 to 500 (default 100); after is next of the page before.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<AlarmPage>, ProblemHttpResult>> ListAsync(
        [AsParameters] AlarmFilter filter,
        FarmDirectory directory,
        FarmClock clock,
        ShippedPacks packs,
        IDbContextFactory<RoostDatabase> databases,
        CancellationToken cancellationToken)
    {
        if (filter.Problem(directory, clock.Now + Default, out var period, out var after, out var states, out var severities) is { } problem)
        {
            return problem;
        }

        var limit = filter.Limit is null ? 100 : int.Parse(filter.Limit, System.Globalization.CultureInfo.InvariantCulture);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = database.Set<AlarmRow>().AsNoTracking().Where(row => row.Farm == filter.Farm);
        if (filter.From is not null || filter.To is not null)
        {
            rows = rows.Where(row => row.RaisedAt >= period.From && row.RaisedAt < period.To);
        }

        rows = states.Length > 0 ? rows.Where(row => states.Contains(row.LifeCycle)) : rows;
        rows = severities.Length > 0 ? rows.Where(row => severities.Contains(row.Severity)) : rows;
        rows = filter.Rule is { Length: > 0 } rules ? rows.Where(row => rules.Contains(row.Rule)) : rows;
        rows = filter.Coop is { Length: > 0 } coops ? rows.Where(row => coops.Contains(row.Coop)) : rows;
        if (filter.After is { } last)
        {
            rows = rows.Where(row => row.RaisedAt < after || (row.RaisedAt == after && string.Compare(row.Id, last.Substring(last.IndexOf('~') + 1)) > 0));
        }

        var found = await rows.OrderByDescending(row => row.RaisedAt).ThenBy(row => row.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var next = found.Count > limit ? $"{found[limit - 1].RaisedAt.ToUnixTimeMilliseconds()}~{found[limit - 1].Id}" : null;
        return TypedResults.Ok(new AlarmPage([.. found.Take(limit).Select(row => row.ToAlarm()).Select(alarm => new AlarmEntry(alarm, packs.TextOf(alarm.Id).Title))], next));
    }

    /// <summary>What is asked for; texts, so that each mistake gets its own sentence.</summary>
    internal sealed record AlarmFilter(string Farm, string[]? State, string[]? Severity, string[]? Rule, string[]? Coop, string? From, string? To, string? After, string? Limit)
    {
        public ProblemHttpResult? Problem(
            FarmDirectory directory, DateTimeOffset latest, out QueryPeriod period, out DateTimeOffset after, out AlarmLifeCycle[] states, out AlarmSeverity[] severities)
        {
            (period, after, states, severities) = (default, default, [], []);
            if (Problems.InvalidName([("farm", Farm), .. (Coop ?? []).Select(name => ("coop", name))]) is { } invalid)
            {
                return invalid;
            }

            if (directory.CoopsOf(Farm) is null)
            {
                return Problems.UnknownFarm(Farm);
            }

            if (!TryReadAll(State, "open", [AlarmLifeCycle.Unacknowledged, AlarmLifeCycle.Acknowledged, AlarmLifeCycle.ReturnedToNormalUnacknowledged], out states))
            {
                return Problems.Invalid("\"state\" must be open, unacknowledged, acknowledged, returned-to-normal-unacknowledged, suppressed-by-design or normal.");
            }

            if (!TryReadAll(Severity, "", [], out severities))
            {
                return Problems.Invalid("\"severity\" must be information, warning or critical.");
            }

            if (Limit is not null && !(int.TryParse(Limit, System.Globalization.CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostAlarms))
            {
                return Problems.Invalid($"\"limit\" must be a whole number from 1 to {MostAlarms}.");
            }

            if (!QueryPeriod.TryRead(From ?? (To is null ? null : "1970-01-01T00:00:00Z"), To, latest, out period, out var sentence) && !sentence.Contains("20 years", StringComparison.Ordinal))
            {
                return Problems.Invalid(sentence);
            }

            if (After is null)
            {
                return null;
            }

            if (!long.TryParse(After.Split('~')[0], out var milliseconds) || milliseconds is < 0 or > 250_000_000_000_000)
            {
                return Problems.Invalid("\"after\" must be \"next\" of the page before.");
            }

            after = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            return null;
        }

        private static bool TryReadAll<T>(string[]? texts, string word, T[] meaning, out T[] values)
            where T : struct
        {
            List<T> read = [];
            foreach (var text in texts ?? [])
            {
                if (text.Length > 0 && text == word)
                {
                    read.AddRange(meaning);
                    continue;
                }

                try
                {
                    read.Add(AlarmJson.Read<T>(JsonSerializer.Serialize(text)));
                }
                catch (JsonException)
                {
                    values = [];
                    return false;
                }
            }

            values = [.. read];
            return true;
        }
    }
}
