using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Roost.Alarms.Rules;
using Roost.Cloud.Access;
using Roost.Cloud.Api;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.Channels;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.Outbox;

namespace Roost.Cloud.Notify.OnCall;

/// <summary>A farm's people. Secrets go in and never come out.</summary>
internal static class PeopleEndpoints
{
    private const int MostPeople = 200;

    public static void MapPeople(this IEndpointRouteBuilder farm)
    {
        farm.MapGet("/people", ListAsync).WithMetadata(new PeopleAlone()).WithName("ListPeople").WithSummary("The people of a farm, without the secrets of their contacts.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        farm.MapPut("/people/{person}", PutAsync).WithName("PutPerson").WithSummary("Adds a person, or replaces one; a contact without a secret keeps the one it has.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        farm.MapPost("/people/{person}/trials", TryAsync).WithName("TryContact")
            .WithSummary("Sends a person a message that asks for nothing, by one of their contacts; its delivery tells how it went.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        farm.MapDelete("/people/{person}", DeleteAsync).WithName("DeletePerson").WithSummary("Removes a person whom the on-call plan does not name.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<Person[]>, ProblemHttpResult>> ListAsync(
        string farm, FarmDirectory farms, IDbContextFactory<RoostDatabase> databases, CancellationToken cancellationToken)
    {
        if (farms.CoopsOf(farm) is null)
        {
            return Problems.UnknownFarm(farm);
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return TypedResults.Ok((await database.PeopleOfAsync(farm, cancellationToken)).Select(WithoutSecrets).ToArray());
    }

    private static async Task<Results<Ok<Person>, ProblemHttpResult>> PutAsync(
        string farm, string person, Person body, FarmDirectory farms, ChannelBoard channels, IDbContextFactory<RoostDatabase> databases, CancellationToken cancellationToken)
    {
        if (farms.CoopsOf(farm) is null)
        {
            return Problems.UnknownFarm(farm);
        }

        if (PersonReview.MistakesOf(person, body, channels) is { Count: > 0 } wrong)
        {
            return Mistake.Refusal(StatusCodes.Status400BadRequest, "The person is not saved.", wrong);
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var row = await database.Set<PersonRow>().SingleOrDefaultAsync(other => other.Farm == farm && other.Id == person, cancellationToken);
        if (row is null)
        {
            if (await database.Set<PersonRow>().CountAsync(other => other.Farm == farm, cancellationToken) >= MostPeople)
            {
                return Harm(new($"The farm has {MostPeople} people, which are the most; remove one first.", $"农场已有 {MostPeople} 人，达到上限；请先删除一人。"));
            }

            row = new PersonRow { Farm = farm, Id = person };
            database.Add(row);
        }

        var kept = row.Person?.Contacts ?? [];
        row.Person = body with
        {
            Contacts = [.. body.Contacts.Select(contact => contact with
            {
                Secret = contact.Secret ?? kept.FirstOrDefault(old => old.Name == contact.Name && old.Channel == contact.Channel)?.Secret,
            })],
        };
        if (await database.PlanOfAsync(farm, cancellationToken) is { } plan)
        {
            var people = (await database.PeopleOfAsync(farm, cancellationToken)).Where(other => other.Id != person).Append(row.Person).ToArray();
            if (PlanReview.MistakesOf(plan, people) is [var first, ..])
            {
                return Harm(new($"The on-call plan would no longer work. {first.Sentence.En}", $"值班计划将无法使用。{first.Sentence.ZhCn}"));
            }
        }

        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(WithoutSecrets(row.Person));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string farm, string person, IDbContextFactory<RoostDatabase> databases, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await database.Set<PersonRow>().SingleOrDefaultAsync(other => other.Farm == farm && other.Id == person, cancellationToken) is not { } row)
        {
            return Problems.Unknown($"The farm \"{farm}\" has no person \"{person}\".");
        }

        if (await database.PlanOfAsync(farm, cancellationToken) is { } plan
            && (plan.CallOrders.Any(order => order.Steps.Any(step => step.Person == person)) || plan.DigestTo.Any(reader => reader.Person == person)))
        {
            return Harm(new($"The on-call plan names \"{person}\"; take them out of it first.", $"值班计划中有“{person}”，请先从计划中移除。"));
        }

        database.Remove(row);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Which contact is tried, and who tries it.</summary>
    /// <param name="Contact">Name of one of the person's contacts.</param>
    /// <param name="By">Who tries it, 1 to 100 characters.</param>
    public sealed record TrialRequest(string Contact, string By);

    /// <summary>A trial that is on its way.</summary>
    /// <param name="Id">The notification's id, by which the deliveries list it.</param>
    public sealed record Trial(Guid Id);

    private static async Task<Results<Ok<Trial>, ProblemHttpResult>> TryAsync(
        string farm, string person, TrialRequest body, FarmDirectory farms, IDbContextFactory<RoostDatabase> databases, FarmClock clock, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(body.By) || body.By.Length > 100)
        {
            return Problems.Invalid("\"by\" must say who tries the contact, in 100 characters at most.");
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = (await database.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Farm == farm && row.Id == person, cancellationToken))?.Person;
        if (found?.Contacts.Any(contact => contact.Name == body.Contact) != true)
        {
            return Problems.Unknown($"The farm \"{farm}\" has no person \"{person}\" with a contact \"{body.Contact}\".");
        }

        var note = new LocalText($"{body.By} tries whether this reaches you. There is nothing to do.", $"{body.By} 正在测试能否联系到您，无需处理。");
        var row = OutboxRow.Of(farm, farms.TimeZoneOf(farm), person, body.Contact, NotificationKind.Heartbeat, [], note, clock.Now, time.GetUtcNow());
        database.Add(row);
        await database.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Trial(row.NotificationId));
    }

    private static Person WithoutSecrets(Person person) =>
        person with { Contacts = [.. person.Contacts.Select(contact => contact with { Secret = null })] };

    private static ProblemHttpResult Harm(LocalText sentence) => Mistake.Refusal(StatusCodes.Status409Conflict, "It would do harm.", [new("", sentence)]);
}
