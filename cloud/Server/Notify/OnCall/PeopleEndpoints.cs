using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Api;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Notify.Channels;
using Roost.Domain.Wire;

namespace Roost.Cloud.Notify.OnCall;

/// <summary>A farm's people. Secrets go in and never come out.</summary>
internal static class PeopleEndpoints
{
    private const int MostPeople = 200;
    private const int MostContacts = 20;
    private const int LongestText = 500;

    public static void MapPeople(this IEndpointRouteBuilder farm)
    {
        farm.MapGet("/people", ListAsync).WithName("ListPeople").WithSummary("The people of a farm, without the secrets of their contacts.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        farm.MapPut("/people/{person}", PutAsync).WithName("PutPerson").WithSummary("Adds a person, or replaces one; a contact without a secret keeps the one it has.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
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

        if (MistakeOf(person, body, channels) is { } mistake)
        {
            return Problems.Invalid(mistake);
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var row = await database.Set<PersonRow>().SingleOrDefaultAsync(other => other.Farm == farm && other.Id == person, cancellationToken);
        if (row is null)
        {
            if (await database.Set<PersonRow>().CountAsync(other => other.Farm == farm, cancellationToken) >= MostPeople)
            {
                return Conflict($"The farm has {MostPeople} people, which are the most; remove one first.");
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
                return Conflict($"The on-call plan would no longer work. {first}");
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
            return Conflict($"The on-call plan names \"{person}\"; take them out of it first.");
        }

        database.Remove(row);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static string? MistakeOf(string id, Person person, ChannelBoard channels)
    {
        if (!WireName.IsValid(id) || person.Id != id)
        {
            return $"The person's id must be that of the address, and has {Problems.NameRule}.";
        }

        if (string.IsNullOrWhiteSpace(person.Name) || person.Name.Length > 100 || person.Phone?.Length > 100 || person.Role?.Length > 100)
        {
            return "A person has a name, and name, phone and role have 100 characters at most.";
        }

        if (person.Language is not ("en" or "zh-CN"))
        {
            return $"The language is \"{person.Language}\", but it must be en or zh-CN.";
        }

        if (person.Contacts.Count > MostContacts || person.Contacts.DistinctBy(contact => contact.Name).Count() < person.Contacts.Count)
        {
            return $"A person has {MostContacts} contacts at most, each with a name of its own.";
        }

        foreach (var contact in person.Contacts)
        {
            if (!WireName.IsValid(contact.Name))
            {
                return $"A contact's name has {Problems.NameRule}.";
            }

            if (contact.Address.Length > LongestText * 4 || contact.Secret?.Length > LongestText)
            {
                return $"The contact \"{contact.Name}\" is too long: an address has {LongestText * 4} characters at most, a secret {LongestText}.";
            }

            if (!channels.Has(contact.Channel))
            {
                return $"The contact \"{contact.Name}\" is of a channel that this service does not have.";
            }

            if (channels.Of(contact.Channel).MistakeOf(contact) is { } mistake)
            {
                return $"The contact \"{contact.Name}\" can't be used. {mistake}";
            }
        }

        return null;
    }

    private static Person WithoutSecrets(Person person) =>
        person with { Contacts = [.. person.Contacts.Select(contact => contact with { Secret = null })] };

    private static ProblemHttpResult Conflict(string sentence) =>
        TypedResults.Problem(sentence, statusCode: StatusCodes.Status409Conflict, title: "It would do harm.");
}
