using Microsoft.AspNetCore.Http.HttpResults;
using Roost.Alarms;
using Roost.Alarms.LifeCycle;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Api;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;

namespace Roost.Cloud.Alarms.Endpoints;

/// <summary>What people do about an alarm.</summary>
internal static class AlarmActEndpoints
{
    private const int LongestName = 100;
    private const int LongestText = 2_000;
    private static readonly TimeSpan LongestShelf = TimeSpan.FromHours(24);

    private delegate ProblemHttpResult? Reading(AlarmId alarm, AlarmActRequest request, DateTimeOffset now, out AlarmAct act);

    public static void MapAlarmActs(this IEndpointRouteBuilder api)
    {
        Map("acknowledge", "AcknowledgeAlarm", "Says that somebody saw the alarm and sees to it; what it holds is acknowledged with it.", ReadAcknowledge);
        Map("shelve", "ShelveAlarm", "Puts the alarm aside until a time, at most 24 hours on.", ReadShelve);
        Map("unshelve", "UnshelveAlarm", "Takes the alarm from its shelf.", static (alarm, request, _, out act) =>
        {
            act = new Unshelve(alarm, request.By!);
            return null;
        });
        Map("comment", "CommentAlarm", "Writes about the alarm.", ReadComment);
        Map("assign", "AssignAlarm", "Names who is to see to the alarm; nobody with a \"to\" of null.", ReadAssign);

        void Map(string act, string name, string summary, Reading read) =>
            api.MapPost(
                    $"/farms/{{farm}}/alarms/{{id}}/{act}",
                    (string farm, string id, AlarmActRequest request, FarmDirectory directory, FarmClock clock, IGrainFactory grains, CancellationToken cancellationToken) =>
                        ActAsync(farm, id, request, read, directory, clock, grains, cancellationToken))
                .WithName(name).WithSummary(summary)
                .Produces<Alarm>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>Reads an alarm's id from a path, where its slashes are escaped.</summary>
    public static ProblemHttpResult? ReadAlarm(string farm, string id, FarmDirectory directory, out AlarmId alarm)
    {
        alarm = default;
        return Problems.InvalidName(("farm", farm)) is { } invalid ? invalid
            : directory.CoopsOf(farm) is null ? Problems.UnknownFarm(farm)
            : AlarmId.TryParse(Uri.UnescapeDataString(id), out alarm) ? null
            : Problems.Invalid("The alarm's id must be rule/coop/place/start, its slashes written %2F.");
    }

    private static async Task<Results<Ok<Alarm>, ProblemHttpResult>> ActAsync(
        string farm, string id, AlarmActRequest request, Reading read, FarmDirectory directory, FarmClock clock, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (ReadAlarm(farm, id, directory, out var alarm) is { } invalid)
        {
            return invalid;
        }

        if (!IsText(request.By, LongestName))
        {
            return Problems.Invalid($"\"by\" must say who it is, in 1 to {LongestName} characters.");
        }

        if (read(alarm, request, clock.Now, out var act) is { } problem)
        {
            return problem;
        }

        return await grains.GetGrain<IFarmAlarms>(farm).ActAsync(act, cancellationToken) is { } after
            ? TypedResults.Ok(after)
            : Problems.Unknown($"The farm \"{farm}\" has no alarm \"{alarm}\".");
    }

    private static ProblemHttpResult? ReadAcknowledge(AlarmId alarm, AlarmActRequest request, DateTimeOffset now, out AlarmAct act)
    {
        act = new Acknowledge(alarm, request.By!, request.Where ?? "dashboard");
        return request.Where is null || IsText(request.Where, LongestName) ? null : Problems.Invalid($"\"where\" must have 1 to {LongestName} characters.");
    }

    private static ProblemHttpResult? ReadShelve(AlarmId alarm, AlarmActRequest request, DateTimeOffset now, out AlarmAct act)
    {
        act = new Shelve(alarm, request.By!, (request.Until ?? default).ToUniversalTime(), request.Reason ?? "");
        return request.Until is not { } until || until <= now || until > now + LongestShelf ? Problems.Invalid("\"until\" must be a time within the next 24 hours.")
            : !IsText(request.Reason, LongestText) ? Problems.Invalid($"\"reason\" must say why, in 1 to {LongestText} characters.")
            : null;
    }

    private static ProblemHttpResult? ReadComment(AlarmId alarm, AlarmActRequest request, DateTimeOffset now, out AlarmAct act)
    {
        act = new Comment(alarm, request.By!, request.Text ?? "");
        return IsText(request.Text, LongestText) ? null : Problems.Invalid($"\"text\" must have 1 to {LongestText} characters.");
    }

    private static ProblemHttpResult? ReadAssign(AlarmId alarm, AlarmActRequest request, DateTimeOffset now, out AlarmAct act)
    {
        act = new Assign(alarm, request.By!, request.To);
        return request.To is null || IsText(request.To, LongestName) ? null : Problems.Invalid($"\"to\" must have 1 to {LongestName} characters, or be null.");
    }

    private static bool IsText(string? text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest;
}
