using Microsoft.EntityFrameworkCore;
using Roost.Cloud.Alarms.Log;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.Acknowledge;
using Roost.Cloud.Notify.Channels;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;

namespace Roost.Cloud.Notify.Outbox;

/// <summary>One attempt to deliver one message: claims it, sends it, and writes down how it went.</summary>
internal sealed partial class Delivery(
    IDbContextFactory<RoostDatabase> databases, ChannelBoard channels, AcknowledgeLinks links, BrokenChannels broken, FarmClock clock, TimeProvider time,
    ILogger<Delivery> logger)
{
    /// <summary>Longest time that an attempt takes.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    // Longer than any attempt: whoever still holds a message then is gone.
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    // What can't be delivered and is no alarm is given up then; an alarm's messages go on as long as it wants somebody.
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    // Two to three minutes by the usual back-off: a server that restarts is no alarm.
    private const int AlarmAfterAttempts = 6;
    private readonly Guid self = Guid.NewGuid();

    /// <summary>Takes a message for this process; false when another was quicker.</summary>
    public async Task<bool> TryClaimAsync(RoostDatabase database, OutboxRow row, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + Claim;
        var taken = await database.Set<OutboxRow>()
            .Where(other => other.Id == row.Id && other.State == DeliveryState.Waiting && other.Attempts == row.Attempts && other.DueAt == row.DueAt)
            .ExecuteUpdateAsync(
                set => set.SetProperty(other => other.Attempts, row.Attempts + 1).SetProperty(other => other.DueAt, until).SetProperty(other => other.ClaimedBy, self),
                cancellationToken);
        return taken == 1;
    }

    /// <summary>Makes the attempt. It was counted when it was claimed; <paramref name="row"/> is as it was before.</summary>
    public async Task AttemptAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (row.Kind is NotificationKind.Alarm or NotificationKind.Test && !await IsWantedAsync(database, row, cancellationToken))
        {
            await DoneAsync(database, row, DeliveryState.Overtaken, row.Problem, cancellationToken);
            return;
        }

        var person = (await database.Set<PersonRow>().AsNoTracking().SingleOrDefaultAsync(other => other.Farm == row.Farm && other.Id == row.Person, cancellationToken))?.Person;
        var answer = person?.Contacts.FirstOrDefault(contact => contact.Name == row.Contact) is { } found
            ? await SendAsync(row, person, found, cancellationToken)
            : new DeliveryAnswer.Refused($"There is no \"{row.Person}\" with a contact \"{row.Contact}\" any more.");
        switch (answer)
        {
            case DeliveryAnswer.Delivered:
                await DoneAsync(database, row, DeliveryState.Delivered, null, cancellationToken);
                await broken.EndAsync(database, row, cancellationToken);
                break;
            case DeliveryAnswer.Refused refused:
                LogRefused(row.NotificationId, row.Farm, row.Person, row.Contact, refused.Problem);
                await DoneAsync(database, row, DeliveryState.Refused, refused.Problem, cancellationToken);
                await HurryAsync(database, row, cancellationToken);
                await broken.RaiseAsync(row, refused.Problem, cancellationToken);
                break;
            case DeliveryAnswer.TryAgain again:
                await AgainAsync(database, row, again, cancellationToken);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<DeliveryAnswer> SendAsync(OutboxRow row, Person person, Contact contact, CancellationToken cancellationToken)
    {
        var letter = Wording.Of(row.Body, person.Language, row.Body.AsksForAcknowledgement ? links.For(row.NotificationId, row.Person) : null, row.Attempts > 0);
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await channels.Of(contact.Channel).SendAsync(letter, contact, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryAnswer.TryAgain($"No answer within {Timeout.TotalSeconds:0} s.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A channel's own mistake must not end the worker that sends every other alarm.
            LogUnforeseen(exception, contact.Channel, row.NotificationId);
            return new DeliveryAnswer.TryAgain($"It failed unforeseen ({exception.GetType().Name}); the log has more.");
        }
    }

    private async Task AgainAsync(RoostDatabase database, OutboxRow row, DeliveryAnswer.TryAgain again, CancellationToken cancellationToken)
    {
        var isAlarm = row.Kind is NotificationKind.Alarm or NotificationKind.Test;
        if (!isAlarm && clock.Now - row.CreatedAt > GiveUpAfter)
        {
            await DoneAsync(database, row, DeliveryState.Refused, again.Problem, cancellationToken);
            return;
        }

        var due = time.GetUtcNow() + (again.After ?? Backoff.After(row.Attempts + 1, row.NotificationId));
        await database.Set<OutboxRow>().Where(other => other.Id == row.Id).ExecuteUpdateAsync(
            set => set.SetProperty(other => other.DueAt, due).SetProperty(other => other.ClaimedBy, (Guid?)null).SetProperty(other => other.Problem, again.Problem),
            cancellationToken);
        if (row.Problem is null)
        {
            // Said once: the further attempts are in the deliveries.
            LogTryingAgain(row.NotificationId, row.Farm, row.Person, row.Contact, again.Problem);
            await HurryAsync(database, row, cancellationToken);
        }

        if (row.Attempts + 1 >= AlarmAfterAttempts)
        {
            await broken.RaiseAsync(row, again.Problem, cancellationToken);
        }
    }

    // Together with its entry in the farm's log, so that the one is not without the other.
    private async Task DoneAsync(RoostDatabase database, OutboxRow row, DeliveryState state, string? problem, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Set<OutboxRow>().Where(other => other.Id == row.Id).ExecuteUpdateAsync(
            set => set.SetProperty(other => other.State, state).SetProperty(other => other.ClaimedBy, (Guid?)null)
                .SetProperty(other => other.Problem, problem).SetProperty(other => other.DoneAt, now),
            cancellationToken);
        await AlarmLog.AppendAsync(database, row.Farm, clock.Now, [new("delivery", null, null, LogEntry.Of(row, state, problem))], cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static Task<bool> IsWantedAsync(RoostDatabase database, OutboxRow row, CancellationToken cancellationToken) =>
        ChainsOf(database, row).AnyAsync(chain => chain.ClosedAt == null, cancellationToken);

    private async Task HurryAsync(RoostDatabase database, OutboxRow row, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        await ChainsOf(database, row).Where(chain => chain.ClosedAt == null && chain.Step != 0 && chain.LookAgainAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(chain => chain.LookAgainAt, now), cancellationToken);
    }

    private static IQueryable<ChainRow> ChainsOf(RoostDatabase database, OutboxRow row) => database.Set<ChainRow>()
        .Where(chain => database.Set<ToldRow>().Any(told => told.ChainId == chain.Id && told.NotificationId == row.NotificationId));

    private sealed record LogEntry(
        Guid Notification, NotificationKind Kind, string Person, string Contact, DeliveryState State, string? Problem, IReadOnlyList<string> Alarms)
    {
        public static LogEntry Of(OutboxRow row, DeliveryState state, string? problem) =>
            new(row.NotificationId, row.Kind, row.Person, row.Contact, state, problem, [.. row.Body.Alarms.Select(alarm => alarm.Id)]);
    }

    [LoggerMessage(LogLevel.Warning, "Notification {Notification} of the farm {Farm} to {Person} by {Contact} was refused: {Problem}")]
    private partial void LogRefused(Guid notification, string farm, string person, string contact, string problem);

    [LoggerMessage(LogLevel.Warning, "Notification {Notification} of the farm {Farm} to {Person} by {Contact} could not be delivered; trying on: {Problem}")]
    private partial void LogTryingAgain(Guid notification, string farm, string person, string contact, string problem);

    [LoggerMessage(LogLevel.Error, "The channel {Channel} failed unforeseen with notification {Notification}.")]
    private partial void LogUnforeseen(Exception exception, ChannelKind channel, Guid notification);
}
