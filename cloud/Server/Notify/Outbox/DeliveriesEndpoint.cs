using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.OpenApi;
using Roost.Cloud.Access;
using Roost.Cloud.Api;
using Roost.Cloud.Database;
using Roost.Cloud.Farms;
using Roost.Cloud.Notify.Messages;

namespace Roost.Cloud.Notify.Outbox;

/// <summary>What was sent to whom and how it went.</summary>
internal static class DeliveriesEndpoint
{
    private const int Most = 500;

    public static void MapDeliveries(this IEndpointRouteBuilder farm) =>
        farm.MapGet("/deliveries", ListAsync).WithMetadata(new PeopleAlone()).WithName("ListDeliveries")
            .WithSummary("What was sent to whom, newest first; before=number goes on from there, state=waiting|delivered|refused|overtaken filters.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                OpenApiParameters.Describe(operation, "limit", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = Most.ToString(CultureInfo.InvariantCulture) });
                OpenApiParameters.Describe(operation, "before", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" });
                return Task.CompletedTask;
            });

    /// <summary>One message and its way.</summary>
    /// <param name="Number">Its number, growing.</param>
    /// <param name="Id">The notification's id.</param>
    /// <param name="Kind">What sort of message.</param>
    /// <param name="Person">To whom.</param>
    /// <param name="Contact">By which of their contacts.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="Attempts">Attempts begun.</param>
    /// <param name="CreatedAt">When it was decided on, the farm's time, UTC.</param>
    /// <param name="DoneAt">When it was delivered or given up, real time, UTC; null while neither.</param>
    /// <param name="AcknowledgedAt">When its link was used, the farm's time, UTC; null for not yet.</param>
    /// <param name="Problem">Why the last attempt failed; null where it did not.</param>
    /// <param name="Alarms">Ids of the alarms that it tells of.</param>
    public sealed record DeliveryEntry(
        long Number,
        Guid Id,
        NotificationKind Kind,
        string Person,
        string Contact,
        DeliveryState State,
        int Attempts,
        DateTimeOffset CreatedAt,
        DateTimeOffset? DoneAt,
        DateTimeOffset? AcknowledgedAt,
        string? Problem,
        IReadOnlyList<string> Alarms);

    private static async Task<Results<Ok<DeliveryEntry[]>, ProblemHttpResult>> ListAsync(
        string farm, string? state, string? before, string? limit, FarmDirectory farms, IDbContextFactory<RoostDatabase> databases, CancellationToken cancellationToken)
    {
        if (farms.CoopsOf(farm) is null)
        {
            return Problems.UnknownFarm(farm);
        }

        if (!TryRead(limit, 100, 1, Most, out var count))
        {
            return Problems.Invalid($"\"limit\" must be a whole number from 1 to {Most}.");
        }

        if (!TryRead(before, long.MaxValue, 1, long.MaxValue, out var end))
        {
            return Problems.Invalid("\"before\" must be the number of a delivery.");
        }

        DeliveryState? wanted = null;
        if (state is not null)
        {
            if (!Enum.TryParse<DeliveryState>(state, ignoreCase: true, out var named) || !Enum.IsDefined(named) || char.IsAsciiDigit(state[0]))
            {
                return Problems.Invalid("\"state\" must be one of waiting, delivered, refused, overtaken.");
            }

            wanted = named;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Set<OutboxRow>().AsNoTracking().Where(row => row.Farm == farm && row.Id < end && (wanted == null || row.State == wanted))
            .OrderByDescending(row => row.Id).Take((int)count).ToListAsync(cancellationToken);
        return TypedResults.Ok(rows.Select(row => new DeliveryEntry(
            row.Id, row.NotificationId, row.Kind, row.Person, row.Contact, row.State, row.Attempts, row.CreatedAt, row.DoneAt, row.AcknowledgedAt, row.Problem,
            [.. row.Body.Alarms.Select(alarm => alarm.Id)])).ToArray());
    }

    private static bool TryRead(string? text, long otherwise, long least, long most, out long value)
    {
        value = otherwise;
        return text is null || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);
    }
}
