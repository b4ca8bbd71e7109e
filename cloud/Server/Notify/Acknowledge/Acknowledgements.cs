using Microsoft.EntityFrameworkCore;
using Roost.Alarms;
using Roost.Cloud.Alarms.Book;
using Roost.Cloud.Database;
using Roost.Cloud.Hosting;
using Roost.Cloud.Notify.Messages;
using Roost.Cloud.Notify.OnCall;
using Roost.Cloud.Notify.Outbox;

namespace Roost.Cloud.Notify.Acknowledge;

/// <summary>Acknowledges what a message told of, once a message and person.</summary>
internal sealed class Acknowledgements(
    IDbContextFactory<RoostDatabase> databases, IGrainFactory grains, LinkKey key, FarmClock clock, TimeProvider time)
{
    /// <summary>The way by which an alarm was acknowledged.</summary>
    public const string ByLink = "link";

    /// <summary>What a link leads to, without changing anything.</summary>
    public async Task<LinkTarget> LookAsync(string link, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await TargetOfAsync(database, link, cancellationToken);
    }

    /// <summary>Acknowledges; a link that was used before, has expired or was never given changes nothing. The target is as it was before.</summary>
    public async Task<LinkTarget> AcknowledgeAsync(string link, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var target = await TargetOfAsync(database, link, cancellationToken);
        if (target is not LinkTarget.Open open)
        {
            return target;
        }

        // The alarms first: a crash in between leaves a link that can be used again, not an alarm that nobody is told of any more.
        var alarms = grains.GetGrain<IFarmAlarms>(open.Notification.Farm);
        foreach (var note in open.Notification.Alarms)
        {
            if (AlarmId.TryParse(note.Id, out var id))
            {
                await alarms.ActAsync(new Roost.Cloud.Alarms.Book.Acknowledge(id, open.Person.Name, ByLink), cancellationToken);
            }
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.LockChainsAsync(cancellationToken);
        var now = clock.Now;
        DateTimeOffset? at = now;
        await database.Set<OutboxRow>().Where(row => row.NotificationId == open.Notification.Id && row.AcknowledgedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AcknowledgedAt, at), cancellationToken);
        await CloseAsync(database, open, now, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return target;
    }

    // What is in no alarm book: tests, and what the chain says of itself.
    private static async Task CloseAsync(RoostDatabase database, LinkTarget.Open open, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = open.Notification.Id;
        var chains = await database.Set<ChainRow>()
            .Where(chain => chain.ClosedAt == null && database.Set<ToldRow>().Any(told => told.ChainId == chain.Id && told.NotificationId == id))
            .ToListAsync(cancellationToken);
        foreach (var chain in chains)
        {
            (chain.ClosedAt, chain.Note) = (now, chain.Note with { AcknowledgedBy = open.Person.Name });
        }
    }

    private async Task<LinkTarget> TargetOfAsync(RoostDatabase database, string link, CancellationToken cancellationToken)
    {
        if (!AcknowledgeToken.TryRead(link, key.Bytes, out var token))
        {
            return new LinkTarget.Unknown();
        }

        var row = await database.Set<OutboxRow>().AsNoTracking()
            .SingleOrDefaultAsync(row => row.NotificationId == token.Notification && row.Person == token.Person, cancellationToken);
        if (row is null)
        {
            return new LinkTarget.Unknown();
        }

        var person = (await database.Set<PersonRow>().AsNoTracking()
            .SingleOrDefaultAsync(other => other.Farm == row.Farm && other.Id == row.Person, cancellationToken))?.Person ?? new Person { Id = row.Person, Name = row.Person };
        return row.AcknowledgedAt is { } at ? new LinkTarget.Used(row.Body, person, at)
            : token.ExpiresAt < time.GetUtcNow() ? new LinkTarget.Expired(row.Body, person)
            : new LinkTarget.Open(row.Body, person);
    }
}

/// <summary>What a link to acknowledge leads to.</summary>
internal abstract record LinkTarget
{
    /// <summary>It was never given, or what it named is deleted.</summary>
    internal sealed record Unknown : LinkTarget;

    /// <summary>It is too old.</summary>
    internal sealed record Expired(Notification Notification, Person Person) : LinkTarget;

    /// <summary>It was used before.</summary>
    internal sealed record Used(Notification Notification, Person Person, DateTimeOffset At) : LinkTarget;

    /// <summary>It can be used.</summary>
    internal sealed record Open(Notification Notification, Person Person) : LinkTarget;
}
